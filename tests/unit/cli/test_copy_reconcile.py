from __future__ import annotations

from typing import TYPE_CHECKING

from tests.company_repository import ROOT
from tests.unit.cli.copying import DOCUMENT
from tests.unit.cli.copying import FOLDER

if TYPE_CHECKING:
    from tests.company_repository import Company

FIRST = f"{DOCUMENT}-A-1-01"
REGISTER = "schemas/registers/G-03.yaml"


def test_copies_that_are_out_are_no_fault(printed: Company) -> None:
    outcome = printed.docctl("copy", "reconcile", DOCUMENT.lower(), lang="zh")
    assert (outcome.code, outcome.err) == (0, "")
    head, _, row, total = (line.split() for line in outcome.out.splitlines())
    assert head[4:] == ["份数", "回收份数", "遗失份数", "就地销毁份数", "在外份数", "去向不明", "记录"]
    assert row == [DOCUMENT, "A/1", "WK001-01", "FIN", "3", "0", "0", "0", "3", "0", FIRST]
    assert total == ["合计", "3", "0", "0", "0", "3", "0"]


def test_prints_that_are_unaccounted_for_fail_and_are_named(printing: Company) -> None:
    record = f"{FOLDER}/{FIRST}.yaml"
    settled = "status: recalled\nrecalled_on: 2026-09-04\nrecalled_by: P-007\nrecalled_copies: 1\n"
    printing.edit(record, "status: issued\n", settled + "recall_disposition: 销毁\n")
    outcome = printing.docctl("copy", "reconcile", DOCUMENT, "A/1")
    assert outcome.code == 1
    assert outcome.err == f"2 unaccounted for in {FIRST}\n"
    shown = printing.docctl("copy", "reconcile", DOCUMENT, "--format", "json")
    assert shown.code == 1
    assert [list(shown.json), shown.json["as_of"]] == [["document", "as_of", "copies", "total"], "2026-11-21"]
    assert [(row["copy_no"], row["returned"], row["difference"]) for row in shown.json["copies"]] == [
        ("WK001-01", 1, 2)
    ]


def test_a_revision_without_copies_is_said(printed: Company) -> None:
    outcome = printed.docctl("copy", "reconcile", DOCUMENT, "A/2", lang="zh")
    assert outcome.code == 2
    assert f"{DOCUMENT} A/2 没有分发件" in outcome.err
    assert "no copy of HM-QP-XS003 was issued" in printed.docctl("copy", "reconcile", "HM-QP-XS003").err
    assert (
        "docctl copy issue HM-QP-XS003 --to 部门" in printed.docctl("copy", "reconcile", "HM-QP-XS003", lang="zh").err
    )


def test_of_what_there_are_no_copies_none_are_advised(printing: Company) -> None:
    person = printing.docctl("copy", "reconcile", "P-001").err
    assert "P-001 is a Person, of which there are no copies" in person
    assert "docctl copy issue" not in person
    path = "records/external-document/EXT-2-0002.yaml"
    printing.write(path, (ROOT / path).read_text(encoding="utf-8"))
    outside = printing.docctl("copy", "reconcile", "EXT-2-0002").err
    assert "issue one: docctl new distribution-record document=EXT-2-0002" in outside


def test_a_library_whose_register_lacks_a_column_is_told_which(printing: Company) -> None:
    printing.edit(REGISTER, "{key: outstanding, ", "{key: held, ")
    outcome = printing.docctl("copy", "reconcile", DOCUMENT)
    assert outcome.code == 1
    assert "no register lists the distribution-records with the columns" in outcome.err
    assert "outstanding" in outcome.err
