from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from docctl.publish.copy.finished import Unprintable
from docctl.publish.copy.made import copy_as_pdf
from docctl.publish.copy.typeset import pdf_of
from tests import paper
from tests.unit.publish import small_company
from tests.unit.publish.copy.company_with_copies import files_with
from tests.unit.publish.copy.company_with_copies import subject

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "1.1 `<img src=file:///etc/passwd>` ![x](http://127.0.0.1:9/x.png) {: style=x }\n\n"
LONG = "# 长文程序\n\n" + "".join(f"## {n} 章\n\n{n}.1 {'每份文件都要受控。' * 20}\n\n" for n in range(1, 26))
TITLE = "长文程序 <img src=file:///etc/passwd> <b>"
BASE = "https://docs.example"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of a document of some pages, with a hostile line in it."""
    site = small_company.site_of(files_with("QP-20", "A/0", LONG + HOSTILE, TITLE))
    given = subject(site, "QP-20")
    place = tmp_path_factory.mktemp("copy") / "copy.pdf"
    place.write_bytes(copy_as_pdf(site, given))
    assert copy_as_pdf(site, given) == place.read_bytes()
    return place


def test_every_page_has_header_stamp_number_and_count(printed: Path) -> None:
    shown = paper.pages(printed)
    assert len(shown) > 2
    for index, page in enumerate(shown, 1):
        for said in ("长文程序", "QP-20", "A/0", "受控", "分发", "分发号 K-07", "2026-03-01", "质量部", "普通"):
            assert said in page, (index, said)
        assert f"第{index}页/共{len(shown)}页" in page.replace(" ", "")


def test_every_page_has_a_code_that_a_scanner_reads(printed: Path, tmp_path: Path) -> None:
    codes = paper.codes(printed, tmp_path)
    assert set(codes) == {f"{BASE}/v/QP-20/A-0/#K-07"}
    assert len(codes) == len(paper.pages(printed))


def test_every_font_is_in_the_file(printed: Path) -> None:
    fonts = paper.fonts(printed)
    assert fonts
    assert {embedded for _, embedded in fonts} == {"yes"}


def test_the_foot_has_the_digest_of_the_signed_bytes(printed: Path) -> None:
    files = files_with("QP-20", "A/0", LONG + HOSTILE, TITLE)
    digest = hashlib.sha256(files["records/approvals/QP-20/A-0/QP-20.md"]).hexdigest()
    assert all(digest in page for page in paper.pages(printed))


def test_hostile_lines_are_text(printed: Path) -> None:
    last = paper.pages(printed)[-1]
    assert "<img src=file:///etc/passwd> x {: style=x }" in last
    # The title as well, in every header.
    assert "<img" in last.partition("A/0")[0]


def test_without_an_address_the_code_says_what_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = files_with("QP-20", "A/0", "# Packing\n\nPack well.\n", title="Packing")
    site = small_company.site_of(files)
    monkeypatch.delitem(site.schemas.policy, "base_url")
    place = tmp_path / "copy.pdf"
    place.write_bytes(copy_as_pdf(site, subject(site, "QP-20")))
    assert paper.codes(place, tmp_path) == ["QP-20 A/0 K-07"]
    (page,) = paper.pages(place)
    for said in ("Copy number K-07", "Page 1 of 1", "Issued to", "Quality", "受控"):
        assert said in page, said


def test_a_finished_file_is_set_into_the_sheets(tmp_path: Path) -> None:
    body = "<style>@page w {size: A3 landscape} .w {page: w}</style><p>Alpha</p><p class=w>Beta"
    source = pdf_of(f"<!doctype html><html><body>{body}", None)
    site = small_company.site_of(_with_file("终稿.PDF", source))
    place = tmp_path / "copy.pdf"
    place.write_bytes(copy_as_pdf(site, subject(site, "QP-20")))
    first, second, third = paper.pages(place)
    assert "终稿.PDF，共 2 页" in first
    assert hashlib.sha256(source).hexdigest() in first
    assert ("Alpha" in second, "Beta" in third) == (True, True)
    for index, page in enumerate((first, second, third), 1):
        assert f"第{index}页/共3页" in page.replace(" ", "")
        assert "分发号 K-07" in page
    assert paper.codes(place, tmp_path) == [f"{BASE}/v/QP-20/A-0/#K-07"] * 3
    assert {embedded for _, embedded in paper.fonts(place)} == {"yes"}


@pytest.mark.parametrize(("name", "data"), [("终稿.docx", b"PK"), ("终稿.pdf", b"%PDF-1.7 nothing")])
def test_what_is_no_finished_pdf_is_not_copied(name: str, data: bytes) -> None:
    site = small_company.site_of(_with_file(name, data))
    with pytest.raises(Unprintable):
        copy_as_pdf(site, subject(site, "QP-20"))


def _with_file(name: str, data: bytes) -> dict[str, bytes]:
    path = f"QP-20.files/{name}"
    pinned = f"rendition: {{path: {path}, sha256: {hashlib.sha256(data).hexdigest()}}}\n"
    files = small_company.company_files()
    files[f"records/controlled-document/{path}"] = data
    text = small_company.document("QP-20", "图样", "A/0", "2026-03-01").replace(
        "change_history:", pinned + "change_history:"
    )
    files["records/controlled-document/QP-20.md"] = text.encode()
    small_company.approved(files, "QP-20", "2026-02-01")
    return files
