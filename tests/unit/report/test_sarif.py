"""What the specification of SARIF 2.1.0 requires of each object, and what GitHub asks beyond it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest

from docctl.report import FORMATS
from docctl.report import About
from docctl.violation import Text
from docctl.violation import Violation
from tests.unit.report.samples import BLAMED
from tests.unit.report.samples import ERROR
from tests.unit.report.samples import HOSTILE
from tests.unit.report.samples import MANY
from tests.unit.report.samples import NOWHERE
from tests.unit.report.samples import WARNING
from tests.unit.report.samples import WHOLE_LINE
from tests.unit.report.samples import report

# RFC 3986: a path without a scheme, in which everything else is escaped.
URI = re.compile(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+")
LEVELS = {"none", "note", "warning", "error"}
# The schema of the format is closed: object -> what it must have, and what docctl may say of it besides.
KNOWN: dict[str, tuple[set[str], set[str]]] = {
    "run": ({"tool"}, {"language", "columnKind", "results", "properties"}),
    "driver": ({"name"}, {"version", "rules"}),
    "rule": ({"id"}, {"shortDescription", "fullDescription", "help", "helpUri", "defaultConfiguration"}),
    "result": ({"message"}, {"ruleId", "ruleIndex", "level", "locations", "partialFingerprints", "properties"}),
    "place": (set(), {"artifactLocation", "region"}),
}
RULES = {"tier.price.B": About(Text("A price has a floor.", "价格有下限。"), "https://docs.example/rules/tier.html#x")}


def run_of(*violations: Violation, language: str = "en") -> dict[str, Any]:
    log = json.loads(FORMATS["sarif"](replace(report(*violations), rules=RULES), language))
    assert (set(log), log["version"]) == ({"$schema", "version", "runs"}, "2.1.0")
    (run,) = log["runs"]
    found: dict[str, Any] = run
    return found


def check_words(name: str, given: dict[str, Any]) -> None:
    required, optional = KNOWN[name]
    assert required <= set(given) <= required | optional


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("violations", [(), MANY], ids=["none", "many"])
def test_every_object_has_what_is_required(violations: tuple[Violation, ...], language: str) -> None:
    run = run_of(*violations, language=language)
    driver = run["tool"]["driver"]
    check_words("run", run)
    check_words("driver", driver)
    assert driver["name"] == "docctl"
    assert driver["version"]
    assert re.fullmatch("[a-z]{2}-[A-Z]{2}", run["language"])
    assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])
    for rule in driver["rules"]:
        check_words("rule", rule)
        assert all(rule[part]["text"] for part in ("shortDescription", "fullDescription", "help"))
        assert rule["defaultConfiguration"]["level"] in LEVELS
    assert len(run["results"]) == len(violations)
    for result in run["results"]:
        check_result(result, driver["rules"])


def check_result(result: dict[str, Any], rules: list[dict[str, Any]]) -> None:
    check_words("result", result)
    assert set(result["message"]) == {"text"}
    assert result["message"]["text"]
    assert result["level"] in LEVELS
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
    for location in result["locations"]:
        place = location["physicalLocation"]
        check_words("place", place)
        assert URI.fullmatch(place["artifactLocation"]["uri"])
        for name, value in place.get("region", {"startLine": 1}).items():
            assert name in {"startLine", "startColumn"}
            assert value >= 1


def test_a_rule_says_what_it_demands_and_where_to_read_it() -> None:
    rules = run_of(ERROR, HOSTILE, language="zh")["tool"]["driver"]["rules"]
    hostile, known = rules
    assert (known["id"], known["help"]["text"]) == ("tier.price.B", "价格有下限。")
    assert known["helpUri"] == "https://docs.example/rules/tier.html#x"
    assert (hostile["id"], hostile["help"]["text"]) == ("conf.hostile", HOSTILE.message.zh)
    assert "helpUri" not in hostile


def test_no_site_no_address() -> None:
    log = json.loads(FORMATS["sarif"](replace(report(ERROR), rules={ERROR.slug: About(Text("Floor.", ""))}), "en"))
    (rule,) = log["runs"][0]["tool"]["driver"]["rules"]
    assert (rule["fullDescription"]["text"], "helpUri" in rule) == ("Floor.", False)


def test_places_are_as_exact_as_they_are_known() -> None:
    places = [result["locations"] for result in run_of(ERROR, WARNING, NOWHERE, WHOLE_LINE)["results"]]
    assert places[0][0]["physicalLocation"]["region"] == {"startLine": 14, "startColumn": 7}
    assert "region" not in places[1][0]["physicalLocation"]
    assert places[2] == []
    assert places[3][0]["physicalLocation"]["region"] == {"startLine": 3}


def test_a_hostile_name_is_an_address_and_a_message_is_text() -> None:
    (result,) = run_of(HOSTILE)["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri) == HOSTILE.path
    # Not a link: the specification makes one of `[text](target)`.
    assert "[x\\](http://a.example)" in result["message"]["text"]


def test_braces_are_no_placeholders() -> None:
    (result,) = run_of(replace(ERROR, message=Text("{0} of {id}", "")))["results"]
    assert result["message"]["text"] == "R-329: {{0}} of {{id}} raise it"


def test_a_result_keeps_what_docctl_knows() -> None:
    (result,) = run_of(BLAMED)["results"]
    assert result["message"]["text"] == "R-329: too low raise it"
    assert result["properties"] == {
        "code": "R-329", "record": "TE-1", "pointer": "/lines/0", "sources": ["R-329", "S1"], "commit": BLAMED.commit,
    }  # fmt: skip


def test_equal_violations_have_one_rule_and_fingerprints_of_their_own() -> None:
    run = run_of(ERROR, replace(ERROR, position=WHOLE_LINE.position))
    assert len(run["tool"]["driver"]["rules"]) == 1
    assert len({result["partialFingerprints"]["docctl/v1"] for result in run["results"]}) == 2
