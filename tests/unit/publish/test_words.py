"""Every fixed text is there in every language, and every text a template asks for is there."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from docctl.publish.words import Words
from docctl.publish.words import read_words
from docctl.reader import read
from docctl.violation import Stop
from tests.unit.publish.small_company import ROOT

FOLDER = ROOT / "site" / "templates"
FILES = {f"words/{p.name}": p.read_text(encoding="utf-8") for p in sorted((FOLDER / "words").glob("*.yaml"))}
PLACES = [*FOLDER.glob("*.*"), *(ROOT / "tools" / "docctl" / "publish").rglob("*.py")]
# Keys that are made of a value: the beginning stands in the code.
MADE = (
    *("notice_", "step_", "tile_", "due_", "language_", "verdict_", "advice_", "banner_", "method_", "search_"),
    *("duty_", "rule_class_", "rule_phase_", "rule_kind_", "rule_value_"),
)


def test_every_text_is_given_in_both_languages() -> None:
    assert read_words(FILES, ("zh", "en"))


def test_no_key_stands_in_two_files() -> None:
    keys = Counter(key for name, text in FILES.items() for key in keys_of(name, text))
    assert [key for key, count in keys.items() if count > 1] == []


def keys_of(name: str, text: str) -> list[str]:
    document, problems = read(name, text.encode())
    assert document is not None, problems
    return list(document.data)


def test_both_languages_fill_the_same_names() -> None:
    for key, given in read_words(FILES, ("zh", "en")).items():
        names = [sorted(re.findall(r"\{([a-z]+)\}", given[language])) for language in ("zh", "en")]
        assert names[0] == names[1], key


def test_every_text_that_is_asked_for_exists() -> None:
    known = set(read_words(FILES, ("zh", "en")))
    for place in PLACES:
        asked = re.findall(r"(?:\bt|words)\('?\"?([a-z_]+)['\"][,)]", place.read_text(encoding="utf-8"))
        assert set(asked) <= known, place.name


def test_no_text_is_left_over() -> None:
    code = "\n".join(place.read_text(encoding="utf-8") for place in PLACES)
    kept = [key for key in read_words(FILES, ("zh",)) if not key.startswith(MADE)]
    assert [key for key in kept if not re.search(rf"['\"]{key}['\"]", code)] == []


def test_a_missing_language_stops_with_its_place() -> None:
    with pytest.raises(Stop) as stopped:
        read_words({"words/a.yaml": "a: {zh: 甲, en: a}\nb: {zh: 乙}\n"}, ("zh", "en"))
    violation = stopped.value.violation
    assert (violation.code, violation.path, violation.position.line) == (
        "SITE_STRING",
        "site/templates/words/a.yaml",
        2,
    )
    assert violation.message.get("zh") == "文字“b”缺少 en 版本"


@pytest.mark.parametrize("source", ["", "a: {zh: 甲", "a: 甲\n"])
def test_a_file_that_cannot_be_used_stops(source: str) -> None:
    with pytest.raises(Stop):
        read_words({"words/a.yaml": source}, ("zh",))


def test_an_unknown_key_stops() -> None:
    words = Words(read_words({"words/a.yaml": 'a: {zh: "甲 {n}"}\n', "a.md": "{"}, ("zh",)), "zh")
    assert words("a", n=3) == "甲 3"
    assert words.get("a.b", "c") == "c"
    with pytest.raises(Stop):
        words("b")
