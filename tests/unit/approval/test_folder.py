from __future__ import annotations

from docctl.approval.folder import Folders
from docctl.approval.folder import read_folder
from docctl.snapshot import Snapshot
from tests.company import DOCUMENT
from tests.company import Company


def test_statements_are_read_in_the_order_of_their_numbers() -> None:
    company = Company()
    company.issue()
    files = {p.removeprefix(company.folder()): d for p, d in company.files.items() if p.startswith(company.folder())}
    files["100-review-P-003.json"] = files["02-review-P-002.json"]
    folder = read_folder(DOCUMENT, "A-0", files)
    assert [filed.number for filed in folder.filed] == [1, 2, 3, 100]
    assert (folder.next_number, folder.path, folder.damage) == (101, company.folder(), ())
    assert folder.filed[0].record == DOCUMENT


def test_a_signature_without_statement_is_a_stray() -> None:
    folder = read_folder("X", "A-0", {"01-submit-P-1.json.sig": b"", "notes.json.sig": b"", "notes.json": b""})
    assert [v.path.rpartition("/")[2] for v in folder.problems] == [
        "01-submit-P-1.json.sig",
        "notes.json",
        "notes.json.sig",
    ]
    assert {v.code for v in folder.problems} == {"STATEMENT_FILE"}


def test_files_are_grouped_by_document_and_revision() -> None:
    paths = ["records/approvals/a", "records/approvals/B/c", "records/approvals/B/A-0/d", "records/approvals/B/A-0/e/f"]
    folders = Folders.of(Snapshot.of_files(dict.fromkeys(paths, b"x")))
    assert {name: [f.slug for f in found] for name, found in folders.items()} == {"": [""], "B": ["", "A-0"]}
    assert sorted(v.path for found in folders.values() for f in found for v in f.problems) == sorted(paths)


def test_nothing_signed_is_nothing_read() -> None:
    assert Folders.of(Snapshot.of_files({})) == {}
    assert read_folder("X", "A-0", {}).next_number == 1
