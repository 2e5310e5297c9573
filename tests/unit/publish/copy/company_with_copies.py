"""Copies of the small company's documents, as sheets are made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.library import Record
from docctl.publish.copy.sheet import Subject
from docctl.publish.revisions import issued_revisions
from docctl.reader import read
from tests.unit.publish import small_company

if TYPE_CHECKING:
    from docctl.publish.site import Site


def subject(site: Site, document: str, **fields: object) -> Subject:
    """A copy of a document in force, issued to the quality department on the day of the site."""
    data = {
        "document": document,
        "copy_no": "K-07",
        "recipient_department": "QA",
        "recipient": "P-001",
        "copies": 1,
        "stamps": "[受控, 分发]",
        "issued_on": small_company.DAY,
        "issued_by": "P-002",
        **fields,
    }
    lines = "".join(f"{key}: {value}\n" for key, value in data.items())
    kept, found = read("records/distribution-record/C-07.yaml", f"id: C-07\n{lines}".encode())
    assert kept is not None, found
    standing = site.standings[document]
    issued = next(one for one in issued_revisions(site, document) if one.revision is standing.revision)
    # Whatever its type: a sheet asks only for its fields.
    return Subject(standing, issued, Record("C-07", standing.record.type, kept))


def files_with(name: str, revision: str, body: str, title: str = "长文程序", more: str = "") -> dict[str, bytes]:
    """The small company with one more document in force."""
    files = small_company.company_files()
    text = small_company.document(name, title, revision, "2026-03-01", body)
    files[f"records/controlled-document/{name}.md"] = text.replace("change_history:", more + "change_history:").encode()
    small_company.approved(files, name, "2026-02-01")
    return files
