"""S001-02: the master data of a dossier change only while an approved change record asks for it."""

from __future__ import annotations

import pytest

from tests import example_library as library

RULE = "conf.no-tamper"


def found(case: str) -> list[str]:
    """The rules that a change of a dossier breaks."""
    return [violation.slug for violation in library.ChangeCase(library.RULES / RULE / case).violations()]


@pytest.mark.parametrize("case", ["renamed", "other-account"])
def test_an_edit_of_master_data_without_a_change_record_is_refused(case: str) -> None:
    assert found(case) == [RULE]


def test_with_an_approved_change_record_it_is_accepted() -> None:
    assert found("asked-for") == []


def test_what_is_no_master_data_is_kept_up_to_date_without_one() -> None:
    assert found("kept-up-to-date") == []
