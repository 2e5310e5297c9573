"""A record type as the JSON Schema of an editor: labels and help in one language, none of our own keywords."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.schema.record_type import RecordType

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def editor_schema(record_type: RecordType, language: str) -> dict[str, Any]:
    """What an editor shows and completes while somebody writes a record of the type."""
    said = _said({**record_type.raw, **record_type.schema}, language)
    return {"$schema": _DIALECT, **{key: said[key] for key in said if key not in {"$defs", "$ref"}}}


def _said(schema: Mapping[str, Any], language: str) -> dict[str, Any]:
    found = {key: _inner(key, value, language) for key, value in schema.items() if not key.startswith("x-")}
    title = schema.get("x-zh") if language == "zh" else schema.get("title")
    if title:
        found["title"] = title
    if language in schema.get("x-help", {}):
        found["description"] = schema["x-help"][language]
    labels: Mapping[str, str] = schema.get("x-labels", {})
    if labels and "enum" in schema:
        found["enumDescriptions"] = [labels.get(str(value), "") for value in schema["enum"]]
    return found


def _inner(key: str, value: Any, language: str) -> Any:
    if key == "properties":
        return {name: _said(one, language) for name, one in value.items() if "x-computed" not in one}
    if isinstance(value, dict):
        return _said(value, language)
    if isinstance(value, list):
        return [_said(one, language) if isinstance(one, dict) else one for one in value]
    return value
