from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.company_repository import Company


def test_every_gap_is_explained(company: Company) -> None:
    assert company.docctl("numbers").out == "every reserved number has its record\n"
    for _ in range(3):
        assert company.docctl("new", "customer", "name=华东精工").code == 0
    assert company.docctl("numbers", "customer").out == "every reserved number has its record\n"
    (company.path / "records/customer/CUS-0027.yaml").unlink()
    voided = "voided:\n  by: P-005\n  date: 2026-11-21\n  reason: 重复\n"
    with (company.path / "records/customer/CUS-0028.yaml").open("a", encoding="utf-8") as stream:
        stream.write(voided)
    assert company.docctl("renumber", "CUS-0029", "CUS-0031").code == 0
    found = company.docctl("numbers", "--format", "json").json
    assert [(gap["number"], gap["state"], gap["why"]["en"]) for gap in found] == [
        ("CUS-0027", "unused", "no record here has it"),
        ("CUS-0028", "voided", "voided: 重复"),
        ("CUS-0029", "renumbered", "is CUS-0031 now"),
    ]
    assert {(gap["type"], gap["at"]) for gap in found} == {("customer", "2026-11-21T04:00:00Z")}
    table = company.docctl("numbers", lang="zh").out
    assert "CUS-0028" in table
    assert "已作废：重复" in table
    assert company.docctl("numbers", "person").out == "every reserved number has its record\n"
    blob = company.run("hash-object", "-w", "--stdin").decode().strip()
    company.run("update-ref", "refs/docctl/num/OLD-1", blob)
    assert "OLD-1" in company.docctl("numbers").out
