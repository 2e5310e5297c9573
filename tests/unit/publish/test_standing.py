"""What holds of a document whose working record is gone, and what leads from one document to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.publish.stage import stage_site
from tests.unit.publish import small_company

if TYPE_CHECKING:
    from docctl.publish.site import Site


def staged(site: Site, name: str) -> str:
    return stage_site(site, "zh")[f"docs/documents/{name}.md"].decode()


def test_a_document_in_force_is_shown_without_its_working_record() -> None:
    files = small_company.company_files()
    del files["records/controlled-document/QP-6.md"]
    assert small_company.BODY.format(name="QP-6A/1") in staged(small_company.site_of(files), "QP-6")


def test_a_folder_without_readable_statement_makes_no_page() -> None:
    files = {**small_company.base_files(), "records/approvals/QP-9/A-0/stray.txt": b"x"}
    assert "QP-9" not in small_company.site_of(files).standings


def test_links_in_a_text_lead_to_the_page_of_the_record_they_name() -> None:
    files = small_company.base_files()
    body = "## 1 目的\n\n见[记录控制](../controlled-document/QP-2.md)、[人员](P-001)、[无此文件](QP-7.md)。\n"
    for name, text in (("QP-1", body), ("QP-2", "")):
        content = small_company.document(name, "程序", "A/0", "2026-03-01", text)
        files[f"records/controlled-document/{name}.md"] = content.encode()
        small_company.approved(files, name, "2026-02-01")
    shown = staged(small_company.site_of(files), "QP-1")
    assert "[记录控制](../documents/QP-2.html)" in shown
    assert "[人员](../records/person/P-001.html)" in shown
    assert "、无此文件。" in shown


def test_what_a_standing_calls_pending() -> None:
    site = small_company.site_of(small_company.company_files())
    assert [c.effective_on for c in site.standings["QP-2"].pending] == ["2026-12-01"]
    assert site.standings["QP-3"].pending == ()
