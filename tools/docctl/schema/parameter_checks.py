"""What is wrong with the company's parameters beyond their form: names, choices, patterns, notations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any
from zoneinfo import ZoneInfo
from zoneinfo import ZoneInfoNotFoundError

from docctl.schema import codes
from docctl.schema.formats import is_date
from docctl.schema.parameters import is_dated
from docctl.schema.patterns import pattern_problem
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.reader import Document
    from docctl.reader import PathInFile
    from docctl.violation import Violation

Problem = tuple["PathInFile", Text]
_GROUP = Text("is a value and a group of values at once", "既是一个值又是一组值")
_KINDS = ("letters", "number", "chinese_number")


def parameter_problems(document: Document) -> list[Violation]:
    """Each parameter that names, chooses or writes what it must not."""
    return [
        codes.SCHEMA_PARAMETER.at(document.path, document.position((name, *at)), value=name, problem=problem)
        for name, entry in document.data.items()
        for at, problem in _problems(name, entry, document.data)
    ]


def _problems(name: str, entry: Mapping[str, Any], declared: Iterable[str]) -> Iterator[Problem]:
    if any(other.startswith(f"{name}.") for other in declared):
        yield (), _GROUP
    yield from _days(entry["value"])
    for at, value in _values(entry["value"]):
        if any(one not in entry.get("enum", (one,)) for one in (value if isinstance(value, list) else [value])):
            options = [str(option) for option in entry["enum"]]
            yield at, Text(f"is none of: {', '.join(options)}", f"不在可选值之内：{'、'.join(options)}")
        if name == "doc.notations":
            yield from _notations(value, at)
        if name == "timezone" and not _is_timezone(value):
            yield at, Text(f"{show(value)} is no time zone", f"{show(value)} 不是时区")
        for place, pattern in _patterns(name, value):
            if problem := pattern_problem(pattern):
                yield (*at, *place), problem


def _is_timezone(value: Any) -> bool:
    try:
        ZoneInfo(str(value))
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return False
    return True


def _days(value: Any) -> Iterator[Problem]:
    for index, step in enumerate(value if is_dated(value) else ()):
        if not (isinstance(step["from"], str) and is_date(step["from"])):
            day = show(step["from"])
            yield ("value", index, "from"), Text(f"from {day} is no day", f"from {day} 不是日期")


def _values(value: Any) -> Iterator[tuple[PathInFile, Any]]:
    """Each value that a parameter has at some time."""
    if is_dated(value):
        yield from ((("value", index, "value"), step["value"]) for index, step in enumerate(value))
    else:
        yield ("value",), value


def _patterns(name: str, value: Any) -> Iterator[tuple[PathInFile, str]]:
    if name.endswith("_pattern") and isinstance(value, str):
        yield (), value
    if name in {"doc.number_patterns", "doc.notations"} and isinstance(value, list):
        for index, entry in enumerate(value):
            for key in ("pattern", "later"):
                if isinstance(entry, dict) and isinstance(entry.get(key), str):
                    yield (index, key), entry[key]


def _notations(value: Any, at: PathInFile) -> Iterator[Problem]:
    for index, notation in enumerate(value if isinstance(value, list) else [value]):
        place = (*at, index)
        if not _is_notation(notation):
            wanted = "name, pattern, slug, order, first, later"
            yield place, Text(f"a notation has {wanted}", f"版本表示方法应有 {wanted}")
        elif not any(pattern_problem(notation[key]) for key in ("pattern", "later")):
            yield from _notation(notation, place)


def _is_notation(notation: Any) -> bool:
    if not isinstance(notation, dict) or not isinstance(notation.get("order"), list):
        return False
    texts = (notation.get(key) for key in ("name", "pattern", "slug", "first", "later"))
    return all(isinstance(text, str) for text in texts) and all(kind in _KINDS for kind in notation["order"])


def _notation(notation: Mapping[str, Any], at: PathInFile) -> Iterator[Problem]:
    pattern, first = re.compile(notation["pattern"]), notation["first"]
    groups, kinds = pattern.groups, len(notation["order"])
    if groups != kinds:
        text = Text(
            f"the pattern has {groups} groups, order names {kinds}", f"pattern 有 {groups} 组，order 有 {kinds} 项"
        )
        yield (*at, "order"), text
    if not pattern.fullmatch(first):
        yield (*at, "first"), Text(f"first {first} does not match the pattern", f"first {first} 不符合 pattern")
    if re.fullmatch(notation["later"], first):
        yield (*at, "first"), Text(f"first {first} matches later", f"first {first} 也符合 later")
