"""The closed vocabulary: what a file under schemas/ may say."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import jsonschema_rs

from docctl.reader import read
from docctl.reader.bounds import Bounds
from docctl.schema import codes
from docctl.schema import wording
from docctl.schema.formats import FORMATS
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.reader import Document
    from docctl.violation import Violation

SCHEMA_BOUNDS = Bounds(record_bytes=1_048_576)
_PATH = Path(__file__).with_name("metaschema.yaml")


@cache
def metaschema() -> dict[str, Any]:
    """The vocabulary as JSON Schema, one definition per kind of file."""
    document, problems = read(_PATH.name, _PATH.read_bytes(), SCHEMA_BOUNDS)
    if document is None:
        raise RuntimeError(problems[0].message.en)
    return document.data


@cache
def _validator(kind: str) -> Any:
    schema = {**metaschema(), "$ref": f"#/$defs/{kind}"}
    return jsonschema_rs.validator_for(schema, validate_formats=True, formats=dict(FORMATS), offline=True)


def check_file(kind: str, document: Document) -> Iterator[Violation]:
    """Each place where a schema file leaves the vocabulary of its kind."""
    for error in _validator(kind).iter_errors(document.data):
        yield from _violations(error, document)


def _violations(error: Any, document: Document) -> Iterator[Violation]:
    where = tuple(error.instance_path)
    if error.kind.name == "additionalProperties":
        for name in error.kind.unexpected:
            position = document.position((*where, name), of_key=True)
            yield codes.SCHEMA_KEYWORD.at(document.path, position, pointer=pointer((*where, name)), value=name)
        return
    place = document.position(where)
    yield codes.SCHEMA_INVALID.at(document.path, place, pointer=pointer(where), problem=_problem(error, where))


def _problem(error: Any, where: tuple[str | int, ...]) -> Text:
    subject = f"{where[-1]} " if where else ""
    if error.kind.name == "required":
        name = error.kind.property
        return Text(f"{subject}lacks the keyword {name}", f"{subject}缺少关键字 {name}")
    value = show(error.instance) if isinstance(error.instance, (str, int, float)) else ""
    problem = wording.problem(error)
    return Text(f"{subject}{value}: {problem.en}", f"{subject}{value}：{problem.zh}")


def pointer(path: tuple[str | int, ...]) -> str:
    """A path as JSON pointer text."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
