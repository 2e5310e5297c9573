"""JUnit XML, which Jenkins and most other servers read as the results of tests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from docctl.report.text import headline
from docctl.report.text import place
from docctl.report.text import rule
from docctl.report.text import sentence
from docctl.report.text import summary
from docctl.violation import Severity

if TYPE_CHECKING:
    from docctl.report.report import Report
    from docctl.violation import Violation

_SUITE = "docctl check"
# XML 1.0 has no place for these, not even as entities.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(report: Report, language: str) -> str:
    """A test for each violation, and one for the whole check: a report without tests counts as a broken one."""
    failures, tests = str(report.counts["error"]), str(len(report.violations) + 1)
    counted = {"name": _SUITE, "tests": tests, "failures": failures, "errors": "0", "time": "0"}
    suites = ET.Element("testsuites", counted)
    suite = ET.SubElement(suites, "testsuite", counted)
    for violation in report.violations:
        _add(suite, violation, language)
    whole = _case(suite, _SUITE, _SUITE)
    ET.SubElement(whole, "system-out").text = _text(summary(report, language))
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode")


def _add(suite: ET.Element, violation: Violation, language: str) -> None:
    """An error fails its test; a warning passes, and says what it warns of."""
    case = _case(suite, rule(violation), place(violation) or _SUITE)
    if violation.severity is Severity.ERROR:
        given = {"message": _text(sentence(violation, language)), "type": _text(violation.slug)}
        ET.SubElement(case, "failure", given).text = _text(headline(violation, language))
    else:
        ET.SubElement(case, "system-out").text = _text(headline(violation, language))


def _case(suite: ET.Element, name: str, group: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", {"name": _text(name), "classname": _text(group), "time": "0"})


def _text(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
