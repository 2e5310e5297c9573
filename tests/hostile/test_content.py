"""Each hostile file is refused with its code and no other, in both languages, and nothing of it is repeated."""

from __future__ import annotations

import re
import unicodedata

import pytest

from docctl.person_numbers import find_numbers
from docctl.report import FORMATS
from docctl.report import Report
from docctl.report import sort
from docctl.violation import Severity
from docctl.violation import Violation
from tests.hostile.content_inputs import GOOD_INPUTS
from tests.hostile.content_inputs import GUIDE
from tests.hostile.content_inputs import INPUTS
from tests.hostile.content_inputs import OWN
from tests.hostile.library import Input
from tests.hostile.library import judged

_COMMAND_ENDS = re.compile(r"^ {4}→ .+", re.MULTILINE)


def told(violations: list[Violation], shape: str, language: str) -> str:
    report = Report(sort(violations), 1, None, "2026-11-22", "0", "")
    return FORMATS[shape](report, language)


def errors(violations: list[Violation]) -> set[str]:
    return {violation.code for violation in violations if violation.severity is Severity.ERROR}


@pytest.mark.parametrize("given", INPUTS, ids=lambda given: f"{given.code} {given.name}")
def test_it_is_refused_with_its_code_and_no_other(given: Input) -> None:
    violations = judged(given.files, given.modes)
    assert errors(violations) == {given.code, *given.follow}
    for language in ("en", "zh"):
        assert len(_COMMAND_ENDS.findall(told(violations, "full", language))) == len(sort(violations))
        for shape in FORMATS:
            text = told(violations, shape, language)
            assert [c for c in text if c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Co", "Cs"}] == []
            assert list(find_numbers(text)) == []


@pytest.mark.parametrize("given", GOOD_INPUTS, ids=lambda given: given.name)
def test_what_is_good_passes(given: Input) -> None:
    assert errors(judged(given.files, given.modes)) == set()


def test_there_are_enough() -> None:
    assert len({(given.code, given.name) for given in INPUTS}) == len(INPUTS)
    assert len(GUIDE) >= 90
    assert len(OWN) >= 60
