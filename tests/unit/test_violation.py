from __future__ import annotations

import pytest

from docctl.violation import NO_TEXT
from docctl.violation import Position
from docctl.violation import Severity
from docctl.violation import Stop
from docctl.violation import Text
from docctl.violation import Violation
from docctl.violation import code
from docctl.violation import show

TOO_LONG = code("TOO_LONG", ("{field} is {value}", "{field}为 {value}"), ("shorten {value}", "请缩短 {value}"))


def test_a_text_has_two_languages() -> None:
    text = Text("name", "名称")
    assert (text.get("en"), text.get("zh"), text.get("fr")) == ("name", "名称", "name")
    assert Text("", "") == NO_TEXT


def test_a_text_is_filled_with_values_of_its_language() -> None:
    filled = Text("{field} is {value}", "{field}为 {value}").fill(field=Text("name", "名称"), value=3)
    assert filled == Text("name is 3", "名称为 3")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("plain", "plain"),
        (12, "12"),
        (1.5, "1.5"),
        (True, "true"),
        (False, "false"),
        ("a\nb\tc\x00", "a\ufffdb\ufffdc\ufffd"),
        ("\x1b[31mred", "\ufffd[31mred"),
        ("abc\u202edef\u2066\u200b\ufeff", "abc\ufffddef\ufffd\ufffd\ufffd"),
        ("x" * 80, "x" * 80),
        ("x" * 81, "x" * 79 + "…"),
        (Text("e" * 90, "z"), "e" * 90),
    ],
)
def test_a_value_is_shown_on_one_short_line(value: object, shown: str) -> None:
    assert show(value) == shown


def test_a_text_is_shown_in_the_language_asked_for() -> None:
    assert show(Text("name", "名称"), "zh") == "名称"


def test_a_code_makes_a_violation() -> None:
    violation = TOO_LONG.at("a.yaml", Position(2, 3), pointer="/x", record="A", field="name", value="abc")
    assert violation == Violation(
        "TOO_LONG",
        "engine.too-long",
        Text("name is abc", "name为 abc"),
        Text("shorten abc", "请缩短 abc"),
        "a.yaml",
        Position(2, 3),
        "/x",
        "A",
        Severity.ERROR,
        (),
    )


def test_a_violation_is_coded_by_the_rule_it_serves() -> None:
    violation = TOO_LONG.at("a.yaml", sources=("S001-01", "R-005", "R-006"), field="", value="")
    assert (violation.code, violation.slug, violation.position) == ("R-005", "engine.too-long", (0, 0))
    assert violation.sources == ("S001-01", "R-005", "R-006")


def test_severity_is_the_codes_unless_given() -> None:
    warning = code("HINT", ("a", "b"), ("", ""), Severity.WARNING)
    assert warning.at("a").severity is Severity.WARNING
    assert warning.at("a", severity=Severity.ERROR).severity is Severity.ERROR


def test_violations_sort_by_path_place_code_and_text() -> None:
    first = TOO_LONG.at("a.yaml", Position(1, 9), field="b", value="")
    second = TOO_LONG.at("a.yaml", Position(2, 1), field="a", value="")
    third = TOO_LONG.at("a.yaml", Position(2, 1), field="b", value="")
    fourth = TOO_LONG.at("b.yaml", field="a", value="")
    assert sorted([fourth, third, second, first], key=lambda v: v.order) == [first, second, third, fourth]


def test_stop_carries_its_violation() -> None:
    violation = TOO_LONG.at("a.yaml", field="name", value="x")
    stop = Stop(violation)
    assert stop.violation is violation
    assert str(stop) == "name is x"
