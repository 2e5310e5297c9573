"""What the history of the records can disagree with."""

from __future__ import annotations

from docctl.violation import Severity
from docctl.violation import code

ISSUED_LATE = code(
    "ISSUED_LATE",
    (
        "revision {value} took effect on {other}, but its approval came into the records only on {date}",
        "修订 {value} 自 {other} 起生效，但其批准记录到 {date} 才入库",
    ),
    (
        "ask who signed it why; an honest reason is worth a remark in the next revision",
        "请向签署人了解原因，并在下一修订的备注中说明",
    ),
    Severity.WARNING,
)
ISSUED_REPLACED = code(
    "ISSUED_REPLACED",
    (
        "this file of revision {value} was changed on {date} (commit {commit}), after the revision was issued",
        "修订 {value} 发布之后，该文件又于 {date} 被改动（存档编号 {commit}）",
    ),
    ("compare it with the issued file, and restore that", "请与发布时的文件核对并恢复"),
)
CODES = (ISSUED_LATE, ISSUED_REPLACED)
