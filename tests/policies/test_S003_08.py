"""S003-08: a loan of seven days is right and one of eight is not; no customer's letter lies on a personal computer."""

from __future__ import annotations

import pytest

from tests import example_library as library
from tests.policies.outside import case
from tests.policies.outside import changed
from tests.policies.outside import found

LOAN, LETTER = "LOAN-2026-0001", "COR-2026-0001"
SEVEN = "loan.max-days/seven-days"
ON_SERVER = "store.no-personal-device/on-the-server"


def test_a_loan_of_seven_days_is_right_and_of_eight_is_not() -> None:
    assert found(case(SEVEN)) == set()
    eight = changed(case(SEVEN), LOAN, ("planned_return_on: 2025-03-10", "planned_return_on: 2025-03-11"))
    assert found(eight) == {("loan.max-days", LOAN)}


def test_whoever_keeps_a_file_longer_applies_again() -> None:
    kept = changed(
        case("loan.extension/returned-on-the-seventh-day"), LOAN, ("returned_on: 2026-03-10", "returned_on: 2026-03-11")
    )
    assert found(kept) == {("loan.extension", LOAN)}
    assert found(case("loan.extension/applied-for-again")) == set()


def test_a_late_file_is_listed() -> None:
    files = case("loan.overdue/a-day-late")
    late = {
        day: [i.state for i in library.book().due(files, day) if i.slug == "loan.overdue"]
        for day in ("2026-03-10", "2026-03-11")
    }
    assert late == {"2026-03-10": ["due"], "2026-03-11": ["overdue"]}


@pytest.mark.parametrize("place", ["C:/Users/lin/Desktop/来函.pdf", "/home/lin/来函.pdf", "U盘/来函.pdf"])
def test_a_letter_on_a_personal_device_is_refused(place: str) -> None:
    assert found(case(ON_SERVER)) == set()
    files = changed(
        case(ON_SERVER), LETTER, ("location: //fileserver/受控文件/销售部/泽安来函.pdf", f"location: {place}")
    )
    assert found(files) == {("store.no-personal-device", LETTER)}


def test_a_file_that_is_read_is_not_taken_away() -> None:
    files = changed(
        case("access.not-removed/read-on-the-spot"), "ACC-2026-0001", ("taken_away: false", "taken_away: true")
    )
    assert found(files) == {("engine.record-invalid", "ACC-2026-0001")}
