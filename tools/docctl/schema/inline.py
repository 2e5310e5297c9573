"""`$ref` written out, objects closed, patterns kept to what every engine reads alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

from docctl.schema import codes
from docctl.violation import Stop
from docctl.violation import Text

if TYPE_CHECKING:
    from docctl.reader import Document
    from docctl.reader import PathInFile

Definitions = dict[str, dict[str, Any]]
MAX_PATTERN = 400
MAX_DEPTH = 12
_FOREIGN = re.compile(r"\\[dDwWsSbBpPAZzGkK1-9]|\(\?(?!:)")


def inline(schema: Any, own: Definitions, common: Definitions, document: Document, at: PathInFile = ()) -> Any:
    """A schema with each `$ref` replaced by what it names and each object closed; raises `Stop`.

    `own` are the raw definitions of the same file, `common` those of common.yaml, already written out.
    """
    return _Inliner(own, common, document).write_out(schema, at, 0)


class _Inliner:
    def __init__(self, own: Definitions, common: Definitions, document: Document) -> None:
        self.own, self.common, self.document = own, common, document

    def write_out(self, schema: Any, at: PathInFile, depth: int) -> Any:
        if isinstance(schema, list):
            return [self.write_out(item, (*at, index), depth) for index, item in enumerate(schema)]
        if not isinstance(schema, dict):
            return schema
        if isinstance(schema.get("$ref"), str):
            schema, depth = self._resolve(schema, at, depth)
        self._check_pattern(schema, at)
        built = {key: self.write_out(value, (*at, key), depth) for key, value in schema.items()}
        if built.get("type") == "object" and "properties" in built:
            built["additionalProperties"] = False
        return built

    def _resolve(self, schema: dict[str, Any], at: PathInFile, depth: int) -> tuple[dict[str, Any], int]:
        while isinstance(name := schema.get("$ref"), str):
            depth += 1
            definitions = self.common if name.startswith("docctl:common#") else self.own
            target = definitions.get(name.rpartition("/")[2])
            if target is None or depth > MAX_DEPTH:
                place = self.document.position((*at, "$ref"))
                raise Stop(codes.SCHEMA_REF.at(self.document.path, place, value=name))
            schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
        return schema, depth

    def _check_pattern(self, schema: dict[str, Any], at: PathInFile) -> None:
        pattern = schema.get("pattern")
        if not isinstance(pattern, str):
            return
        problem = pattern_problem(pattern)
        if problem:
            place = self.document.position((*at, "pattern"))
            raise Stop(codes.SCHEMA_PATTERN.at(self.document.path, place, value=pattern, problem=problem))


def pattern_problem(pattern: str) -> Text | None:
    """Why a pattern is outside the subset that all our engines read alike, or None."""
    if len(pattern) > MAX_PATTERN:
        return Text(f"longer than {MAX_PATTERN} characters", f"超过 {MAX_PATTERN} 个字符")
    foreign = _FOREIGN.search(pattern)
    if foreign:
        return Text(f"{foreign[0]} is read differently by different engines", f"{foreign[0]} 在不同引擎中含义不同")
    try:
        re.compile(pattern)
    except re.error as error:
        return Text(str(error), f"无法识别（{error}）")
    return None
