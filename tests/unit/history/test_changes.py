from __future__ import annotations

from docctl.history.changes import BODY
from docctl.history.changes import FILE
from docctl.history.changes import TEXT
from docctl.history.changes import Change
from docctl.history.changes import Version
from docctl.history.changes import changes

OLD = Version.of("records/memo/A.md", b"---\nid: A\nlines: [1, 2]\n---\nText\n")


def test_nothing_differs_from_itself() -> None:
    assert list(changes(OLD, OLD)) == list(changes(None, None)) == []


def test_fields_text_and_place() -> None:
    new = Version.of("records/memo/b/A.md", b"---\nid: A\nlines: [1, 3]\n---\nOther\n")
    assert list(changes(OLD, new)) == [
        Change(FILE, (), "records/memo/A.md", "records/memo/b/A.md"),
        Change("/lines/1", ("lines", 1), 2, 3),
        Change(BODY, (), "Text\n", "Other\n"),
    ]


def test_what_came_or_went_is_only_named() -> None:
    assert list(changes(None, OLD)) == [Change(FILE, (), None, "records/memo/A.md")]
    assert list(changes(OLD, None)) == [Change(FILE, (), "records/memo/A.md", None)]


def test_bytes_that_are_no_record_differ_as_a_whole() -> None:
    broken = Version.of("records/memo/A.md", b"\xff\xfe")
    assert (broken.document, broken.data) == (None, {})
    assert list(changes(OLD, broken)) == [Change(TEXT, (), OLD.source.decode(), "\ufffd\ufffd")]
    assert list(changes(broken, broken)) == []
