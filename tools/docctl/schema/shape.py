"""Whether a record has the shape its type demands, said in words people know."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from docctl.schema import codes
from docctl.schema.formats import FORMATS
from docctl.schema.metaschema import pointer
from docctl.schema.record_type import values_at
from docctl.violation import Severity
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.reader import Document
    from docctl.reader import PathInFile
    from docctl.schema.record_type import RecordType
    from docctl.violation import Violation

_LIMITS = {
    "minLength": Text("is shorter than {limit} characters", "少于 {limit} 个字符"),
    "maxLength": Text("is longer than {limit} characters", "超过 {limit} 个字符"),
    "minimum": Text("is less than {limit}", "小于 {limit}"),
    "maximum": Text("is more than {limit}", "大于 {limit}"),
    "exclusiveMinimum": Text("is not more than {limit}", "应大于 {limit}"),
    "exclusiveMaximum": Text("is not less than {limit}", "应小于 {limit}"),
    "minItems": Text("has fewer than {limit} entries", "少于 {limit} 项"),
    "maxItems": Text("has more than {limit} entries", "超过 {limit} 项"),
}
_TYPES = {
    "string": Text("text (put it in quotes)", "文字（请加引号）"),
    "integer": Text("a whole number", "整数"),
    "number": Text("a number", "数字"),
    "boolean": Text("true or false", "true 或 false"),
    "array": Text("a list", "列表"),
    "object": Text("a group of fields", "一组字段"),
}
_FORMATS = {
    "date": Text("is not a day such as 2026-02-28", "不是 2026-02-28 这样的日期"),
    "date-time": Text("is not a moment such as 2026-02-28T09:30:00+08:00", "不是 2026-02-28T09:30:00+08:00 这样的时刻"),
    "duration": Text("is not a duration such as P3M", "不是 P3M 这样的时长"),
}


class Shape:
    """The compiled schema of one type."""

    def __init__(self, record_type: RecordType) -> None:
        """Keep the type; its schema is compiled when first used."""
        self.type = record_type

    @cached_property
    def _validator(self) -> Any:
        import jsonschema_rs  # noqa: PLC0415 - a third of a hook's time when nothing is to be judged

        return jsonschema_rs.validator_for(
            stored_schema(self.type),
            validate_formats=True,
            formats=dict(FORMATS),
            pattern_options=jsonschema_rs.RegexOptions(),
            offline=True,
        )

    @cached_property
    def _scaled(self) -> tuple[Any, ...]:
        return self.type.having("x-scale")

    def check(self, document: Document) -> list[Violation]:
        """What is wrong with the shape of a record of this type."""
        found = []
        if not self._validator.is_valid(document.data):
            for error in self._validator.iter_errors(document.data):
                found += self._violations(error, document)
        for field in self._scaled:
            for at, value in values_at(document.data, field.path):
                found += self._scale(document, at, value, field.schema["x-scale"])
        return found

    def _scale(self, document: Document, at: PathInFile, value: Any, scale: int) -> Iterator[Violation]:
        if isinstance(value, (int, float)) and -int(Decimal(repr(value)).normalize().as_tuple().exponent) > scale:
            yield self._invalid(document, at, Text(f"has more than {scale} decimals", f"小数超过 {scale} 位"), value)

    def _violations(self, error: Any, document: Document) -> Iterator[Violation]:
        at = tuple(error.instance_path)
        name = error.kind.name
        if name == "required":
            yield self._missing(document, (*at, error.kind.property), tuple(error.schema_path))
        elif name == "additionalProperties":
            for unknown in error.kind.unexpected:
                yield self._unknown(document, (*at, unknown))
        elif name in {"anyOf", "oneOf"} and getattr(error.kind, "context", None):
            yield self._alternatives(error, document, at)
        else:
            yield self._invalid(document, at, _problem(error), error.instance)

    def _alternatives(self, error: Any, document: Document, at: PathInFile) -> Violation:
        first = [branch[0] for branch in error.kind.context if branch]
        names = [getattr(branch.kind, "property", "") for branch in first]
        if all(names):
            problem = Text(f"needs one of {', '.join(names)}", f"需要填写其中之一：{'、'.join(names)}")
        else:
            problem = Text("fits none of the allowed forms", "不符合任何一种允许的形式")
        return self._invalid(document, at, problem, "")

    def _missing(self, document: Document, at: PathInFile, schema_path: tuple[str | int, ...]) -> Violation:
        sources = self._sources(at, schema_path)
        place = document.position(at[:-1])
        return codes.FIELD_MISSING.at(
            document.path,
            place,
            pointer=pointer(at),
            record=self._id(document),
            sources=sources,
            field=self.type.label(at),
            name=at[-1],
        )

    def _unknown(self, document: Document, at: PathInFile) -> Violation:
        place = document.position(at, of_key=True)
        computed = len(at) == 1 and at[0] in self.type.computed
        code = codes.DERIVED_FIELD if computed else codes.FIELD_UNKNOWN
        return code.at(
            document.path,
            place,
            pointer=pointer(at),
            record=self._id(document),
            value=at[-1],
            field=self.type.label(at),
            slug=self.type.slug,
        )

    def _invalid(self, document: Document, at: PathInFile, problem: Text, value: Any) -> Violation:
        return codes.RECORD_INVALID.at(
            document.path,
            document.position(at),
            pointer=pointer(at),
            record=self._id(document),
            sources=self._sources(at, ()),
            severity=Severity.ERROR,
            field=self.type.label(at),
            value=value if isinstance(value, (str, int, float)) else "",
            problem=problem,
            type=self.type.title,
            slug=self.type.slug,
        )

    def _sources(self, at: PathInFile, schema_path: tuple[str | int, ...]) -> tuple[str, ...]:
        """The requirement ids on the nearest failing keyword, property or type that has some."""
        schema: Any = self.type.schema
        found: tuple[str, ...] = ()
        for step in schema_path[:-1]:
            schema = schema[step] if isinstance(schema, list) else schema.get(step, {})
            found = tuple(schema.get("x-sources", found)) if isinstance(schema, dict) else found
        if found:
            return found
        for length in range(len(at), 0, -1):
            found = tuple(self.type.schema_at(at[:length]).get("x-sources", ()))
            if found:
                return found
        return ()

    @staticmethod
    def _id(document: Document) -> str:
        return document.path.rpartition("/")[2].rpartition(".")[0]


def stored_schema(record_type: RecordType) -> dict[str, Any]:
    """The schema as a validator judges files by it: without the computed fields."""
    properties = {name: s for name, s in record_type.schema["properties"].items() if "x-computed" not in s}
    return {**record_type.schema, "properties": properties}


def _problem(error: Any) -> Text:
    kind = error.kind
    if kind.name in _LIMITS:
        return _LIMITS[kind.name].fill(limit=kind.limit)
    if kind.name == "type":
        names = kind.types if hasattr(kind, "types") else [kind.value]
        wanted = [_TYPES.get(str(name), Text(str(name), str(name))) for name in names]
        return Text("is not " + " or ".join(t.en for t in wanted), "应为" + "或".join(t.zh for t in wanted))
    if kind.name == "enum":
        options = ", ".join(str(option) for option in kind.options)
        return Text(f"is none of: {options}", f"不在可选值之内：{options}")
    if kind.name == "format":
        return _FORMATS[kind.format]
    if kind.name == "pattern":
        return Text(f"does not match {kind.pattern}", f"不符合格式 {kind.pattern}")
    if kind.name == "const":
        return Text(f"must be {kind.expected_value}", f"必须是 {kind.expected_value}")
    if kind.name == "uniqueItems":
        return Text("names something twice", "有重复的项")
    return Text(error.message, f"不符合要求（{error.message}）")
