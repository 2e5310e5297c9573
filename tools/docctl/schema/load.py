"""Files under schemas/ -> `Schemas`, with everything that is wrong in them."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any

from docctl.reader import read
from docctl.schema import codes
from docctl.schema.inline import inline
from docctl.schema.metaschema import MAX_SCHEMA_BYTES
from docctl.schema.metaschema import check_file
from docctl.schema.parameters import BEGINNING
from docctl.schema.parameters import Parameters
from docctl.schema.record_type import Raw
from docctl.schema.record_type import RecordType
from docctl.violation import Stop
from docctl.violation import Text

if TYPE_CHECKING:
    from docctl.reader import Document
    from docctl.snapshot import Snapshot
    from docctl.violation import Violation

ROOT = "schemas/"
_SINGLE = {
    "schemas/common.yaml": "common",
    "schemas/parameters.yaml": "parameters",
    "schemas/roles.yaml": "roles",
    "schemas/policy.yaml": "policy",
}
_FOLDERS = {"schemas/types/": "type", "schemas/lifecycles/": "lifecycle", "schemas/registers/": "register"}
_EMPTY_COMMON: dict[str, Any] = {"properties": {}, "required": [], "x-signoffs": {}}


@dataclass
class Schemas:
    """Everything under schemas/, read and checked; files that are wrong are left out."""

    parameters: Parameters = field(default_factory=lambda: Parameters({}))
    roles: dict[str, Any] = field(default_factory=dict)
    departments: dict[str, Any] = field(default_factory=dict)
    policy: dict[str, Any] = field(default_factory=dict)
    types: dict[str, RecordType] = field(default_factory=dict)
    lifecycles: dict[str, Document] = field(default_factory=dict)
    registers: dict[str, Document] = field(default_factory=dict)
    common_rules: tuple[Raw, ...] = ()
    common_dues: tuple[Raw, ...] = ()
    stated: tuple[Raw, ...] = ()

    @property
    def profiles(self) -> frozenset[str]:
        """The profiles the company uses: they decide which types and rules are active."""
        return frozenset(self.parameters.at("9999-12-31").get("profiles", ()))

    def active(self, data: dict[str, Any]) -> bool:
        """Whether something marked `x-profile` is used by this company."""
        wanted = data.get("x-profile")
        return wanted is None or not self.profiles.isdisjoint(wanted)


def load_schemas(snapshot: Snapshot) -> tuple[Schemas, list[Violation]]:
    """The schemas of a snapshot and what is wrong with them."""
    documents, problems = _read_all(snapshot)
    schemas = Schemas()
    _load_single_files(schemas, documents, problems)
    _load_lifecycles(schemas, documents, problems)
    _load_types(schemas, documents, problems)
    _load_registers(schemas, documents, problems)
    problems += _stray_references(schemas)
    problems += _repeated_ids(schemas)
    return schemas, problems


def _read_all(snapshot: Snapshot) -> tuple[dict[str, Document], list[Violation]]:
    documents: dict[str, Document] = {}
    problems: list[Violation] = []
    paths = [path for path in snapshot.paths(ROOT) if _kind(path)]
    for path, source in snapshot.read_all(paths).items():
        document, found = read(path, source, limit=MAX_SCHEMA_BYTES)
        if document is not None:
            found = [*found, *check_file(_kind(path), document)]
            if not found:
                documents[path] = document
        problems += found
    return documents, problems


def _kind(path: str) -> str:
    folder, _, name = path.rpartition("/")
    if not name.endswith(".yaml"):
        return ""
    return _SINGLE.get(path) or _FOLDERS.get(folder + "/", "")


def _load_single_files(schemas: Schemas, documents: dict[str, Document], problems: list[Violation]) -> None:
    if document := documents.get("schemas/parameters.yaml"):
        problems += _parameter_problems(document)
        schemas.parameters = Parameters(document.data)
    if document := documents.get("schemas/roles.yaml"):
        schemas.roles = document.data["roles"]
        schemas.departments = document.data["departments"]
    if document := documents.get("schemas/policy.yaml"):
        schemas.policy = document.data


def _parameter_problems(document: Document) -> list[Violation]:
    names = set(document.data)
    parents = {".".join(name.split(".")[:length]) for name in names for length in range(1, name.count(".") + 1)}
    problem = Text("is a value and a group of values at once", "既是一个值又是一组值")
    return [
        codes.SCHEMA_PARAMETER.at(document.path, document.position((name,)), value=name, problem=problem)
        for name in sorted(names & parents)
    ]


def _in_folder(documents: dict[str, Document], folder: str) -> list[Document]:
    return [document for path, document in sorted(documents.items()) if path.startswith(folder)]


def _stem(document: Document) -> str:
    return document.path.rpartition("/")[2].removesuffix(".yaml")


def _load_lifecycles(schemas: Schemas, documents: dict[str, Document], problems: list[Violation]) -> None:
    del problems
    for document in _in_folder(documents, "schemas/lifecycles/"):
        schemas.lifecycles[_stem(document)] = document
        schemas.stated += _raws(document, "x-stated")


def _load_registers(schemas: Schemas, documents: dict[str, Document], problems: list[Violation]) -> None:
    for document in _in_folder(documents, "schemas/registers/"):
        if not _named(document, "id", problems) or not schemas.active(document.data):
            continue
        wanted = document.data["rows"]["type"]
        if wanted in schemas.types:
            schemas.registers[document.data["id"]] = document
        else:
            problems.append(codes.SCHEMA_TYPE.at(document.path, document.position(("rows", "type")), value=wanted))


def _named(document: Document, key: str, problems: list[Violation]) -> bool:
    stated = document.data[key]
    if stated == _stem(document):
        return True
    place = document.position((key,))
    problems.append(codes.SCHEMA_NAME.at(document.path, place, value=_stem(document), stated=stated))
    return False


def _load_types(schemas: Schemas, documents: dict[str, Document], problems: list[Violation]) -> None:
    common = documents.get("schemas/common.yaml")
    envelope = common.data if common is not None else _EMPTY_COMMON
    try:
        definitions = (
            inline(envelope.get("$defs", {}), envelope.get("$defs", {}), {}, common, ("$defs",)) if common else {}
        )
        parts = (
            {
                key: inline(envelope[key], envelope.get("$defs", {}), {}, common, (key,))
                for key in ("properties", "x-signoffs")
            }
            if common
            else dict(_EMPTY_COMMON)
        )
    except Stop as stop:
        problems.append(stop.violation)
        return
    if common is not None:
        schemas.common_rules, schemas.common_dues = _raws(common, "x-rules"), _raws(common, "x-due")
        schemas.stated += _raws(common, "x-stated")
    for document in _in_folder(documents, "schemas/types/"):
        if not _named(document, "x-type", problems) or not schemas.active(document.data):
            continue
        try:
            schemas.types[_stem(document)] = _type(schemas, document, definitions, parts, envelope["required"])
        except Stop as stop:
            problems.append(stop.violation)


def _raws(document: Document, key: str) -> tuple[Raw, ...]:
    return tuple(Raw(item, document, (key, index)) for index, item in enumerate(document.data.get(key, ())))


def _type(
    schemas: Schemas,
    document: Document,
    definitions: dict[str, Any],
    envelope: dict[str, Any],
    required: list[str],
) -> RecordType:
    raw = document.data
    own = inline(raw["properties"], raw.get("$defs", {}), definitions, document, ("properties",))
    lifecycle = _lifecycle(schemas, document)
    properties = dict(envelope["properties"])
    needed = [*required, *raw.get("required", ())]
    if lifecycle is None or lifecycle.data["kind"] == "field":
        properties |= envelope["x-signoffs"]
    if lifecycle is not None and lifecycle.data["kind"] == "field":
        properties["status"] = _status(lifecycle)
        needed.append("status")
    properties = {name: s for name, s in {**properties, **own}.items() if schemas.active(s)}
    properties["type"] = {**properties.get("type", {}), "const": raw["x-type"]}
    needed = [name for name in dict.fromkeys(needed) if name in properties and "x-computed" not in properties[name]]
    rest = {key: inline(raw[key], {}, {}, document, (key,)) for key in _CONDITIONS if key in raw}
    schema = {"type": "object", "properties": properties, "required": needed, "additionalProperties": False, **rest}
    return RecordType(
        raw["x-type"],
        document,
        Text(raw["title"], raw["x-zh"]),
        schema,
        raw.get("x-lifecycle"),
        tuple(rule for rule in _raws(document, "x-rules") if schemas.active(rule.data)),
        tuple(due for due in _raws(document, "x-due") if schemas.active(due.data)),
        _raws(document, "x-stated"),
    )


_CONDITIONS = ("oneOf", "anyOf", "allOf", "not", "if", "then", "else", "dependentRequired")


def _lifecycle(schemas: Schemas, document: Document) -> Document | None:
    name = document.data.get("x-lifecycle")
    if name is None:
        return None
    if name not in schemas.lifecycles:
        place = document.position(("x-lifecycle",))
        problem = Text("there is no such lifecycle file, or it is wrong", "没有这个生命周期文件，或文件有误")
        raise Stop(codes.SCHEMA_LIFECYCLE.at(document.path, place, value=name, problem=problem))
    return schemas.lifecycles[name]


def _status(lifecycle: Document) -> dict[str, Any]:
    states = lifecycle.data["states"]
    labels = {name: state["x-zh"] for name, state in states.items()}
    return {"type": "string", "enum": list(states), "title": "Status", "x-zh": "状态", "x-labels": labels}


def _stray_references(schemas: Schemas) -> list[Violation]:
    problems = []
    for record_type in schemas.types.values():
        for reference in record_type.references:
            for wanted in reference.schema["x-ref"]:
                if wanted not in schemas.types:
                    at = tuple(step for name in reference.path if name != "*" for step in ("properties", name))
                    place = record_type.document.position(at)
                    problems.append(codes.SCHEMA_TYPE.at(record_type.document.path, place, value=wanted))
    return problems


def _repeated_ids(schemas: Schemas) -> list[Violation]:
    seen: dict[tuple[str, str], str] = {}
    problems = []
    for raw in all_rules(schemas):
        key = (raw.data["id"], raw.data["slug"])
        place = f"{raw.document.path}:{raw.document.position(raw.at).line}"
        if key in seen:
            problems.append(
                codes.SCHEMA_TWICE.at(raw.document.path, raw.document.position(raw.at), value=key[0], other=seen[key]),
            )
        seen.setdefault(key, place)
    return problems


def all_rules(schemas: Schemas) -> list[Raw]:
    """Every rule, due item and stated rule of the schemas, in file order."""
    found = [*schemas.common_rules, *schemas.common_dues, *schemas.stated]
    for record_type in schemas.types.values():
        found += [*record_type.rules, *record_type.dues, *record_type.stated]
    return found
