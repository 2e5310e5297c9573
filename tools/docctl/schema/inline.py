"""`$ref` written out, objects closed, patterns checked."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.schema import codes
from docctl.schema.patterns import validator_problem
from docctl.violation import Stop

if TYPE_CHECKING:
    from docctl.reader import Document
    from docctl.reader import PathInFile

Definitions = dict[str, dict[str, Any]]
CONDITIONS = ("oneOf", "anyOf", "allOf", "not", "if", "then", "else")
MAX_DEPTH = 12
MAX_SIZE = 20_000  # definitions that refer to each other twice at each of twelve levels would fill the memory


class Inliner:
    """Writes out the schemas of one file; `own` are its raw definitions, `common` those of common.yaml, written out."""

    def __init__(self, own: Definitions, common: Definitions, document: Document) -> None:
        """Keep the definitions, and the document for the places of what is wrong."""
        self.own, self.common, self.document = own, common, document
        self._left = MAX_SIZE

    def properties(self, schemas: Definitions, at: PathInFile, depth: int = 0) -> Definitions:
        """The schemas of some fields, each `$ref` replaced by what it names, each object closed; raises `Stop`."""
        return {name: self._schema(schema, (*at, name), depth) for name, schema in schemas.items()}

    def conditions(self, schema: dict[str, Any], at: PathInFile) -> dict[str, Any]:
        """The conditions of a schema as written: they refer to nothing and close nothing; raises `Stop`."""
        found = {key: schema[key] for key in (*CONDITIONS, "dependentRequired") if key in schema}
        for key, condition in found.items():
            self._check_patterns(condition, (*at, key))
        return found

    def check_pattern(self, holder: dict[str, Any], at: PathInFile) -> None:
        """Raise `Stop` where the `pattern` of a schema is not one that all our engines read alike."""
        pattern = holder.get("pattern")
        problem = validator_problem(pattern) if isinstance(pattern, str) else None
        if problem:
            place = self.document.position((*at, "pattern"))
            raise Stop(codes.SCHEMA_PATTERN.at(self.document.path, place, value=pattern, problem=problem))

    def _schema(self, schema: dict[str, Any], at: PathInFile, depth: int) -> dict[str, Any]:
        schema, depth = self._resolve(schema, at, depth)
        self.check_pattern(schema, at)
        built = {**schema, **self.conditions(schema, at)}
        if "items" in schema:
            built["items"] = self._schema(schema["items"], (*at, "items"), depth)
        if "properties" in schema:
            built["properties"] = self.properties(schema["properties"], (*at, "properties"), depth)
            built |= {"type": "object", "additionalProperties": False}
        return built

    def _resolve(self, schema: dict[str, Any], at: PathInFile, depth: int) -> tuple[dict[str, Any], int]:
        self._left -= 1
        while name := schema.get("$ref"):
            depth += 1
            definitions = self.common if name.startswith("docctl:common#") else self.own
            target = definitions.get(name.rpartition("/")[2])
            if target is None or depth > MAX_DEPTH or self._left < 0:
                place = self.document.position((*at, "$ref"))
                raise Stop(codes.SCHEMA_REF.at(self.document.path, place, value=name))
            schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
        return schema, depth

    def _check_patterns(self, condition: Any, at: PathInFile) -> None:
        if isinstance(condition, dict):
            self.check_pattern(condition, at)
        steps = condition.items() if isinstance(condition, dict) else enumerate(condition)
        for step, inner in steps:
            if isinstance(inner, (dict, list)):
                self._check_patterns(inner, (*at, step))
