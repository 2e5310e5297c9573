"""S003-20: automotive drawings need five answers; copies are for reference, originals marked and kept for a year."""

from __future__ import annotations

import pytest

from tests.policies.outside import case
from tests.policies.outside import changed
from tests.policies.outside import found
from tests.policies.outside import register

DRAWING = "CSD-CUS-0001-001"
AUTOMOTIVE = case("csd.auto.impact/change-with-notice")
ISSUED = case("csd.distribute.iso/exactly-those")


@pytest.mark.parametrize("document", ["PFMEA", "控制计划", "BOM", "SOP工艺流程", "SPE包材"])
def test_each_of_the_five_answers_is_needed(document: str) -> None:
    assert found(AUTOMOTIVE) == set()
    other = "PFMEA" if document == "BOM" else "BOM"
    twice = changed(AUTOMOTIVE, DRAWING, (f"internal_doc: {document}\n", f"internal_doc: {other}\n"))
    assert found(twice) == {("csd.auto.impact", DRAWING)}


def test_every_copy_is_stamped_for_reference_and_the_original_on_its_back() -> None:
    assert found(ISSUED) == set()
    unmarked = changed(ISSUED, f"{DRAWING}-02", ("  - 只供参考\n", ""))
    assert found(unmarked) == {("csd.stamp.copy.issued", DRAWING)}
    blank = changed(ISSUED, DRAWING, ("original_back_stamp: 正本文件\n", ""))
    assert found(blank) == {("engine.state-requires", DRAWING)}
    marked = changed(ISSUED, f"{DRAWING}-02", ("  - 只供参考\n", "  - 只供参考\n  - 正本文件\n"))
    assert {record for _, record in found(marked)} == {f"{DRAWING}-02"}


def test_the_list_tells_departments_and_copies_that_are_out() -> None:
    row = register(ISSUED, "G-06", "2026-03-16")[DRAWING]
    assert (row["departments"], row["copies_out"], row["impact"]) == ("RD、PROD", 2, "HM-QP-XS001")


def test_the_original_is_kept_for_a_year() -> None:
    # Obsolete on 1 March 2024.
    kept = case("destroy.obsolete-original/on-the-day-the-year-is-over")
    assert found(kept) == set()
    early = changed(kept, "DES-2025-001", ("executed_on: 2025-03-01", "executed_on: 2025-02-28"))
    assert found(early) == {("destroy.obsolete-original", "DES-2025-001")}
