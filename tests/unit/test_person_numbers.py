"""Numbers of persons are told from other long numbers by form and check digit."""

from __future__ import annotations

import random

import pytest

from docctl.person_numbers import Kind
from docctl.person_numbers import find_numbers
from docctl.person_numbers import is_identity
from docctl.person_numbers import mask

# A region that does not exist, a bank that does not, a phone that nobody has: they are nobody's numbers.
CARD = "999999199001010016"
BANK = "6222000011112223"
PHONE = "13800000000"
COMPANY = "91110000600037341L"
WIDE = str.maketrans("0123456789X+-", "０１２３４５６７８９Ｘ＋－")

# The ways in which people write them, at least 21: plain, in other digits, in groups, in a text, in quotes.
FORMS = [
    (CARD, Kind.IDENTITY),
    (CARD.translate(WIDE), Kind.IDENTITY),
    ("99999919900101018X", Kind.IDENTITY),
    ("99999919900101018x", Kind.IDENTITY),
    ("99999919900101018X".translate(WIDE), Kind.IDENTITY),
    ("999999 19900101 0016", Kind.IDENTITY),
    ("999999-19900101-0016", Kind.IDENTITY),
    ("999999 1990 0101 0016", Kind.IDENTITY),
    ("9999 9919 9001 0100 16", Kind.IDENTITY),
    ("999999·19900101·0016", Kind.IDENTITY),
    (f"身份证号{CARD}。", Kind.IDENTITY),
    (f"身份证：{CARD}，男", Kind.IDENTITY),
    (f'"{CARD}"', Kind.IDENTITY),
    (f"('{CARD}')", Kind.IDENTITY),
    (f"id_{CARD}.yaml", Kind.IDENTITY),
    (BANK, Kind.CARD),
    ("6222 0000 1111 2223", Kind.CARD),
    ("6222-0000-1111-2223", Kind.CARD),
    ("6222000011112223".translate(WIDE), Kind.CARD),
    (f"卡号{BANK}（工行）", Kind.CARD),
    ("4000 0000 0000 0002", Kind.CARD),
    (PHONE, Kind.MOBILE),
    ("138-0000-0000", Kind.MOBILE),
    ("138 0000 0000", Kind.MOBILE),
    ("13800 000 000", Kind.MOBILE),
    ("138.0000.0000", Kind.MOBILE),
    ("+86 13800000000", Kind.MOBILE),
    ("+86-138-0000-0000", Kind.MOBILE),
    ("8613800000000", Kind.MOBILE),
    ("008613800000000", Kind.MOBILE),
    (f"手机{PHONE}。", Kind.MOBILE),
    (PHONE.translate(WIDE), Kind.MOBILE),
    ("١٣٨٠٠٠٠٠٠٠٠", Kind.MOBILE),
    ("138\u20110000\u20110000", Kind.MOBILE),
    ("138\u30000000\u30000000", Kind.MOBILE),
    (COMPANY, Kind.COMPANY),
]
OTHERS = [
    "999999199001010011",  # an order number of 18 digits: the check digit is another one
    "999999199013010017",  # no such day
    "202603150000010001",
    f"1{CARD}",
    f"{CARD}0",
    f"A{CARD}",
    f"0.{CARD}",
    f"0.{PHONE}",
    f"1{PHONE}",
    f"{PHONE}1",
    f"PN-{PHONE}",  # a part number
    f"{PHONE}-001",  # a lot of a batch
    "12800000000",
    "14000000000",
    "999999********0016",
    "6222 **** **** 0001",
    "6222000011112222",
    f"{BANK}12345",
    "4000000000000002",
    "91320000DEMX001017",
    "919900006000373410",
    "3b9c358f36f0a31b6ad3e14f309c7cf198ac9246e8316f9ce543d5b19ac02b80",
    "2026-01-01 2026-12-31",
    "0592-1234567, 400-800-1234",
]


@pytest.mark.parametrize(("text", "kind"), FORMS)
def test_a_number_is_found_in_whatever_form_it_is_written(text: str, kind: Kind) -> None:
    assert [found.kind for found in find_numbers(text)] == [kind]


@pytest.mark.parametrize("text", OTHERS)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert list(find_numbers(text)) == []
    assert mask(text) == text


@pytest.mark.parametrize(("text", "kind"), FORMS)
def test_a_mask_leaves_nothing_to_be_found(text: str, kind: Kind) -> None:
    masked = mask(text)
    assert [found.kind for found in find_numbers(masked)] == ([kind] if kind is Kind.COMPANY else [])
    assert len(masked) == len(text)


def test_the_check_digit_and_the_day_decide() -> None:
    assert is_identity(CARD)
    assert not any(is_identity(CARD[:-1] + digit) for digit in "012345789X")


def test_the_place_and_the_digits_of_a_number_are_told() -> None:
    (found,) = find_numbers("a\n电话 +86 138-0000-0000\n")
    assert (found.start, found.end, found.digits) == (9, 22, PHONE)


def test_each_number_is_found_once() -> None:
    text = f"{CARD} {BANK} {PHONE} {PHONE[:-1]}1"
    assert sorted(found.start for found in find_numbers(text)) == [0, 19, 36, 48]


def test_texts_of_documents_raise_no_alarm() -> None:
    source = random.Random(7)  # noqa: S311 - repeatable on purpose
    alarms = [text for text in (paragraph(source) for _ in range(10_000)) if list(find_numbers(text))]
    assert len(alarms) <= 10, alarms[:10]


def paragraph(source: random.Random) -> str:
    """A sentence as procedures and records write them, with numbers of documents, parts, lots, sums and days."""
    digits = "".join(source.choices("0123456789", k=24))
    day = f"20{digits[:2]}-{source.randint(1, 12):02}-{source.randint(1, 28):02}"
    return source.choice(SENTENCES).format(
        day=day, compact=day.replace("-", ""), n3=digits[:3], n4=digits[3:7], n6=digits[:6], n8=digits[8:16],
        pn=source.choice(("PN-", "HM-", "SN")) + digits[:11],
        lot=f"{digits[:6]}-{digits[6:9]}", sha=f"{int(digits):020x}",
    )  # fmt: skip


SENTENCES = (
    "订单 SO-{compact}-{n3}，数量 {n6} 件，单价 {n3}.{n4} 元，交期 {day}。",
    "The lot {compact}{n3} of part {pn} was inspected on {day}; {n3} of {n6} pieces failed.",
    "依据 GB/T 19001-2016 第 {n3} 条，见 Q/CA.G7C{n3}、HM-QP-XS{n3} A/0。",
    "联系电话 0592-{n6}{n3}，传真 0592-{n8}，分机 {n4}。",
    "SHA-256 {sha}{sha}，文件 {n6} 字节，{day}T08:{n3} 生成。",
    "Drawing {pn} rev B, tolerance 0.{n8}{n3} mm, torque {n4}.{n3} Nm, serial {lot}.",
    "仓位 A{n3}-{n4}-{n3}，批号 L{compact}-{n4}，重量 {n6}.{n3} kg。",
    "发票号码 {n8}，金额 ¥{n6},{n3}.{n3}，税率 13%，{day} 开具。",
    "记录保存至 {day}，共 {n4} 页，档号 {n4}-WS-{n4}-{n4}。",
)
