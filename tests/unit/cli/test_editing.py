from __future__ import annotations

import pytest

from docctl.cli.editing import added
from docctl.cli.editing import added_group
from docctl.cli.editing import replaced
from docctl.reader import Document
from docctl.reader import read

GROUP = {"person": "P-1", "date": "2026-01-02"}


def document(text: str, path: str = "a.yaml") -> Document:
    found, problems = read(path, text.encode())
    assert found is not None
    assert problems == []
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id: 甲\nstatus:   draft   # 草稿\nx: draft\n", "id: 甲\nstatus:   done   # 草稿\nx: draft\n"),
        ('status: "draft" # "draft"\r\nx: 1\r\n', 'status: done # "draft"\r\nx: 1\r\n'),
        ("x: 'status: draft'\nstatus: 'draft'", "x: 'status: draft'\nstatus: done"),
        ("{x: 客户, status: draft, y: 1}\n", "{x: 客户, status: done, y: 1}\n"),
    ],
)
def test_only_the_value_is_replaced(text: str, expected: str) -> None:
    found = replaced(document(text), "status", "done")
    assert found is not None
    assert found.source.decode() == expected
    assert found.data["status"] == "done"


@pytest.mark.parametrize(
    "text",
    [
        "status: >\n  draft\n",
        "x: 1\n",
        "status:\n  draft: 1\n",
        "{a: 1, status: two words}\n",
    ],
)
def test_what_cannot_be_changed_in_place_is_left(text: str) -> None:
    assert replaced(document(text), "status", "done") is None


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("a: 1\n", "a.yaml", "a: 1\nby:\n  person: P-1\n  date: 2026-01-02\n"),
        ("a: 1", "a.yaml", "a: 1\nby:\n  person: P-1\n  date: 2026-01-02\n"),
        ("a: 1\r\n", "a.yaml", "a: 1\r\nby:\r\n  person: P-1\r\n  date: 2026-01-02\r\n"),
        (
            "---\na: 1\n---\n\n# Title\n\n---\n",
            "a.md",
            "---\na: 1\nby:\n  person: P-1\n  date: 2026-01-02\n---\n\n# Title\n\n---\n",
        ),
    ],
)
def test_a_group_becomes_the_last_field(text: str, path: str, expected: str) -> None:
    found = added_group(document(text, path), "by", GROUP, listed=False)
    assert found is not None
    assert found.source.decode() == expected


def test_where_several_may_sign_the_group_is_the_first_of_a_list() -> None:
    found = added_group(document("a: 1\n"), "by", GROUP, listed=True)
    assert found is not None
    assert found.source == b"a: 1\nby:\n  - person: P-1\n    date: 2026-01-02\n"
    assert found.data["by"] == [GROUP]


@pytest.mark.parametrize("text", ["{a: 1}\n", "by: 1\n", "  a: 1\n"])
def test_a_group_that_fits_nowhere_is_not_added(text: str) -> None:
    assert added_group(document(text), "by", GROUP, listed=False) is None


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("name: 华明 示例  # 简称\n", "新名: 称", 'name: "新名: 称"  # 简称\n'),
        ("name: 'it''s # one'\n", "plain", "name: plain\n"),
        ('name: "a \\" b" # c\n', 3, "name: 3 # c\n"),
        ("name: [a, b]\r\nx: 1\r\n", ["c"], "name: [c]\r\nx: 1\r\n"),
        ("{x: 1, name: true}\n", False, "{x: 1, name: false}\n"),
    ],
)
def test_a_value_of_any_plain_kind_is_replaced(text: str, value: object, expected: str) -> None:
    found = replaced(document(text), "name", value)
    assert found is not None
    assert found.source.decode() == expected
    assert found.data["name"] == value


def test_a_plain_value_becomes_the_last_field() -> None:
    found = added(document("a: 1  # one\n"), "day", "2026-01-02")
    assert found is not None
    assert found.source == b"a: 1  # one\nday: 2026-01-02\n"
    assert added(document("{a: 1}\n"), "b", 2) is None
