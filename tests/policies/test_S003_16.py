"""S003-16: the pack of a pump is complete only with every material report and with suppliers that were approved."""

from __future__ import annotations

from tests.policies.outside import case
from tests.policies.outside import changed
from tests.policies.outside import found
from tests.policies.outside import without

PACK = "PACK-HT2026-018"
COMPLETE = case("out.evaluation-copy/complete")
REPORT = "    material_report:\n      archive_entry: ARC-2026-0041\n      pages: 2\n"


def test_a_complete_pack_is_accepted() -> None:
    assert found(COMPLETE) == set()


def test_without_a_material_report_no_pack_is_complete() -> None:
    assert found(changed(COMPLETE, PACK, (REPORT, ""))) == {("out.casting.pack", PACK)}


def test_a_supplier_must_have_been_approved_when_the_parts_arrived() -> None:
    later = changed(COMPLETE, "SE-SUP-0001-01", ("evaluated_on: 2026-02-11", "evaluated_on: 2026-03-03"))
    assert found(later) == {("out.supplier.approved", PACK)}
    failed = changed(COMPLETE, "SE-SUP-0001-01", ("approved: true", "approved: false"))
    assert found(failed) == {("out.supplier.approved", PACK)}
    assert ("out.supplier.approved", PACK) in found(without(COMPLETE, "SE-SUP-0001-01"))


def test_while_it_is_collected_it_may_lack_both() -> None:
    collecting = changed(COMPLETE, PACK, (REPORT, ""), ("status: complete", "status: collecting"))
    assert found(changed(collecting, "SE-SUP-0001-01", ("approved: true", "approved: false"))) == set()
