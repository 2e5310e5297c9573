from __future__ import annotations

import pytest

from docctl.rules.references import normalised
from tests.shop import order
from tests.shop import violations


def test_a_reference_names_a_record_that_exists() -> None:
    (found,) = violations([order(1, "after: O-9\n")])
    assert found == "O-1 R-050 /after: After O-9 does not exist"


def test_a_reference_names_a_record_of_the_right_type() -> None:
    (found,) = violations([order(1, "parts: [P-1, QA]\n")])
    assert "REF_TYPE /parts/1" in found
    assert "QA is a Department, not a Order or Person" in found


def test_a_faulty_record_still_has_its_references_checked() -> None:
    found = violations([order(1, "after: O-9\nunknown: x\n")])
    assert {line.split()[1] for line in found} == {"FIELD_UNKNOWN", "R-050"}


def test_a_list_of_the_wrong_kind_of_value_is_left_to_its_shape() -> None:
    found = violations([order(1, "parts: [1]\n")])
    assert [line.split()[1] for line in found] == ["RECORD_INVALID"]


@pytest.mark.parametrize(("one", "two", "same"), [("Ａ b", "aB", True), ("a-b", "ab", False)])
def test_unique_values_are_compared_without_the_named_differences(one: str, two: str, *, same: bool) -> None:
    found = violations([order(1, f"name: {one}\n"), order(2, f"name: {two}\n")])
    assert len(found) == same
    assert all("O-2 NOT_UNIQUE /name" in line and "already used by O-1" in line for line in found)


def test_a_value_is_unique_within_its_area_and_voided_records_do_not_count() -> None:
    apart = [order(1, "name: a\narea: QA\n"), order(2, "name: a\narea: RD\n"), order(3, "name: a\n")]
    assert violations(apart) == []
    voided = [order(1, "name: a\nvoided: {reason: typo}\n"), order(2, "name: a\n")]
    assert violations(voided) == []
    faulty = [order(1, "name: a\nunknown: x\n"), order(2, "name: a\n")]
    assert len(violations(faulty)) == 1


def test_no_step_changes_nothing() -> None:
    assert normalised("Ａ b", []) == "Ａ b"
    assert normalised("Ａ b", ["nfkc"]) == "A b"
    assert normalised("A b", ("casefold",)) == "a b"
