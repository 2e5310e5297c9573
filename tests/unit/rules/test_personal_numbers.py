"""Numbers of persons are told from other long numbers by their check digits."""

from __future__ import annotations

import pytest

from docctl.rules.personal_numbers import BANK_CARD
from docctl.rules.personal_numbers import IDENTITY
from docctl.rules.personal_numbers import is_identity
from docctl.rules.personal_numbers import personal_numbers
from tests.shop import book
from tests.shop import opened
from tests.shop import order

# A region that does not exist, so that it is nobody's number.
CARD = "999999199001010016"
BANK = "6222000011112223"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (CARD, IDENTITY),
        (f"身份证{CARD}。", IDENTITY),
        (f'"{CARD}"', IDENTITY),
        (CARD.translate(str.maketrans("0123456789", "０１２３４５６７８９")), IDENTITY),
        ("99999919900101018X", IDENTITY),
        ("99999919900101018x", IDENTITY),
        (BANK, BANK_CARD),
        ("6222 0000 1111 2223", BANK_CARD),
        ("6222-0000-1111-2223", BANK_CARD),
    ],
)
def test_a_number_is_found_in_whatever_form_it_is_written(text: str, kind: object) -> None:
    assert [number.kind for number in personal_numbers(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "999999199001010011",  # an order number of 18 digits: the check digit is another one
        "999999199013010017",  # no such day
        "202603150000010001",
        f"1{CARD}",
        f"{CARD}0",
        f"A{CARD}",
        f"0.{CARD}",
        "999999********0016",
        "6222 **** **** 0001",
        "6222000011112222",
        f"{BANK}12345",
        "91320000DEMX001017",
        "3b9c358f36f0a31b6ad3e14f309c7cf198ac9246e8316f9ce543d5b19ac02b80",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert list(personal_numbers(text)) == []


def test_the_check_digit_and_the_day_decide() -> None:
    assert is_identity(CARD)
    assert not any(is_identity(CARD[:-1] + digit) for digit in "012345789X")


def test_the_place_of_a_number_is_told() -> None:
    (found,) = personal_numbers(f"a\n号码 {CARD}\n")
    assert (found.at, found.text) == (5, CARD)


def test_a_number_in_a_record_is_reported_at_its_place_and_not_repeated() -> None:
    check, _ = opened(book()[0], order(1, f"name: 号码 {CARD}\narea: QA\n"))
    (found,) = check.run()
    assert (found.code, found.record, found.path) == ("R-122", "O-1", "records/order/O-1.yaml")
    assert (found.position.line, found.position.column) == (5, 10)
    assert not any(CARD[:-1] in text for text in (found.message.en, found.message.zh))
