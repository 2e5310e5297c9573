"""What the engine checks between records."""

from __future__ import annotations

from docctl.violation import code

REF_MISSING = code(
    "REF_MISSING",
    ("{field} {value} does not exist", "{field} {value} 不存在"),
    (
        "create it first, or correct the number: `docctl list {types}`",
        "请先建立该记录，或改正编号：docctl list {types}",
    ),
)
REF_TYPE = code(
    "REF_TYPE",
    ("{field} {value} is a {actual}, not a {wanted}", "{field} {value} 是{actual}，应为{wanted}"),
    ("name a record of the right type", "请填写正确类型的记录编号"),
)
NOT_UNIQUE = code(
    "NOT_UNIQUE",
    ("{field} {value} is already used by {other}", "{field} {value} 已被 {other} 使用"),
    ("correct one of the two records", "请改正其中一条记录"),
)
CODES = (REF_MISSING, REF_TYPE, NOT_UNIQUE)
