from __future__ import annotations

from tests.shop import ORDER
from tests.shop import book


def said(fields: str) -> list[tuple[str, str]]:
    _, problems = book(types__order=ORDER + fields)
    return [(v.code, v.message.en) for v in problems]


def test_fields_that_depend_on_each_other_in_a_line_are_right() -> None:
    assert said('  twice: {x-computed: "self.total * 2"}\n  more: {x-computed: "ref(self.after).twice"}\n') == []


def test_a_circle_is_named_once() -> None:
    fields = '  a: {x-computed: "self.b"}\n  b: {x-computed: "self.c"}\n  c: {x-computed: "self.a"}\n'
    ((code, message),) = said(fields)
    assert code == "RULE_CYCLE"
    assert message.count("→") == 3


def test_a_circle_through_other_records_is_found() -> None:
    ((code, _),) = said('  a: {x-computed: "ref(self.after).a"}\n')
    assert code == "RULE_CYCLE"


def test_a_field_that_does_not_compile_is_reported() -> None:
    assert [code for code, _ in said('  a: {x-computed: "self.coumt"}\n')] == ["RULE_FIELD"]
