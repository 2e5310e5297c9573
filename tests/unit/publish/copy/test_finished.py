from __future__ import annotations

import builtins
import io
import re
from pathlib import Path
from typing import Any

import pytest
from pypdf import PageObject
from pypdf import PdfReader
from pypdf import PdfWriter
from pypdf.generic import ArrayObject
from pypdf.generic import DictionaryObject
from pypdf.generic import NameObject

from docctl.publish.copy import finished
from docctl.publish.copy.finished import NoSetter
from docctl.publish.copy.finished import Unprintable
from docctl.publish.copy.finished import lies_across
from docctl.publish.copy.finished import read_finished
from docctl.publish.copy.finished import set_into
from docctl.publish.copy.typeset import pdf_of

A4 = (595.0, 842.0)


def pdf(*sizes: tuple[float, float], turned: int = 0, key: str = "", hostile: bool = False) -> bytes:
    """Empty pages of some sizes."""
    writer = PdfWriter()
    for width, height in sizes:
        page = writer.add_blank_page(width, height)
        page.rotate(turned)
        if hostile:
            page[NameObject("/Annots")] = ArrayObject([DictionaryObject({NameObject("/Subtype"): NameObject("/Link")})])
            page[NameObject("/AA")] = DictionaryObject()
    if key:
        writer.encrypt(key)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pages_keep_their_direction_also_when_they_were_turned() -> None:
    upright, across = read_finished(pdf(A4, A4[::-1]))
    assert (lies_across(upright), lies_across(across)) == (False, True)
    assert lies_across(read_finished(pdf(A4, turned=90))[0])


def test_what_belongs_to_a_screen_is_left_out() -> None:
    (page,) = read_finished(pdf(A4, hostile=True))
    assert {"/Annots", "/AA"}.isdisjoint(page)


def test_each_page_stands_on_a_sheet_of_its_own() -> None:
    source = pdf_of("<!doctype html><p>Alpha</p><p style='break-before: page'>Beta</p>", None)
    sheets = pdf(A4, A4, A4[::-1])
    made = set_into(sheets, read_finished(source))
    assert [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages] == ["", "Alpha", "Beta"]
    assert set_into(sheets, read_finished(source)) == made


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.7\nno pages", b"PK\x03\x04", pdf(A4)[:200]])
def test_what_is_no_pdf_is_not_printed(broken: bytes) -> None:
    with pytest.raises(Unprintable):
        read_finished(broken)


def test_what_is_encrypted_or_endless_is_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unprintable, match="encrypted"):
        read_finished(pdf(A4, key="x"))
    monkeypatch.setattr(finished, "MOST_PAGES", 1)
    with pytest.raises(Unprintable, match="more than 1 pages"):
        read_finished(pdf(A4, A4))


def test_a_page_that_breaks_when_it_is_drawn_is_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(PageObject, "merge_transformed_page", fail)
    with pytest.raises(Unprintable, match="too deep"):
        set_into(pdf(A4), read_finished(pdf(A4)))


def test_what_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    known = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:
        if name == "pypdf":
            raise ImportError("no module")
        return known(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(NoSetter, match="no module"):
        read_finished(b"")


def test_finished_pages_are_set_into_the_room_that_the_style_sheet_leaves() -> None:
    style = (Path(__file__).resolve().parents[4] / "site/templates/copy.css").read_text(encoding="utf-8")
    rooms = {tuple(map(int, room)) for room in re.findall(r"margin: (\d+)mm (\d+)mm (\d+)mm;", style)}
    across, up, bottom = finished.TAKEN_ACROSS, finished.TAKEN_UP, finished.BOTTOM
    assert rooms == {(up - bottom, across // 2, bottom)}
