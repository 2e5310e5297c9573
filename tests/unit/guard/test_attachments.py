from __future__ import annotations

import time

import pytest

from docctl.guard.attachments import KINDS
from docctl.guard.attachments import attachment_problems
from docctl.guard.limits import Limits
from tests.hostile.content_inputs import packed

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PARTS = packed(("[Content_Types].xml", b"<x/>"))


def codes(name: str, data: bytes, limits: Limits | None = None) -> list[str]:
    return [v.code for v in attachment_problems(f"records/a/A.files/{name}", data, limits or Limits())]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.7\n/OpenAction [3 0 R /Fit] /JSX /Names %%EOF\n"),
        ("a.PDF", b"%PDF-1.4\n"),
        ("a.b.docx", PARTS),
        ("a.ofd", PARTS),
        ("a.wps", PARTS),
        ("a.wps", OLE),
        ("a.xls", OLE + b"Workbook"),
        ("a.png", b"\x89PNG\r\n\x1a\n..."),
        ("a.jpeg", b"\xff\xd8\xff\xe0"),
        ("a.tif", b"MM\x00*"),
        ("a.csv", "编号,名称\r\n1,<b>\r\n".encode("gbk")),
        ("a.txt", b""),
        ("a.age", b"age-encryption.org/v1\n-> X25519"),
    ],
)
def test_usual_attachments_pass(name: str, data: bytes) -> None:
    assert codes(name, data) == []


@pytest.mark.parametrize("ending", sorted(KINDS))
def test_a_page_of_the_web_is_no_attachment_whatever_it_is_called(ending: str) -> None:
    assert codes(f"a.{ending}", b"<!DOCTYPE html><script>alert(1)</script>") == ["ATTACH_MAGIC"]


def test_an_old_document_with_macros_is_told_from_one_without() -> None:
    assert codes("a.doc", OLE + "_VBA_PROJECT".encode("utf-16-le")) == ["ATTACH_MACRO"]
    assert codes("a.doc", OLE + "WordDocument".encode("utf-16-le")) == []


def test_the_policy_decides_how_large_an_attachment_may_be() -> None:
    assert codes("a.txt", b"x" * 11, Limits(attachment_bytes=10)) == ["FILE_TOO_LARGE"]
    assert codes("a.txt", b"x" * 10, Limits(attachment_bytes=10)) == []


def test_hostile_bytes_cost_no_time() -> None:
    start = time.process_time()
    for data in (b"%PDF-" + b"/#" * 1_000_000, b"%PDF-" + b"/a" * 1_000_000, b"PK\x03\x04" * 1_000_000):
        codes("a.pdf", data)
        codes("a.docx", data)
    assert time.process_time() - start < 10
