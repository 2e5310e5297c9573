"""In records, numbers of persons stand in the fields that are marked for them, or nowhere."""

from __future__ import annotations

import pytest

from docctl.violation import Severity
from tests.hostile.library import judged
from tests.unit.test_person_numbers import BANK
from tests.unit.test_person_numbers import CARD
from tests.unit.test_person_numbers import COMPANY
from tests.unit.test_person_numbers import PHONE

PAGE = "records/page/W-1.md"


def found(front: str = "", body: str = "") -> list[tuple[str, int, Severity]]:
    text = f"---\nid: W-1\ntype: page\n{front}---\n\n{body}# 标题\n"
    violations = judged({PAGE: text.encode()})
    assert not any(number in violation.message.en for number in (CARD, BANK, PHONE) for violation in violations)
    return [(v.code, v.position.line, v.severity) for v in violations if v.path == PAGE]


@pytest.mark.parametrize(("number", "code"), [(CARD, "R-122"), (BANK, "R-122"), (PHONE, "PERSONAL_NUMBER")])
def test_a_number_in_the_text_is_refused(number: str, code: str) -> None:
    assert found(body=f"号码 {number}\n\n") == [(code, 6, Severity.ERROR)]


def test_a_company_code_only_warns() -> None:
    assert found(body=f"{COMPANY}\n\n") == [("COMPANY_NUMBER", 6, Severity.WARNING)]


def test_a_phone_may_stand_in_a_field_for_personal_data_and_a_card_may_not() -> None:
    assert found(front=f"phone: '{PHONE}'\n") == []
    assert found(front=f"phone: '{BANK}'\n") == [("R-122", 4, Severity.ERROR)]


def test_the_number_of_a_thing_may_look_like_a_phone_or_card_but_not_like_an_identity() -> None:
    assert found(front=f"serial: '{PHONE}'\n") == []
    assert found(front=f"serial: '{BANK}'\n") == []
    assert found(front=f"serial: '{CARD}'\n") == [("R-122", 4, Severity.ERROR)]


def test_what_follows_a_marked_field_is_not_marked() -> None:
    assert found(front=f"phone: a\nserial: b # {CARD}\n") == [("R-122", 5, Severity.ERROR)]


def test_a_reserved_number_is_nobodys() -> None:
    assert found(body="138-0000-0001 13800000001\n\n") == []


def test_a_file_that_cannot_be_read_is_searched_too() -> None:
    text = f"---\nid: [\n---\n{PHONE}\n"
    assert {v.code for v in judged({PAGE: text.encode()}) if v.path == PAGE} == {"YAML_SYNTAX", "PERSONAL_NUMBER"}


def test_the_good_library_is_good() -> None:
    assert [v.code for v in judged({})] == ["POLICY_NOT_ENACTED"]
