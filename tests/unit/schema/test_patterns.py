from __future__ import annotations

import re

import pytest

from docctl.schema.patterns import MAX_PATTERN
from docctl.schema.patterns import pattern_problem
from docctl.schema.patterns import validator_problem

FOREIGN = {
    r"^\d+$": r"\d",
    r"\w": r"\w",
    r"\s": r"\s",
    r"a\b": r"\b",
    r"\p{L}": r"\p",
    r"\Aa": r"\A",
    r"a\z": r"\z",
    r"\x41": r"\x",
    r"\u4e00": r"\u",
    r"(a)\1": r"\1",
    r"\0": r"\0",
    r"\<a\>": r"\<",
    r"(?=a)": "(?",
    r"(?!a)": "(?",
    r"(?<=a)b": "(?",
    r"(?<!a)b": "(?",
    r"(?P<n>a)": "(?",
    r"(?<n>a)": "(?",
    r"(?i)a": "(?",
    r"(?>a)": "(?",
    r"a++": "++",
    r"a*+": "*+",
    r"[a-z&&[aeiou]]": "&&",
    r"[a--b]": "--",
    r"[a~~b]": "~~",
    r"[[:alpha:]]": "[[",
}


@pytest.mark.parametrize(("pattern", "part"), FOREIGN.items())
def test_what_engines_read_differently_is_refused(pattern: str, part: str) -> None:
    problem = pattern_problem(pattern)
    assert problem is not None
    assert problem.en == f"{part} is read differently by different engines"
    assert problem.zh == f"{part} 在不同引擎中含义不同"


@pytest.mark.parametrize(
    "pattern",
    [
        "^[A-Z0-9][A-Z0-9-]*$",
        "^(?:a|b)+$",
        r"^a\.b\-c\/d\\$",
        "^[0-9]{2,4}[.]?$",
        r"\n\t\r",
        "第([一二三]|十)版，?第[0-9]次",
        "a*?b+?",
    ],
)
def test_the_common_subset_is_accepted(pattern: str) -> None:
    assert pattern_problem(pattern) is None
    assert validator_problem(pattern) is None


def test_a_pattern_is_short() -> None:
    assert pattern_problem("a" * MAX_PATTERN) is None
    problem = pattern_problem("a" * (MAX_PATTERN + 1))
    assert problem is not None
    assert (problem.en, problem.zh) == ("longer than 400 characters", "超过 400 个字符")


@pytest.mark.parametrize("pattern", ["(", "[a", "a{2,1}", "*"])
def test_a_pattern_that_does_not_compile_is_refused(pattern: str) -> None:
    problem = pattern_problem(pattern)
    assert problem is not None
    with pytest.raises(re.error, match=re.escape(problem.en)):
        re.compile(pattern)
    assert validator_problem(pattern) == problem


@pytest.mark.parametrize("pattern", ["{a}", "a{,3}x{"])
def test_what_only_the_validator_of_records_cannot_read_is_refused(pattern: str) -> None:
    assert pattern_problem(pattern) is None
    assert validator_problem(pattern) is not None
