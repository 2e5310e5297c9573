from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.copying import DOCUMENT
from tests.unit.cli.copying import FOLDER

if TYPE_CHECKING:
    from tests.company_repository import Company

FIRST, LONE = f"{DOCUMENT}-A-1-01", f"{DOCUMENT}-A-1-31"
PATH, OTHER = f"{FOLDER}/{FIRST}.yaml", f"{FOLDER}/{LONE}.yaml"
BY = ("--by", "P-007")


def with_another(company: Company) -> Company:
    """One more copy of the same revision, stamped by hand."""
    text = (company.path / PATH).read_text(encoding="utf-8").replace(FIRST, LONE).replace("WK001-01", "WK001-31")
    lines = [line for line in text.replace("copies: 3", "copies: 1").splitlines() if "print_sha256" not in line]
    company.write(OTHER, "\n".join(lines) + "\n")
    company.commit("Another")
    return company


def added(company: Company, path: str) -> list[str]:
    diff = company.text("diff", "-U0", "--", path)
    return [line[1:] for line in diff.splitlines() if line.startswith("+") and not line.startswith("+++")]


def test_copies_come_back_together(printing: Company) -> None:
    company = with_another(printing)
    given = ("--disposition", "销毁", "--as-of", "2026-09-05", *BY)
    outcome = company.docctl("copy", "recall", LONE, FIRST.lower(), LONE, *given, lang="zh")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == f"已写入 {PATH}\n已写入 {OTHER}\n下一步：git add {OTHER} {PATH} && git commit\n"
    common = ["status: recalled", "recalled_on: 2026-09-05", "recalled_by: P-007"]
    assert added(company, PATH) == [*common, "recalled_copies: 3", "recall_disposition: 销毁"]
    assert added(company, OTHER) == [*common, "recalled_copies: 1", "recall_disposition: 销毁"]
    assert company.docctl("check").code == 0


def test_what_is_lost_altogether_needs_no_disposition(printing: Company) -> None:
    outcome = printing.docctl("copy", "recall", FIRST, "--lost", "3", "--explanation", "失火", *BY)
    assert outcome.code == 0, outcome.err
    assert added(printing, PATH) == [
        "status: lost",
        "lost_copies: 3",
        "lost_on: 2026-11-21",
        "loss_explanation: 失火",
    ]


def test_what_was_destroyed_on_the_spot_is_counted(printing: Company) -> None:
    outcome = printing.docctl("copy", "recall", FIRST, "--destroyed", "1", "--disposition", "归档", *BY)
    assert outcome.code == 0, outcome.err
    assert added(printing, PATH)[-3:] == ["recalled_copies: 2", "recall_disposition: 归档", "destroyed_copies: 1"]
    total = printing.docctl("copy", "reconcile", DOCUMENT, "--format", "json").json["total"]
    assert (total["returned"], total["destroyed"], total["difference"]) == (2, 1, 0)


def test_dry_run_writes_nothing(printed: Company) -> None:
    outcome = printed.docctl("copy", "recall", FIRST, "--disposition", "归档", "--dry-run", *BY)
    assert (outcome.code, outcome.out) == (0, f"would write {PATH}\n")
    assert printed.text("status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        ([], 2, "no copy is named"),
        ([DOCUMENT], 2, f"its copies: docctl copy reconcile {DOCUMENT}"),
        ([FIRST], 1, "Disposition is missing"),
        ([FIRST], 1, "what becomes of it: --disposition 销毁 | 归档 | 退回客户"),
        ([FIRST, "--disposition", "送人"], 1, "Disposition 送人: is none of"),
        ([FIRST, "--lost", "1", "--disposition", "归档"], 1, "Explanation of the loss is missing"),
        ([FIRST, "--lost", "3"], 1, "Explanation of the loss is missing"),
        ([FIRST, "--lost", "3"], 1, "→ say how they were lost: --explanation TEXT\nnothing was written"),
        ([FIRST, "--disposition", "归档", "--as-of", "2026-11-22"], 2, "2026-11-22 is ahead, and today is 2026-11-21"),
        ([FIRST, "--lost", "2", "--destroyed", "2"], 1, f"{FIRST} is 3 copies, and 4 are lost or destroyed"),
        ([FIRST, "--lost", "some"], 2, "--lost some is no number of copies"),
        ([FIRST, "--destroyed", "-1"], 2, "--destroyed -1 is no number of copies"),
    ],
)
def test_what_does_not_add_up_is_refused(arguments: list[str], code: int, expected: str, printed: Company) -> None:
    outcome = printed.docctl("copy", "recall", *arguments, *BY)
    assert (outcome.code, outcome.out) == (code, "")
    assert expected in outcome.err, outcome.err
    assert printed.text("status", "--porcelain") == ""


def test_none_is_recalled_where_one_cannot_be(printing: Company) -> None:
    company = with_another(printing)
    company.edit(OTHER, "\ncopies: 1\n", "\ncopies: 1\nnonsense: x\n")
    outcome = company.docctl("copy", "recall", FIRST, LONE, "--disposition", "归档", *BY, lang="zh")
    assert (outcome.code, outcome.out) == (1, "")
    assert "nonsense" in outcome.err
    assert outcome.err.endswith("未写入任何内容\n")
    assert added(company, PATH) == []


def test_a_copy_comes_back_once(printing: Company) -> None:
    given = ("copy", "recall", FIRST, "--disposition", "归档", *BY)
    assert printing.docctl(*given).code == 0
    again = printing.docctl(*given)
    assert again.code == 2
    assert "already recalled" in again.err
    assert f"→ when and by whom: docctl show {FIRST}" in again.err


def test_the_list_is_of_all_documents_or_of_one(printed: Company) -> None:
    shown = printed.docctl("copy", "recall", "--list", lang="zh").out.splitlines()
    assert shown[0].split() == ["文件", "版本", "分发号", "领用部门", "在外份数", "应回收日期", "未回收", "记录"]
    assert shown[2].split() == [DOCUMENT, "A/1", "WK001-01", "FIN", "3", "2026-09-07", "未回收", FIRST]
    listed = printed.docctl("copy", "recall", "--list", "HM-QP-XS003", "--format", "json")
    assert (listed.code, listed.json) == (0, [])
