"""A finished file is served under the number of its document, as it was signed, and only where nothing in it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.publish.stage import stage_site
from tests.unit.publish import past_company
from tests.unit.publish import small_company
from tests.unit.publish.built_site import codes

if TYPE_CHECKING:
    from tests.unit.publish.built_site import Built

Staged = dict[str, dict[str, bytes]]


def served(staged: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in staged.items() if path.startswith("docs/files/")}


def test_it_is_served_once_under_the_number_and_linked_in_each_language(staged: Staged) -> None:
    assert served(staged["zh"]) == {"docs/files/QP-9.pdf": past_company.PDF}
    assert served(staged["en"]) == {}
    assert '<a class="dc-screen" href="../files/QP-9.pdf" download>' in staged["zh"]["docs/documents/QP-9.md"].decode()
    assert 'href="../../files/QP-9.pdf" download' in staged["en"]["docs/documents/QP-9.md"].decode()


def test_a_drawing_that_could_run_is_named_and_not_served(staged: Staged) -> None:
    page = staged["zh"]["docs/documents/QP-11.md"].decode()
    assert "drawing.svg" in page
    assert "download" not in page


def test_a_file_that_is_not_the_one_pinned_is_not_served() -> None:
    files = past_company.past_company()
    place = "records/controlled-document/QP-9.md"
    files[place] = files[place].replace(b"sha256: ", b"sha256: '0").replace(b"}\nchange_history", b"'}\nchange_history")
    files[place] = files[place].replace(b"revision: A/0", b"revision: A/1").replace(b"2026-03-01", b"2026-08-01")
    small_company.approved(files, "QP-9", "2026-07-01")
    staged = stage_site(small_company.site_of(files), "zh")
    assert served(staged) == {}
    assert "A/1 版" in staged["docs/documents/QP-9.md"].decode()


def test_one_of_a_document_not_in_force_is_not_served() -> None:
    files = past_company.past_company()
    small_company.signed(files, "QP-9", ("withdraw", "2026-05-01T03:00:00Z"), effective_on="2026-06-01")
    assert served(stage_site(small_company.site_of(files), "zh")) == {}


def test_a_changed_or_missing_file_is_found(past: Built) -> None:
    files, wanted = past
    assert codes({**files, "files/QP-9.pdf": b"%PDF another"}, wanted) == [("SITE_COPY_CHANGED", "files/QP-9.pdf")]
    left = {path: data for path, data in files.items() if path != "files/QP-9.pdf"}
    assert ("SITE_COPY_CHANGED", "files/QP-9.pdf") in codes(left, wanted)
