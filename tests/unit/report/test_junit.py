"""What readers of JUnit XML ask: well-formed, no words beyond Jenkins' schema, counts that agree, names for all."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from docctl.report import FORMATS
from tests.unit.report.samples import ERROR
from tests.unit.report.samples import HOSTILE
from tests.unit.report.samples import MANY
from tests.unit.report.samples import NOWHERE
from tests.unit.report.samples import WARNING
from tests.unit.report.samples import report

if TYPE_CHECKING:
    from docctl.violation import Violation


# Element -> its attributes, as the schema `junit-10` of Jenkins lists them; those that it requires first.
KNOWN: dict[str, tuple[set[str], set[str]]] = {
    "testsuites": (set(), {"name", "time", "tests", "failures", "errors"}),
    "testsuite": ({"name", "tests", "failures", "errors"}, {"time", "skipped", "timestamp", "hostname", "id", "file"}),
    "testcase": ({"name"}, {"time", "classname", "group"}),
    "failure": (set(), {"type", "message"}),
    "system-out": (set(), set()),
}


def suite(*violations: Violation, language: str = "en") -> ET.Element:
    text = FORMATS["junit"](report(*violations), language)
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ')
    root = ET.fromstring(text.encode())  # noqa: S314 - our own text
    (found,) = root
    assert root.attrib == found.attrib
    for element in root.iter():
        required, optional = KNOWN[element.tag]
        assert required <= set(element.attrib) <= required | optional
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("violations", [(), MANY, (WARNING,)], ids=["none", "many", "warning"])
def test_counts_agree_and_every_test_is_named(violations: tuple[Violation, ...], language: str) -> None:
    found = suite(*violations, language=language)
    assert found.tag == "testsuite"
    assert found.get("name") == "docctl check"
    cases = list(found)
    assert {case.tag for case in cases} == {"testcase"}
    assert all(case.get("name") and case.get("classname") for case in cases)
    assert found.get("tests") == str(len(cases)) == str(len(violations) + 1)
    assert found.get("failures") == str(len(found.findall("testcase/failure")))
    assert found.get("errors") == "0"
    for failure in found.iter("failure"):
        assert failure.get("message")
        assert failure.get("type")


def test_an_error_fails_where_it_stands() -> None:
    case, whole = suite(ERROR, language="zh")
    assert case.attrib["name"] == "tier.price.B [R-329]"
    assert case.attrib["classname"] == "records/a,b.yaml:14:7"
    assert case[0].attrib == {"message": "过低 请提高", "type": "tier.price.B"}
    assert case[0].text == "records/a,b.yaml:14:7: tier.price.B [R-329] 过低"
    assert whole[0].text == "已检查 2 条记录（work tree）：1 处不符合规则，0 处警告"


def test_a_warning_passes_and_says_what_it_warns_of() -> None:
    case, _ = suite(WARNING)
    assert case.find("failure") is None
    assert case[0].tag == "system-out"
    assert case[0].text == "z: tier.price.B [R-329] warning: too low"


def test_what_xml_cannot_hold_is_replaced_and_marks_are_text() -> None:
    case, _ = suite(HOSTILE)
    message = case[0].attrib["message"]
    assert message.startswith("]]></failure>|<b>`*_[x]")
    assert "\ufffd\ufffd\ufffd%0A" in message
    assert case.attrib["classname"] == f"{HOSTILE.path}:14:7"


def test_what_stands_in_no_file_has_a_class_name_too() -> None:
    case, _ = suite(NOWHERE)
    assert case.get("classname") == "docctl check"
