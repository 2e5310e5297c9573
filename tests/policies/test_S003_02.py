"""S003-02: a book leaves the small library only by the assistant; the register shows what each category asks for."""

from __future__ import annotations

import pytest

from tests.policies.outside import case
from tests.policies.outside import changed
from tests.policies.outside import example
from tests.policies.outside import found
from tests.policies.outside import register

LENT = case("ext.loan.cat5/confirmed-by-the-assistant")


def test_a_book_is_lent_by_the_assistant_and_by_nobody_else() -> None:
    assert found(LENT) == set()
    lent = changed(LENT, "LOAN-2026-0001", ("handed_over_by: P-007", "handed_over_by: P-002"))
    assert found(lent) == {("ext.loan.cat5", "LOAN-2026-0001")}


@pytest.mark.parametrize(
    ("name", "number", "columns"),
    [
        ("external-document/full", "EXT-1-0009", {"issued_on": "2019-06-01", "amended_on": "2026-01-20"}),
        ("external-document/standard-in-use", "EXT-2-0009", {"source_no": "T/SAMPLE 0012", "version": "2026"}),
        ("external-document/gauge-standard", "EXT-3-0009", {"issued_on": "2026-01-15", "next_check": "2026-08-10"}),
        ("external-document/customer-document", "EXT-4-0009", {"version": "B", "department": "SALES"}),
        ("external-document/book-superseded", "EXT-5-0009", {"version": "第二版", "received_on": "2026-02-05"}),
    ],
)
def test_the_register_shows_what_the_category_asks_for(name: str, number: str, columns: dict[str, str]) -> None:
    row = register(example(name), "G-04", "2026-03-02")[number]
    assert {key: row[key] for key in columns} == columns
    assert row["category"].startswith(number[4])


def test_the_register_holds_what_is_registered_and_nothing_else() -> None:
    received = example("external-document/received")
    assert "EXT-1-0009" not in register(received, "G-04", "2026-03-02")
    in_the_library = {"EXT-1-0002", "EXT-2-0002", "EXT-4-0002"}
    assert set(register(received, "G-04", "2026-03-02")) == in_the_library
    assert set(register(example("external-document/full"), "G-04", "2026-03-02")) == in_the_library | {"EXT-1-0009"}
