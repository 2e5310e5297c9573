"""Texts that deceive the eye are told; usual ones pass the quick look, which misses nothing."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docctl.reader import read
from docctl.reader import text as texts
from docctl.reader.text import character_problems
from docctl.reader.text import form_problems


def codes(text: str) -> list[str]:
    return [violation.code for violation in character_problems("a.yaml", text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\tb\n", []),
        ("文件控制程序（第一版）——“A/0”…①℃☑→\n", []),
        ("emoji \u26a0\ufe0f and é, ü, ß, Ω, я, 한글, かな\n", []),
        ("a\r\n", ["TEXT_CR"]),
        ("a\u202eb\n", ["TEXT_BIDI"]),
        ("a\u200bb\n", ["TEXT_INVISIBLE"]),
        ("a\ufeffb\n", ["TEXT_INVISIBLE"]),
        ("a\u034fb\n", ["TEXT_INVISIBLE"]),
        ("a\ue123\n", ["TEXT_PRIVATE_USE"]),
        ("a\U000f0000\n", ["TEXT_PRIVATE_USE"]),
        ("a\x07\n", ["TEXT_CONTROL"]),
        ("a\ufffe\n", ["TEXT_CONTROL"]),
        ("\u202e\x07\x08\u202d\r\n", ["TEXT_CR", "TEXT_BIDI", "TEXT_CONTROL"]),
    ],
)
def test_each_kind_of_character_is_told_once(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_the_place_is_that_of_the_first_one() -> None:
    (found,) = character_problems("a.yaml", "好\nab\u200bc\u200b\n")
    assert (found.position, found.message.en) == ((2, 3), "U+200B is invisible")


def test_a_decomposed_character_is_told_where_it_stands() -> None:
    text = "a\nbe\u0301\n"
    (found,) = form_problems("a.yaml", text.encode(), text)
    assert (found.code, found.position) == ("TEXT_NOT_NFC", (2, 2))
    lost = "好e\u0301".encode()
    assert [v.code for v in form_problems("a.yaml", lost, lost.decode())] == ["TEXT_NO_FINAL_NEWLINE", "TEXT_NOT_NFC"]


def usual() -> list[str]:
    return [chr(code) for code in range(sys.maxunicode + 1) if texts._USUAL(chr(code))]  # noqa: SLF001 - the shortcut itself is on trial


def test_nothing_can_be_wrong_in_what_the_quick_look_lets_pass() -> None:
    characters = usual()
    assert len(characters) > 20_000
    assert [c for c in characters if texts._WRONG.search(c)] == []  # noqa: SLF001 - as above
    assert [c for c in characters if unicodedata.combining(c) or not unicodedata.is_normalized("NFC", c)] == []
    seconds = {form[-1] for form in map(decomposed, range(sys.maxunicode + 1)) if len(form) > 1}
    assert seconds.isdisjoint(characters)


def decomposed(code: int) -> str:
    # Hangul is composed by rule; its parts are far from what the quick look lets pass.
    return "" if 0xD800 <= code <= 0xDFFF else unicodedata.normalize("NFD", chr(code))


@given(st.text(max_size=20))
def test_a_text_is_right_exactly_if_no_character_is_wrong_and_it_is_composed(text: str) -> None:
    wrong = {c for c in text if texts._WRONG.search(c)}  # noqa: SLF001 - as above
    assert bool(codes(text)) == bool(wrong)
    forms = [v.code for v in form_problems("a", text.encode() + b"\n", text + "\n")]
    assert ("TEXT_NOT_NFC" in forms) == (not unicodedata.is_normalized("NFC", text))


def test_a_wrong_character_is_told_instead_of_what_it_breaks() -> None:
    document, problems = read("a.md", b"---\r\nid: A\r\n---\r\n")
    assert document is None
    assert [v.code for v in problems] == ["TEXT_CR"]
    document, problems = read("a.yaml", b"a: 1\r\n")
    assert document is not None
    assert [v.code for v in problems] == ["TEXT_CR"]
