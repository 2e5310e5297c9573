"""Both validators give one verdict on the official JSON Schema suite, and it is the suite's."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

import jsonschema
import jsonschema_rs
import pytest
import referencing
from jsonschema_specifications import REGISTRY as SPECIFICATIONS
from referencing.jsonschema import DRAFT202012

from tests.optional import SUITE
from tests.optional import require

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = SUITE / "tests" / "draft2020-12"
REMOTES = SUITE / "remotes"
REMOTES_ADDRESS = "http://localhost:1234/"
FILES = sorted(path.relative_to(CASES).as_posix() for path in CASES.rglob("*.json"))

BOTH = frozenset({"jsonschema", "jsonschema-rs"})
PYTHON = frozenset({"jsonschema"})


class Departure(NamedTuple):
    """Cases in which these validators do not say what the suite says, and why docctl can live with it."""

    file: str
    group: str
    validators: frozenset[str]
    reason: str


ESCAPES = "Python's `re` reads this escape otherwise or not at all; the metaschema forbids \\c \\d \\w \\s \\p"
FORMATS = "formats are annotations here: docctl judges dates and durations itself"
DEPENDENCIES = "a keyword of draft 7; the closed metaschema does not know it"
VOCABULARY = "a custom metaschema; docctl's schemas have one fixed dialect"

DEPARTURES = (
    Departure("optional/format/*.json", "*", BOTH, FORMATS),
    Departure("optional/format-assertion.json", "*", BOTH, FORMATS),
    Departure("optional/dependencies-compatibility.json", "*", PYTHON, DEPENDENCIES),
    Departure("optional/ecmascript-regex.json", "ECMA 262 *", PYTHON, ESCAPES),
    Departure("optional/ecmascript-regex.json", "pattern*", PYTHON, ESCAPES),
    Departure("optional/ecmascript-regex.json", "\\[dw] in pattern*", PYTHON, ESCAPES),
    Departure("vocabulary.json", "schema that uses custom metaschema *", PYTHON, VOCABULARY),
)


class Case(NamedTuple):
    """One instance of the suite with the verdict it asks for."""

    file: str
    group: str
    name: str
    schema: Any
    instance: Any
    valid: bool

    def __str__(self) -> str:
        """The case as a failure names it."""
        return f"{self.file}: {self.group}: {self.name}"


def cases(file: str) -> Iterator[Case]:
    for group in json.loads((CASES / file).read_text(encoding="utf-8")):
        for test in group["tests"]:
            yield Case(file, group["description"], test["description"], group["schema"], test["data"], test["valid"])


def remote(address: str) -> dict[str, Any]:
    """A schema of the suite; any other address is refused, as docctl refuses every address."""
    path = (REMOTES / address.removeprefix(REMOTES_ADDRESS)).resolve()
    if not address.startswith(REMOTES_ADDRESS) or not path.is_relative_to(REMOTES) or not path.is_file():
        raise LookupError(address)
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


def resource(address: str) -> referencing.Resource[Any]:
    return referencing.Resource.from_contents(remote(address), default_specification=DRAFT202012)


# `referencing` hides its attrs fields from type checkers.
REGISTRY: referencing.Registry[Any] = referencing.Registry(retrieve=resource).with_resources(  # type: ignore[call-arg]
    SPECIFICATIONS.items()
)


def judged_by_jsonschema(case: Case) -> bool | None:
    try:
        return jsonschema.Draft202012Validator(case.schema, registry=REGISTRY).is_valid(case.instance)
    except Exception:  # noqa: BLE001 - no verdict, whatever the reason: the comparison reports it
        return None


def judged_by_jsonschema_rs(case: Case) -> bool | None:
    try:
        validator = jsonschema_rs.Draft202012Validator(
            case.schema,
            pattern_options=jsonschema_rs.RegexOptions(),
            validate_formats=False,
            retriever=remote,
        )
        return validator.is_valid(case.instance)
    except Exception:  # noqa: BLE001 - as above
        return None


def departing(case: Case) -> frozenset[str]:
    """The validators whose verdict is not the suite's; where it is nobody's, the two agree."""
    verdicts = {"jsonschema": judged_by_jsonschema(case), "jsonschema-rs": judged_by_jsonschema_rs(case)}
    return frozenset(name for name, verdict in verdicts.items() if verdict is not case.valid)


def covers(departure: Departure, case: Case) -> bool:
    return fnmatchcase(case.file, departure.file) and fnmatchcase(case.group, departure.group)


def allowed(case: Case) -> frozenset[str]:
    return frozenset().union(*(departure.validators for departure in DEPARTURES if covers(departure, case)))


def test_the_suite_is_there() -> None:
    require("json-schema-suite")
    assert len(FILES) > 50
    assert sum(1 for file in FILES for _ in cases(file)) > 1500


@pytest.mark.parametrize("file", FILES)
def test_both_validators_say_what_the_suite_says(file: str) -> None:
    surprises = [f"{case}: {sorted(departing(case))}" for case in cases(file) if departing(case) - allowed(case)]
    assert surprises == []


@pytest.mark.parametrize("departure", DEPARTURES, ids=lambda departure: f"{departure.file}:{departure.group}")
def test_no_departure_outlives_its_need(departure: Departure) -> None:
    require("json-schema-suite")
    covered = [case for file in FILES for case in cases(file) if covers(departure, case)]
    seen = frozenset().union(*(departing(case) for case in covered))
    assert seen == departure.validators, f"{departure}: only {sorted(seen)} depart in {len(covered)} cases"


@pytest.mark.parametrize("address", ["http://localhost:1/x.json", "https://example.org/s.json", "file:///etc/passwd"])
def test_no_address_outside_the_suite_is_fetched(address: str) -> None:
    with pytest.raises(LookupError):
        remote(address)
