from __future__ import annotations

import pytest

from docctl.cli.editing import added
from docctl.cli.editing import added_group
from docctl.cli.editing import appended
from docctl.cli.editing import replaced
from docctl.cli.editing import set_in_entry
from docctl.cli.editing import with_value
from docctl.reader import Document
from docctl.reader import read

GROUP = {"person": "P-1", "date": "2026-01-02"}


def document(text: str, path: str = "a.yaml") -> Document:
    found, problems = read(path, text.encode())
    assert found is not None
    assert {problem.code for problem in problems} <= {"TEXT_CR", "TEXT_NO_FINAL_NEWLINE"}
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


ASKED = """\
a: 1
# 以下各行待填写：补充内容并去掉行首的 #。
#day:  # 日期：2026-02-28
#by:  # 签署：列表
#  - person:  # 姓名：文字
#    date:  # 日期：2026-02-28
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_was_to_be_filled_in_is_no_longer_asked_for(end: str) -> None:
    first = added(document(ASKED.replace("\n", end)), "day", "2026-01-02")
    assert first is not None
    heading, lines = ASKED.splitlines(keepends=True)[1], "".join(ASKED.splitlines(keepends=True)[3:])
    assert first.source.decode() == f"a: 1\nday: 2026-01-02\n{heading}{lines}".replace("\n", end)
    second = added_group(first, "by", GROUP, listed=True)
    assert second is not None
    assert second.source.decode().replace(end, "\n") == (
        "a: 1\nday: 2026-01-02\nby:\n  - person: P-1\n    date: 2026-01-02\n"
    )


def test_where_the_heading_is_gone_a_value_stands_in_place_of_its_question() -> None:
    found = added(document("a: 1\n#day:  # Day: 2026-02-28\n# mine\n"), "day", "2026-01-02")
    assert found is not None
    assert found.source == b"a: 1\nday: 2026-01-02\n# mine\n"


def test_a_plain_value_becomes_the_last_field() -> None:
    found = added(document("a: 1  # one\n"), "day", "2026-01-02")
    assert found is not None
    assert found.source == b"a: 1  # one\nday: 2026-01-02\n"
    assert added(document("{a: 1}\n"), "b", 2) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\n", "a: 1\nby:\n  - person: P-1\n    date: 2026-01-02\n"),
        (
            "by:\n- person: P-2 # x\n  date: 2026-01-01\nz: 1\n",
            "by:\n- person: P-2 # x\n  date: 2026-01-01\n- person: P-1\n  date: 2026-01-02\nz: 1\n",
        ),
        (
            "by:\n  -  person: P-2\n     date: 2026-01-01\n",
            "by:\n  -  person: P-2\n     date: 2026-01-01\n  -  person: P-1\n     date: 2026-01-02\n",
        ),
    ],
)
def test_a_group_is_put_after_the_last_of_a_list(text: str, expected: str) -> None:
    found = appended(document(text), "by", GROUP)
    assert found is not None
    assert found.source.decode() == expected


@pytest.mark.parametrize("text", ["by: [{person: P-2}]\n", "by: []\n", "by: ''\n"])
def test_a_list_in_another_style_is_left(text: str) -> None:
    assert appended(document(text), "by", GROUP) is None


def test_an_entry_of_a_list_gets_further_values() -> None:
    given = document("by:\n  - person: P-1\n    date: 2026-01-02\n  - person: P-2 # x\nz: 1\n")
    found = set_in_entry(given, "by", 1, {"until": "2026-02-01"})
    assert found is not None
    assert found.source.decode() == given.source.decode().replace("# x\n", "# x\n    until: 2026-02-01\n")
    assert set_in_entry(given, "by", 0, {"date": "2026-02-01"}) is None
    assert set_in_entry(document("by: [{person: P-2}]\n"), "by", 0, {"until": "2026-02-01"}) is None


NESTED = """id: X-1
bank:
  account: "1"  # seen
  name: A
flow: {person: P-1, role: clerk}
list:
  - name: a
    phone: "1"
  - name: b
    phone: "2"
words:
  - one
  - two
text: |
  long
  text

last: end
"""


@pytest.mark.parametrize(
    ("name", "value", "old", "new"),
    [
        ("bank", {"account": "2", "name": "A"}, '  account: "1"  # seen\n', '  account: "2"  # seen\n'),
        ("flow", {"person": "P-2", "role": "clerk"}, "{person: P-1,", "{person: P-2,"),
        ("list", [{"name": "a", "phone": "9"}, {"name": "b", "phone": "2"}], 'phone: "1"\n', 'phone: "9"\n'),
        (
            "list",
            [{"name": "a", "phone": "1", "post": "x"}, {"name": "b", "phone": "2"}, {"name": "c"}],
            '  - name: a\n    phone: "1"\n  - name: b\n    phone: "2"\n',
            '  - name: a\n    post: x\n    phone: "1"\n  - name: b\n    phone: "2"\n  - name: c\n',
        ),
        ("list", [{"name": "a"}, {"name": "b", "phone": "2"}], '    phone: "1"\n', ""),
        ("list", [{"name": "a", "phone": "1"}], '  - name: b\n    phone: "2"\n', ""),
        ("words", ["one", "three"], "words:\n  - one\n  - two\n", "words: [one, three]\n"),
        ("words", None, "words:\n  - one\n  - two\n", ""),
        ("text", "short", "text: |\n  long\n  text\n", "text: short\n"),
        ("text", None, "text: |\n  long\n  text\n", ""),
        ("flow", None, "flow: {person: P-1, role: clerk}\n", ""),
        ("last", "over", "last: end\n", "last: over\n"),
        ("more", {"a": "x", "b": [{"c": 1}]}, "last: end\n", "last: end\nmore:\n  a: x\n  b:\n    - c: 1\n"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_field_of_any_kind_changes_in_its_own_lines(name: str, value: object, old: str, new: str, end: str) -> None:
    assert NESTED.count(old) == 1
    before = document(NESTED.replace("\n", end))
    after = with_value(before, name, value)
    assert after is not None
    wanted = NESTED.replace(old, new).replace("\n", end)
    assert sorted(after.source.decode().split(end)) == sorted(wanted.split(end))
    assert after.data.get(name) == value


@pytest.mark.parametrize(("name", "value"), [("bank", None), ("bank", {"account": "1"}), ("bank", "text")])
def test_no_comment_is_lost(name: str, value: object) -> None:
    assert with_value(document(NESTED), name, value) is None
