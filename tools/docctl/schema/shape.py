"""Whether a record has the shape its type demands, said in words people know."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from docctl.reader import stem_of
from docctl.schema import codes
from docctl.schema import wording
from docctl.schema.formats import FORMATS
from docctl.schema.metaschema import pointer
from docctl.schema.record_type import values_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.reader import Document
    from docctl.reader import PathInFile
    from docctl.schema.record_type import RecordType
    from docctl.violation import Text
    from docctl.violation import Violation

_CONDITIONS = frozenset({"oneOf", "anyOf", "allOf", "not", "if", "then", "else", "contains"})


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
        found: list[Violation] = []
        if not self._validator.is_valid(document.data):
            for error in self._validator.iter_errors(document.data):
                found += self._violations(error, document)
        for field in self._scaled:
            for at, value in values_at(document.data, field.path):
                if _decimals(value) > field.schema["x-scale"]:
                    problem = wording.too_many_decimals(field.schema["x-scale"])
                    found.append(self._invalid(document, at, (), value, problem))
        return found

    def _violations(self, error: Any, document: Document) -> Iterator[Violation]:
        at, rule = tuple(error.instance_path), tuple(error.schema_path)
        if self._is_newer(document, (*at, error.kind.property) if error.kind.name == "required" else at):
            return
        if error.kind.name == "required":
            yield self._missing(document, (*at, error.kind.property), rule)
        elif error.kind.name == "additionalProperties":
            for unknown in error.kind.unexpected:
                yield self._unknown(document, (*at, unknown))
        else:
            yield self._invalid(document, at, rule, error.instance, self._problem(at, error))

    def _problem(self, at: PathInFile, error: Any) -> Text:
        """What is wrong; of another word for an allowed value, which value it is."""
        aliases = self.type.schema_at(at).get("x-aliases", {})
        meant = aliases.get(error.instance) if isinstance(error.instance, str) else None
        return wording.problem(error) if meant is None else wording.another_word(meant)

    def _is_newer(self, document: Document, at: PathInFile) -> bool:
        """Whether a property on the way came into use (`x-since`) after the day that dates the record."""
        day = str(document.data.get(self.type.date_field) or document.data.get("created_on") or "")
        steps = (self.type.schema_at(at[:length]) for length in range(1, len(at) + 1))
        return any(str(schema.get("x-since", "")) > day for schema in steps)

    def _missing(self, document: Document, at: PathInFile, rule: PathInFile) -> Violation:
        return codes.FIELD_MISSING.at(
            document.path,
            document.position(at[:-1]),
            pointer=pointer(at),
            record=self._id(document),
            sources=self._sources(at, rule),
            field=self.type.label(at),
            name=at[-1],
        )

    def _unknown(self, document: Document, at: PathInFile) -> Violation:
        code, top = codes.FIELD_UNKNOWN, str(at[0]) if len(at) == 1 else ""
        if top in self.type.computed:
            code = codes.DERIVED_FIELD
        elif top in self.type.unused:
            code = codes.FIELD_PROFILE
        return code.at(
            document.path,
            document.position(at, of_key=True),
            pointer=pointer(at),
            record=self._id(document),
            value=at[-1],
            field=self.type.label(at),
            slug=self.type.slug,
            profiles=", ".join(self.type.unused.get(top, ())),
        )

    def _invalid(self, document: Document, at: PathInFile, rule: PathInFile, value: Any, problem: Text) -> Violation:
        return codes.RECORD_INVALID.at(
            document.path,
            document.position(at),
            pointer=pointer(at),
            record=self._id(document),
            sources=self._sources(at, rule),
            field=self.type.label(at),
            value=value if isinstance(value, (str, int, float)) else "",
            problem=problem,
            type=self.type.title,
            slug=self.type.slug,
        )

    def _sources(self, at: PathInFile, rule: PathInFile) -> tuple[str, ...]:
        """The requirement ids on the nearest failing condition, property or type that has some."""
        found = _condition_sources(self.type.schema, rule)
        lengths = iter(range(len(at), 0, -1))
        while not found and (length := next(lengths, 0)):
            found = tuple(self.type.schema_at(at[:length]).get("x-sources", ()))
        return found or (() if at else self.type.sources)

    @staticmethod
    def _id(document: Document) -> str:
        return stem_of(document.path)


def stored_schema(record_type: RecordType) -> dict[str, Any]:
    """The schema as a validator judges files by it: without the computed fields."""
    properties = {name: s for name, s in record_type.schema["properties"].items() if "x-computed" not in s}
    return {**record_type.schema, "properties": properties}


def _decimals(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return 0
    return -int(Decimal(repr(value)).normalize().as_tuple().exponent)


def _condition_sources(schema: Any, rule: PathInFile) -> tuple[str, ...]:
    """The nearest requirement ids within the condition that the path of a failing keyword passes, if it passes one."""
    found: tuple[str, ...] = ()
    inside, before = False, ""
    for step in rule[:-1]:
        inside = inside or (before != "properties" and step in _CONDITIONS)
        schema, before = schema[step], str(step)
        if inside and isinstance(schema, dict):
            found = tuple(schema.get("x-sources", found))
    return found
