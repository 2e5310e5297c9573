from __future__ import annotations

from pathlib import Path

import pytest

from docctl.reader import Document
from docctl.reader import read
from docctl.reader.bounds import USUAL
from docctl.reader.bounds import Bounds
from docctl.violation import Position

ROOT = Path(__file__).resolve().parents[3]
RECORD = """\
id: CUS-0001
name: 示例
contacts:
  - name: 甲
    phones: ["1", "2"]
  - {name: 乙}
lines: []
"""
DOCUMENT = """\
---
id: QP-1
change_history:
  - revision: A/0
---

# 控制程序

## 1 目的

正文 <https://docs.huaming.example>
"""


def accepted(path: str, text: str) -> Document:
    document, problems = read(path, text.encode())
    assert problems == []
    assert document is not None
    return document


def refused(path: str, source: bytes) -> tuple[str, Position]:
    document, (problem,) = read(path, source)
    assert document is None
    assert problem.path == path
    return problem.code, problem.position


def test_a_yaml_record_is_its_fields() -> None:
    document = accepted("records/customer/CUS-0001.yaml", RECORD)
    assert document.data == {
        "id": "CUS-0001",
        "name": "示例",
        "contacts": [{"name": "甲", "phones": ["1", "2"]}, {"name": "乙"}],
        "lines": [],
    }
    assert (document.body, document.headings) == (None, ())


def test_a_markdown_record_has_fields_body_and_headings() -> None:
    document = accepted("records/controlled-document/QP-1.md", DOCUMENT)
    assert document.data == {"id": "QP-1", "change_history": [{"revision": "A/0"}]}
    assert document.body == "\n# 控制程序\n\n## 1 目的\n\n正文 <https://docs.huaming.example>\n"
    assert [(h.level, h.text, h.line) for h in document.headings] == [(1, "控制程序", 7), (2, "1 目的", 9)]


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        ((), (1, 1), (1, 1)),
        (("id",), (1, 1), (1, 5)),
        (("name",), (2, 1), (2, 7)),
        (("contacts",), (3, 1), (4, 3)),
        (("contacts", 0), (4, 5), (4, 5)),
        (("contacts", 0, "name"), (4, 5), (4, 11)),
        (("contacts", 0, "phones"), (5, 5), (5, 13)),
        (("contacts", 0, "phones", 1), (5, 19), (5, 19)),
        (("contacts", 1), (6, 5), (6, 5)),
        (("contacts", 1, "name"), (6, 6), (6, 12)),
        (("lines",), (7, 1), (7, 8)),
    ],
)
def test_every_key_and_value_has_a_place(
    path: tuple[str | int, ...], key: tuple[int, int], value: tuple[int, int]
) -> None:
    document = accepted("a.yaml", RECORD)
    assert document.position(path, of_key=True) == key
    assert document.position(path) == value


@pytest.mark.parametrize("path", [("contacts", 0, "fax"), ("contacts", 0, "name", "x", 3)])
def test_what_is_absent_stands_where_its_nearest_parent_does(path: tuple[str | int, ...]) -> None:
    document = accepted("a.yaml", RECORD)
    assert document.position(path).line == 4
    assert document.position(path, of_key=True) == document.position(path)


def test_places_of_front_matter_count_in_the_file() -> None:
    document = accepted("a.md", DOCUMENT)
    assert document.position(("id",)) == (2, 5)
    assert document.position(("change_history", 0, "revision"), of_key=True) == (4, 5)
    assert document.position(("absent",)) == (2, 1)


@pytest.mark.parametrize(
    ("source", "code", "position"),
    [
        (b"\xef\xbb\xbfid: A", "TEXT_BOM", (1, 1)),
        (b"\xff\xfei\0d\0", "TEXT_BOM", (1, 1)),
        (b"\xfe\xff\0i\0d", "TEXT_BOM", (1, 1)),
        (b"id: A\nname: \xb9\xab", "TEXT_ENCODING", (2, 1)),
        (b"id: A\n\n\0", "TEXT_NUL", (3, 1)),
        (b"", "YAML_EMPTY", (1, 1)),
        (b" \n\t\n", "YAML_EMPTY", (1, 1)),
        (b"a" * (USUAL.record_bytes + 1), "FILE_TOO_LARGE", (0, 0)),
    ],
)
def test_bytes_that_are_no_text_are_refused(source: bytes, code: str, position: tuple[int, int]) -> None:
    assert refused("records/a/A.yaml", source) == (code, position)
    assert refused("records/a/A.md", source) == (code, position)


def test_a_file_may_be_as_large_as_the_limit() -> None:
    head = b"---\nid: A\n---\n"
    document, problems = read("a.md", head + b"a" * (USUAL.record_bytes - len(head) - 1) + b"\n")
    assert document is not None
    assert problems == []
    (problem,) = read("a.yaml", b"id: A", Bounds(record_bytes=4))[1]
    assert problem.message.en == "the file has 5 bytes, at most 4 are allowed"


def test_raw_html_is_reported_and_the_document_still_read() -> None:
    document, problems = read("a.md", b"---\nid: A\n---\n<div>\n")
    assert document is not None
    assert [(v.code, v.position) for v in problems] == [("MD_RAW_HTML", (4, 1))]


@pytest.mark.parametrize("path", sorted(ROOT.glob("records/*/*.*")), ids=lambda path: path.name)
def test_the_records_of_this_repository_are_read(path: Path) -> None:
    document, problems = read(path.name, path.read_bytes())
    assert problems == []
    assert document is not None
    assert document.data["id"] == path.stem


def test_the_field_at_a_place_is_found() -> None:
    document, _ = read("a.yaml", b"a: 1\nb:\n  - c: x y\n    d: z\n")
    assert document is not None
    places = {(1, 1): (), (1, 4): ("a",), (3, 9): ("b", 0, "c"), (4, 8): ("b", 0, "d"), (9, 1): ("b", 0, "d")}
    assert {place: document.path_at(Position(*place)) for place in places} == places


def test_no_field_stands_in_the_body_of_a_page() -> None:
    document, _ = read("a.md", b"---\na: 1\n---\nx\n")
    assert document is not None
    assert document.path_at(Position(2, 4)) == ("a",)
    assert document.path_at(Position(4, 1)) == ()
