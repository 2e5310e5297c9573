"""By which columns a table is narrowed, and how often each value occurs."""

from __future__ import annotations

from markupsafe import Markup

from docctl.publish.register.listing import Heading
from docctl.publish.register.listing import Line
from docctl.publish.register.listing import Listing
from docctl.publish.register.listing import Option
from docctl.publish.register.listing import facets
from docctl.publish.register.listing import narrowing


def lines(*rows: tuple[str, ...]) -> list[Line]:
    return [Line(row, [Markup("<b>{}</b>").format(value.upper()) for value in row]) for row in rows]


def test_values_are_counted_and_shown_as_the_cells_show_them() -> None:
    found = facets([Heading("kind", "Kind", narrows="choice")], lines(("a",), ("b",), ("b",)))
    assert [facet.options for facet in found] == [(Option("b", "B", 2), Option("a", "A", 1))]


def test_empty_cells_are_no_choice() -> None:
    found = facets([Heading("kind", "Kind", narrows="choice")], lines(("a",), ("",), ("b",)))
    assert [option.value for option in found[0].options] == ["a", "b"]


def test_one_value_and_too_many_values_narrow_nothing() -> None:
    heading = Heading("kind", "Kind", narrows="choice")
    assert facets([heading], lines(("a",), ("a",))) == []
    assert facets([heading], lines(*((f"v{index}",) for index in range(41)))) == []
    assert facets([Heading("name", "Name")], lines(("a",), ("b",))) == []


def test_of_many_columns_the_state_and_the_department_come_first_in_the_order_of_the_table() -> None:
    names = ("one", "two", "three", "four")
    columns = [
        *(Heading(name, name, narrows="choice") for name in names),
        Heading("department", "D", narrows="department"),
        Heading("status", "S", narrows="status"),
    ]
    found = facets(columns, lines(("a",) * 6, ("b",) * 6))
    assert [facet.key for facet in found] == ["one", "two", "department", "status"]


def test_closed_lists_and_departments_narrow() -> None:
    assert narrowing({"enum": ["a"]}) == "choice"
    assert narrowing({"x-ref": ["department"]}) == "department"
    assert narrowing({"x-ref": ["department", "person"]}) == ""
    assert narrowing({"type": "string"}) == ""


def test_only_a_long_table_has_pages() -> None:
    heading = [Heading("name", "Name")]
    assert Listing(heading, lines(*[("a",)] * 2000)).per_page == 0
    assert Listing(heading, lines(*[("a",)] * 2001)).per_page == 200


def test_numbers_stand_on_the_right() -> None:
    assert [Heading("n", "N", kind).right for kind in ("int", "money", "pct", "text")] == [True, True, True, False]
