from __future__ import annotations

import builtins
import io
from typing import TYPE_CHECKING
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import StreamObject

from docctl.publish.copy.typeset import NoTypesetter
from docctl.publish.copy.typeset import Outside
from docctl.publish.copy.typeset import pdf_of

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "<!doctype html><html lang=en><title>T</title><body>"


@pytest.mark.parametrize(
    "html",
    [
        "<img src='{}'>",
        "<link rel=stylesheet href='{}'>",
        "<link rel=attachment href='{}'>",
        "<a rel=attachment href='{}'>x</a>",
        "<object data='{}'></object>",
        "<p style='background: url({})'>x</p>",
        "<style>@import '{}';</style>",
        "<style>@font-face {{ font-family: x; src: url({}) }} p {{ font-family: x }}</style><p>x</p>",
    ],
)
def test_no_file_and_no_address_is_opened(html: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("p { color: red }", encoding="utf-8")
    for address in (secret.as_uri(), "http://127.0.0.1:9/x"):
        with pytest.raises(Outside, match=address):
            pdf_of(PAGE + html.format(address))


def test_the_file_is_for_keeping_and_says_so() -> None:
    reader = PdfReader(io.BytesIO(pdf_of(PAGE + "<p>kept</p>")))
    metadata = reader.root_object["/Metadata"].get_object()
    assert isinstance(metadata, StreamObject)
    said = metadata.get_data().decode()
    assert 'pdfaid:part="2"' in said or "<pdfaid:part>2</pdfaid:part>" in said
    assert 'pdfaid:conformance="U"' in said or "<pdfaid:conformance>U</pdfaid:conformance>" in said
    assert "/OutputIntents" in reader.root_object
    assert not reader.is_encrypted


def test_a_page_that_is_to_take_in_others_makes_no_such_claim() -> None:
    reader = PdfReader(io.BytesIO(pdf_of(PAGE + "<p>x</p>", None)))
    assert "/Metadata" not in reader.root_object


def test_equal_pages_give_equal_bytes_and_others_do_not() -> None:
    first = pdf_of(PAGE + "<p>甲</p>")
    assert first == pdf_of(PAGE + "<p>甲</p>")
    assert first != pdf_of(PAGE + "<p>乙</p>")


@pytest.mark.parametrize("error", [ImportError("no module"), OSError("cannot load libpango")])
def test_what_is_not_installed_is_said(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    known = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:
        if name == "weasyprint":
            raise error
        return known(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(NoTypesetter, match=str(error)):
        pdf_of(PAGE)


def test_a_fault_of_the_typesetter_is_not_taken_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("weasyprint.HTML.write_pdf", fail)
    with pytest.raises(ZeroDivisionError):
        pdf_of(PAGE)
