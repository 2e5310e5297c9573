"""The life of a numbered copy, as a document controller drives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.cli import numbering
from tests import paper
from tests.unit.cli.copying import BEFORE
from tests.unit.cli.copying import DOCUMENT
from tests.unit.cli.copying import FOLDER
from tests.unit.cli.copying import RECALL_DUE
from tests.unit.cli.copying import fields
from tests.unit.cli.copying import issue
from tests.unit.cli.copying import unchanged

if TYPE_CHECKING:
    from pathlib import Path

    from docctl.cli.session import Session
    from docctl.writing.numbers import Series
    from tests.company_repository import Company

FIRST, SECOND = f"{DOCUMENT}-A-1-01", f"{DOCUMENT}-A-2-01"
PDF = f"build/copies/{FIRST}.pdf"


def test_a_copy_is_printed_again_byte_for_byte(printed: Company, tmp_path: Path) -> None:
    outcome = printed.docctl("copy", "print", FIRST, "--out", str(tmp_path / "new"), lang="zh")
    assert (outcome.code, outcome.out) == (0, f"已生成 {tmp_path}/new/{FIRST}.pdf\n")
    assert (tmp_path / "new" / f"{FIRST}.pdf").read_bytes() == (printed.path / PDF).read_bytes()
    assert unchanged(printed)


def test_a_copy_superseded_recalled_and_in_part_lost(printing: Company) -> None:
    """Must show of the issue: register and due list say so at each step."""
    listed = printing.docctl("copy", "recall", "--list", DOCUMENT, "--format", "json").json
    assert [(row["record"], row["outstanding"], row["recall_due"], row["missing"]) for row in listed] == [
        (FIRST, 3, RECALL_DUE, "未回收")
    ]
    assert _due(printing) == [("R-045", FIRST, RECALL_DUE, "overdue")]
    assert _row(printing)["missing"] == "未回收"

    given = ("--lost", "1", "--explanation", "搬迁时遗失", "--disposition", "销毁", "--by", "P-007")
    done = printing.docctl("copy", "recall", FIRST, *given)
    path = f"{FOLDER}/{FIRST}.yaml"
    assert (done.code, done.out) == (0, f"wrote {path}\nnext: git add {path} && git commit\n"), done.err
    assert printing.docctl("check").code == 0

    assert _due(printing) == []
    assert printing.docctl("copy", "recall", "--list", "--format", "json").json == []
    row = _row(printing)
    assert (row["returned"], row["lost"], row["destroyed"], row["outstanding"], row["missing"]) == (2, 1, 0, 0, "")
    assert row["recalled_on"] == "2026-11-21"
    # On the day before nothing of it had happened.
    assert _row(printing, "--as-of", "2026-11-20")["outstanding"] == 3
    total = printing.docctl("copy", "reconcile", DOCUMENT, "A/1", "--format", "json").json["total"]
    # What came back or is lost is not made once more.
    again = printing.docctl("copy", "print", FIRST, lang="zh")
    assert (again.code, again.out) == (1, "")
    assert f"{FIRST} 已不在外" in again.err
    assert total == {"copies": 3, "returned": 2, "lost": 1, "destroyed": 0, "outstanding": 0, "difference": 0}


def _row(company: Company, *more: str) -> dict[str, object]:
    table = company.docctl("register", "G-03", "--format", "json", *more).json
    keys = [column["key"] for column in table["columns"]]
    rows = [dict(zip(keys, row, strict=True)) for row in table["rows"]]
    return next(row for row in rows if row["record"] == FIRST)


def _due(company: Company) -> list[tuple[str, ...]]:
    items = company.docctl("due", "--format", "json").json
    return [(i["rule"], i["record"], i["due"], i["state"]) for i in items if i["record"] == FIRST]


def test_the_next_copy_has_the_next_number_and_its_own_file(printing: Company, tmp_path: Path) -> None:
    outcome = issue(printing, "--out", str(tmp_path / "out"), "--as-of", BEFORE, lang="zh")
    second = f"{DOCUMENT}-A-1-02"
    path = f"{FOLDER}/{second}.yaml"
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines() == [
        f"已写入 {path}",
        f"已生成 {tmp_path}/out/{second}.pdf",
        f"下一步：git add {path} && git commit",
    ]
    assert fields(printing, second)["copy_no"] == "WK001-02"
    assert fields(printing, second)["print_sha256"] != fields(printing, FIRST)["print_sha256"]


def test_a_number_that_somebody_took_meanwhile_is_printed_nowhere(
    printing: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = numbering.first_of

    def a_moment_ago(session: Session, series: Series) -> str:
        name = first(session, series)
        numbering.take(session, numbering.only(name), session.record_type("distribution-record"), alone=True)
        return name

    monkeypatch.setattr(numbering, "first_of", a_moment_ago)
    outcome = issue(printing)
    assert outcome.code == 0, outcome.err
    second = f"{DOCUMENT}-A-2-02"
    assert fields(printing, second)["copy_no"] == "WK001-02"
    assert "WK001-02" in paper.pages(printing.path / "build/copies" / f"{second}.pdf")[0]
    assert not (printing.path / "build/copies" / f"{SECOND}.pdf").exists()


def test_dry_run_shows_the_record_and_writes_nothing(printing: Company) -> None:
    outcome = issue(printing, "--dry-run", "--copy-no", "7")
    assert (outcome.code, outcome.err) == (0, "")
    assert f"would write {FOLDER}/{DOCUMENT}-A-2-07.yaml" in outcome.out
    assert "copy_no: WK001-07" in outcome.out
    assert unchanged(printing)
    assert not (printing.path / f"build/copies/{DOCUMENT}-A-2-07.pdf").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["HM-QP-ZH001", "--to", "FIN"], 1, "HM-QP-ZH001 has no revision in force on 2026-11-21: In review"),
        (["HM-QP-XS003", "--to", "FIN", "--as-of", "2026-10-14"], 1, "no revision in force on 2026-10-14"),
        (["CUS-0001", "--to", "FIN"], 2, "CUS-0001 is a Customer or supplier dossier: it is not signed"),
        ([DOCUMENT, "--to", "NOPE"], 2, "there is no record NOPE"),
        ([DOCUMENT, "--to", "CUS-0001"], 1, "Receiving department CUS-0001 is a"),
        ([DOCUMENT, "--to", "FIN", "--recipient", "QA"], 1, "Received by QA is a Department"),
        ([DOCUMENT, "--to", "FIN", "--by", "QA"], 2, "QA is a Department, no person"),
        ([DOCUMENT, "--to", "FIN", "--copies", "many"], 1, "Copies many"),
        ([DOCUMENT, "--to", "FIN", "--copy-no", "乙"], 2, "does not end in digits"),
        ([DOCUMENT, "--to", "FIN", "--channel", "加密传输", "--medium", "纸质"], 1, "dist.channel.by-class"),
        ([DOCUMENT, "--to", "FIN", "--copy-no", "1", "--as-of", BEFORE], 2, f"copy {FIRST} is issued already"),
        ([DOCUMENT, "--to", "FIN", "--as-of", "2026-11-22"], 2, "2026-11-22 is ahead, and today is 2026-11-21"),
        ([DOCUMENT, "--to", "FIN", "--copies", "100000"], 1, "Copies 100000: is more than 999"),
    ],
)
def test_what_may_not_be_issued_is_refused(arguments: list[str], code: int, expected: str, printed: Company) -> None:
    by = [] if "--by" in arguments else ["--by", "P-007"]
    outcome = printed.docctl("copy", "issue", *arguments, *by)
    assert (outcome.code, outcome.out) == (code, ""), outcome.err
    assert expected in outcome.err
    assert unchanged(printed)


def test_who_issues_must_be_known(printed: Company) -> None:
    outcome = printed.docctl("copy", "issue", DOCUMENT, "--to", "FIN", lang="zh")
    assert outcome.code == 2
    assert "请用 --by P-001 指明本人" in outcome.err


def test_only_what_names_its_file_is_printed_again(printing: Company) -> None:
    for record in (DOCUMENT, "CUS-0001"):
        outcome = printing.docctl("copy", "print", record, lang="zh")
        assert outcome.code == 2
        assert f"{record} 没有登记打印件校验值" in outcome.err
