"""S003-12: a standard that nobody checked for six months is due; a customer's new version replaces the old at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.rules.change import ChangeContext
from docctl.rules.change import judge
from tests import example_library as library
from tests.policies.outside import case
from tests.policies.outside import changed
from tests.policies.outside import found
from tests.policies.outside import path_of
from tests.policies.outside import register
from tests.policies.outside import without

if TYPE_CHECKING:
    from docctl.due import DueItem

STANDARD, CHECKED = case("ext.check.periodic/listed"), case("ext.check.periodic/checked")
REPLACED = case("ext.update.old-version/older-superseded")


def due(files: dict[str, bytes], day: str) -> list[DueItem]:
    """The checks of standards that are due on a day."""
    items = library.book().due(files, day)
    return [item for item in items if item.slug == "ext.check.periodic" and item.state != "ok"]


def test_a_standard_is_due_six_months_after_it_came() -> None:
    assert due(STANDARD, "2026-08-09") == []
    (item,) = due(STANDARD, "2026-08-11")
    assert (item.record, item.due, item.state, item.owner, item.department) == (
        "EXT-2-0001", "2026-08-10", "overdue", "P-005", "QA",
    )  # fmt: skip
    assert register(STANDARD, "G-05", "2026-08-11")["EXT-2-0001"]["days_late"] == 1


def test_a_check_gives_it_six_months_more() -> None:
    assert due(CHECKED, "2027-02-02") == []
    assert [item.due for item in due(CHECKED, "2027-02-03")] == ["2027-02-03"]
    assert register(CHECKED, "G-05", "2026-08-11") == {}


def test_the_interval_is_a_parameter() -> None:
    items = library.book({"ext.check_months": 3}).due(STANDARD, "2026-05-10")
    assert [item.due for item in items if item.slug == "ext.check.periodic"] == ["2026-05-10"]


def test_a_new_version_of_a_customer_document_makes_the_old_one_superseded() -> None:
    assert found(REPLACED) == set()
    alone = changed(REPLACED, "EXT-4-0002", ("status: superseded", "status: effective"))
    assert ("ext.update.old-version", "EXT-4-0001") in found(alone)
    row = register(REPLACED, "G-04", "2026-03-02")["EXT-4-0002"]
    assert (row["status"], row["superseded_by"]) == ("superseded", "EXT-4-0001")


def test_both_versions_change_in_one_commit() -> None:
    text = REPLACED[path_of(REPLACED, "EXT-4-0002")].decode()
    held = text.replace("status: superseded", "status: registered").replace("superseded_on: 2026-03-02\n", "")
    before = {**without(REPLACED, "EXT-4-0001"), path_of(REPLACED, "EXT-4-0002"): held.encode()}
    assert found(before) == set()
    alone = {**REPLACED, path_of(REPLACED, "EXT-4-0002"): held.encode()}
    assert found(alone) == {("ext.update.old-version", "EXT-4-0001")}
    old, _ = library.book().open(before)
    new, _ = library.book().open(REPLACED)
    assert [*new.run(), *judge(ChangeContext(old, new, ()))] == []
