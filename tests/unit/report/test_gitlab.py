"""What GitLab documents of its Code Quality format: these fields, these words, a different fingerprint each."""

from __future__ import annotations

import json
from typing import Any

import pytest

from docctl.report import FORMATS
from tests.unit.report.samples import ERROR
from tests.unit.report.samples import HOSTILE
from tests.unit.report.samples import MANY
from tests.unit.report.samples import NOWHERE
from tests.unit.report.samples import WARNING
from tests.unit.report.samples import report

SEVERITIES = {"info", "minor", "major", "critical", "blocker"}


def entries(*violations: Any, language: str = "en") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(FORMATS["gitlab"](report(*violations), language))
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_entry_has_what_is_required(language: str) -> None:
    found = entries(*MANY, language=language)
    assert len(found) == len(MANY)
    for entry in found:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["description"]
        assert entry["check_name"]
        assert entry["severity"] in SEVERITIES
        assert entry["location"]["path"]
        assert not entry["location"]["path"].startswith("./")
        assert entry["location"]["lines"]["begin"] >= 1
    assert len({entry["fingerprint"] for entry in found}) == len(found)


def test_an_entry_says_what_the_report_says() -> None:
    (found,) = entries(ERROR, language="zh")
    assert found["description"] == "过低 请提高 [R-329]"
    assert (found["check_name"], found["severity"]) == ("tier.price.B", "critical")
    assert found["location"] == {"path": "records/a,b.yaml", "lines": {"begin": 14}}


def test_what_has_no_place_stands_on_the_first_line() -> None:
    warning, nowhere, hostile = entries(WARNING, NOWHERE, HOSTILE)
    assert (warning["severity"], warning["location"]) == ("minor", {"path": "z", "lines": {"begin": 1}})
    assert nowhere["location"]["path"] == "."
    assert hostile["location"]["path"] == HOSTILE.path


def test_a_clean_check_is_an_empty_list() -> None:
    assert entries() == []
