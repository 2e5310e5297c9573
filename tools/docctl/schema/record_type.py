"""A record type as the engine uses it: its closed schema and what the x- keywords of its fields say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from docctl.schema.formats import utc
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from docctl.reader import Document
    from docctl.reader import PathInFile

EACH = "*"
ANY_TYPE = "*"
FieldPath = tuple[str, ...]


class Raw(NamedTuple):
    """A rule, due item or statement as written: its data and where it stands."""

    data: dict[str, Any]
    document: Document
    at: PathInFile


class Field(NamedTuple):
    """A property that carries a keyword; `path` has `*` for each item of a list."""

    path: FieldPath
    schema: dict[str, Any]


@dataclass(frozen=True)
class RecordType:
    """One type of record, its schema with the envelope merged in."""

    slug: str
    document: Document
    title: Text
    schema: dict[str, Any]
    lifecycle: str | None
    rules: tuple[Raw, ...]
    dues: tuple[Raw, ...]
    stated: tuple[Raw, ...]
    # The fields of profiles that the company does not use, each with those profiles.
    unused: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def raw(self) -> dict[str, Any]:
        """The type file as written."""
        return self.document.data

    @property
    def properties(self) -> dict[str, Any]:
        """The schemas of the top-level fields, computed ones included."""
        return dict(self.schema["properties"])

    @property
    def date_field(self) -> str:
        """The field that dates a record of this type."""
        return str(self.raw.get("x-date", "created_on"))

    @property
    def is_markdown(self) -> bool:
        """Whether records of this type are Markdown files with front matter."""
        return "x-body" in self.raw

    @property
    def sources(self) -> tuple[str, ...]:
        """Requirement ids that the type as a whole answers."""
        return tuple(self.raw.get("x-sources", ()))

    @cached_property
    def path_template(self) -> str:
        """Where a record lives under records/<type>/, with {id}, {year} or {customer}."""
        return str(self.raw.get("x-path", "{id}.md" if self.is_markdown else "{id}.yaml"))

    @cached_property
    def path_pattern(self) -> re.Pattern[str]:
        """Matches a record path of this type; the group `id` is its id."""
        text = re.escape(f"records/{self.slug}/{self.path_template}")
        text = text.replace(r"\{year\}", "[0-9]{4}").replace(r"\{customer\}", "[A-Z0-9-]+")
        return re.compile(text.replace(r"\{id\}", "(?P<id>[^/]+)"))

    @cached_property
    def id_pattern(self) -> re.Pattern[str]:
        """Matches an id of this type."""
        return re.compile(self.raw["x-id"]["pattern"])

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field, nested ones included."""
        return tuple(_walk(self.schema["properties"], ()))

    def having(self, keyword: str) -> tuple[Field, ...]:
        """The fields whose schema has a keyword."""
        return tuple(field for field in self.fields if keyword in field.schema)

    @cached_property
    def computed(self) -> dict[str, str]:
        """Top-level computed fields and their expressions."""
        return {field.path[0]: field.schema["x-computed"] for field in self.having("x-computed")}

    @cached_property
    def references(self) -> tuple[Field, ...]:
        """The fields that hold ids of other records."""
        return self.having("x-ref")

    @cached_property
    def pinning(self) -> tuple[FieldPath, ...]:
        """The fields that name a file with its SHA-256."""
        return tuple(f.path for f in self.fields if {"path", "sha256"} <= f.schema.get("properties", {}).keys())

    @cached_property
    def conversions(self) -> tuple[Field, ...]:
        """The fields that expressions see in another form than the file: numbers, scaled numbers, moments."""
        return tuple(
            f for f in self.fields if f.schema.get("type") == "number" or f.schema.get("format") == "date-time"
        )

    def schema_at(self, path: Sequence[str | int]) -> dict[str, Any]:
        """The schema of the value at a path, or of its nearest known parent."""
        schema = self.schema
        for step in path:
            inner = schema.get("items") if isinstance(step, int) else schema.get("properties", {}).get(step)
            if inner is None:
                break
            schema = inner
        return schema

    def label(self, path: Sequence[str | int]) -> Text:
        """What people call the field at a path: Chinese label and field name."""
        while path and isinstance(path[-1], int):
            path = path[:-1]
        name = path[-1] if path else self.slug
        schema = self.schema_at(path)
        return Text(str(schema.get("title", name)), f"{schema.get('x-zh', '')} {name}".strip())


def _walk(properties: dict[str, Any], at: FieldPath) -> Iterator[Field]:
    for name, schema in properties.items():
        yield from _walk_schema(schema, (*at, name))


def _walk_schema(schema: dict[str, Any], at: FieldPath) -> Iterator[Field]:
    yield Field(at, schema)
    if "items" in schema:
        yield from _walk_schema(schema["items"], (*at, EACH))
    yield from _walk(schema.get("properties", {}), at)


def values_at(
    data: Any, path: FieldPath, at: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Each value of a record under a field path, with its exact place; absent ones are left out."""
    if not path:
        yield at, data
    elif path[0] == EACH:
        if isinstance(data, list):
            for index, item in enumerate(data):
                yield from values_at(item, path[1:], (*at, index))
    elif isinstance(data, dict) and path[0] in data:
        yield from values_at(data[path[0]], path[1:], (*at, path[0]))


def value_at(data: Any, path: Iterable[str | int]) -> Any:
    """The value at an exact place; none where the way ends before."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def put_value(data: Any, path: Sequence[str | int], value: Any) -> None:
    """Set the value at a place, with the groups and lists on the way to it; past the end of a list it is added."""
    for step, following in pairwise(path):
        empty: Any = [] if isinstance(following, int) else {}
        if isinstance(data, list):
            data.extend({} for _ in range(len(data), int(step) + 1))
            data = data[int(step)]
        else:
            data = data.setdefault(step, empty)
    if isinstance(data, list):
        data.append(value)
    else:
        data[path[-1]] = value


SCALE = 10_000


def converted(value: Any, schema: dict[str, Any]) -> Any:
    """A value as expressions see it: `x-scale` numbers as 1/10,000ths, other numbers as double, moments in UTC."""
    if schema.get("format") == "date-time":
        return utc(value)
    if "x-scale" in schema:
        return round(value * SCALE)
    return float(value)
