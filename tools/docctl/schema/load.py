"""Files under schemas/ -> `Schemas`, with everything that is wrong in them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING
from typing import Any

from docctl.cache.kept import Kept
from docctl.cache.kept import packed
from docctl.cache.on_demand import OnDemand
from docctl.reader import read
from docctl.reader.stored import StoredDocument
from docctl.schema import codes
from docctl.schema.extends import extended
from docctl.schema.extends import packaged_below
from docctl.schema.extends import packaged_document
from docctl.schema.files import COMMON
from docctl.schema.files import LIFECYCLES
from docctl.schema.files import PARAMETERS
from docctl.schema.files import POLICY
from docctl.schema.files import REGISTERS
from docctl.schema.files import ROLES
from docctl.schema.files import ROOT
from docctl.schema.files import TYPES
from docctl.schema.files import kind_of
from docctl.schema.merge import Envelope
from docctl.schema.merge import merge
from docctl.schema.merge import raws
from docctl.schema.metaschema import SCHEMA_BOUNDS
from docctl.schema.metaschema import check_file
from docctl.schema.parameter_checks import parameter_problems
from docctl.schema.parameters import Parameters
from docctl.schema.record_type import ANY_TYPE
from docctl.schema.record_type import EACH
from docctl.schema.shape import Shape
from docctl.schema.site_files import load_site_files
from docctl.violation import Stop

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from docctl.reader import Document
    from docctl.schema.record_type import Raw
    from docctl.schema.record_type import RecordType
    from docctl.snapshot import Snapshot
    from docctl.violation import Violation

# Shelves of what an earlier check found right.
DOCUMENTS, READS = "schemas", "reads"


@dataclass
class Schemas:
    """Everything under schemas/, read and checked; files that are wrong are left out."""

    parameters: Parameters = field(default_factory=lambda: Parameters({}))
    roles: dict[str, Any] = field(default_factory=dict)
    departments: dict[str, Any] = field(default_factory=dict)
    policy: dict[str, Any] = field(default_factory=dict)
    marks: dict[str, Any] = field(default_factory=dict)
    search: dict[str, Any] = field(default_factory=dict)
    dashboard: dict[str, Any] = field(default_factory=dict)
    duties: dict[str, Any] = field(default_factory=dict)
    dossiers: dict[str, Any] = field(default_factory=dict)
    types: dict[str, RecordType] = field(default_factory=dict)
    lifecycles: dict[str, Document] = field(default_factory=dict)
    registers: dict[str, Document] = field(default_factory=dict)
    common_rules: tuple[Raw, ...] = ()
    common_dues: tuple[Raw, ...] = ()
    stated: tuple[Raw, ...] = ()
    every_profile: bool = False
    documents: dict[str, Document] = field(default_factory=dict)
    kept: Kept = field(default_factory=Kept)  # what was worked out before by just these schemas

    @property
    def profiles(self) -> frozenset[str]:
        """The profiles the company uses: they decide which types and rules are active."""
        return frozenset(self.parameters.at("9999-12-31").get("profiles", ()))

    @cached_property
    def reads_before(self) -> dict[str, list[str]] | None:
        """What all expressions read of each type, where an earlier check found nothing wrong with these schemas."""
        known = self.kept.shelf(READS)
        return {slug: json.loads(names) for slug, (_, names) in known.items()} if known else None

    def note_right(self, reads: Mapping[str, Iterable[str]]) -> None:
        """Keep that nothing is wrong with these schemas, and what all their expressions read of each type."""
        if self.reads_before is None:
            self.kept.put(DOCUMENTS, [(path, "", packed(one.data)) for path, one in self.documents.items()])
            self.kept.put(READS, [(slug, "", packed(sorted(names))) for slug, names in reads.items()])

    @cached_property
    def shapes(self) -> Mapping[str, Shape]:
        """The shape of each type, compiled once for all libraries of these schemas."""
        return OnDemand(self.types, lambda slug: Shape(self.types[slug]))

    def active(self, data: dict[str, Any]) -> bool:
        """Whether something marked `x-profile` is used by this company, or all is asked for."""
        wanted = data.get("x-profile")
        return self.every_profile or wanted is None or not self.profiles.isdisjoint(wanted)


def load_schemas(
    snapshot: Snapshot, *, every_profile: bool = False, folder: str | None = None
) -> tuple[Schemas, list[Violation]]:
    """The schemas of a snapshot and what is wrong with them; the same files give the same object.

    With `every_profile` also the types and rules of profiles that the company does not use. In `folder`, if one is
    given, what was worked out by these schemas is kept.
    """
    paths = [path for path in snapshot.paths(ROOT) if kind_of(path)]
    sources = tuple(snapshot.read_all(paths).items())
    schemas, problems = _loaded(sources, every_profile=every_profile, folder=folder)
    return schemas, list(problems)


# Two sides of a change, and commits that follow each other, mostly have the same schemas.
@lru_cache(maxsize=4)
def _loaded(
    sources: tuple[tuple[str, bytes], ...], *, every_profile: bool, folder: str | None
) -> tuple[Schemas, tuple[Violation, ...]]:
    packaged, problems = packaged_below(dict(sources))
    files = sorted({**packaged, **dict(sources)}.items())
    kept = Kept() if every_profile or problems else Kept.of(folder, files)
    schemas = Schemas(every_profile=every_profile, kept=kept)
    schemas.documents = documents = _read_before(files, kept) or _read_all(files, packaged, problems)
    _load_single_files(schemas, documents, problems)
    _load_lifecycles(schemas, documents)
    _load_types(schemas, documents, problems)
    _load_registers(schemas, documents, problems)
    problems += load_site_files(schemas, documents)
    _write_out_any_type(schemas)
    problems += _stray_references(schemas)
    problems += _repeated_ids(schemas)
    return schemas, tuple(problems)


def _read_before(sources: Iterable[tuple[str, bytes]], kept: Kept) -> dict[str, Document]:
    """The files as an earlier check read them and found them right."""
    given = dict(sources)
    return {path: StoredDocument(path, data, given) for path, (_, data) in kept.shelf(DOCUMENTS).items()}


def _read_all(
    sources: Iterable[tuple[str, bytes]], packaged: Mapping[str, bytes], problems: list[Violation]
) -> dict[str, Document]:
    documents: dict[str, Document] = {}
    for path, source in sources:
        document, found = _read_one(path, source, packaged)
        # Where a company's own file is wrong, the packaged one holds its place: nothing else is blamed for it.
        whole = document if not found else packaged_document(path, packaged)
        if whole is not None:
            documents[path] = whole
        problems += found
    return documents


def _read_one(path: str, source: bytes, packaged: Mapping[str, bytes]) -> tuple[Document | None, list[Violation]]:
    document, found = read(path, source, SCHEMA_BOUNDS)
    if document is None:
        return None, found
    try:
        document = extended(document, packaged)
    except Stop as stop:
        return None, [*found, stop.violation]
    return document, [*found, *check_file(kind_of(path), document)]


def _load_single_files(schemas: Schemas, documents: dict[str, Document], problems: list[Violation]) -> None:
    if document := documents.get(PARAMETERS):
        problems += parameter_problems(document)
        schemas.parameters = Parameters(document.data)
    if document := documents.get(ROLES):
        schemas.roles = document.data["roles"]
        schemas.departments = document.data["departments"]
    if document := documents.get(POLICY):
        schemas.policy = document.data


def _in_folder(documents: dict[str, Document], folder: str) -> list[Document]:
    return [document for path, document in sorted(documents.items()) if path.startswith(folder)]


def _stem(document: Document) -> str:
    return document.path.rpartition("/")[2].removesuffix(".yaml")


def _load_lifecycles(schemas: Schemas, documents: dict[str, Document]) -> None:
    for document in _in_folder(documents, LIFECYCLES):
        schemas.lifecycles[_stem(document)] = document
        schemas.stated += raws(document, "x-stated")


def _load_registers(schemas: Schemas, documents: dict[str, Document], problems: list[Violation]) -> None:
    for document in _in_folder(documents, REGISTERS):
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
    try:
        envelope = _load_common(schemas, documents.get(COMMON))
    except Stop as stop:
        problems.append(stop.violation)
        return
    for document in _in_folder(documents, TYPES):
        if not _named(document, "x-type", problems) or not schemas.active(document.data):
            continue
        try:
            schemas.types[_stem(document)] = merge(document, envelope, schemas.lifecycles, schemas.active)
        except Stop as stop:
            problems.append(stop.violation)


def _load_common(schemas: Schemas, common: Document | None) -> Envelope:
    if common is None:
        return Envelope()
    schemas.common_rules = tuple(rule for rule in raws(common, "x-rules") if schemas.active(rule.data))
    schemas.common_dues = tuple(due for due in raws(common, "x-due") if schemas.active(due.data))
    schemas.stated += raws(common, "x-stated")
    return Envelope.of(common)


def _write_out_any_type(schemas: Schemas) -> None:
    """`x-ref: ["*"]` becomes the list of all types, so that nobody else needs to know the star."""
    for record_type in schemas.types.values():
        for reference in record_type.references:
            if reference.schema["x-ref"] == [ANY_TYPE]:
                reference.schema["x-ref"] = list(schemas.types)


def _stray_references(schemas: Schemas) -> list[Violation]:
    problems = []
    for record_type in schemas.types.values():
        for reference in record_type.references:
            steps = [("items",) if name == EACH else ("properties", name) for name in reference.path]
            for index, wanted in enumerate(reference.schema["x-ref"]):
                if wanted not in schemas.types:
                    place = record_type.document.position((*chain.from_iterable(steps), "x-ref", index))
                    problems.append(codes.SCHEMA_TYPE.at(record_type.document.path, place, value=wanted))
    return problems


def _repeated_ids(schemas: Schemas) -> list[Violation]:
    seen: dict[tuple[str, str], Raw] = {}
    problems = []
    for raw in all_rules(schemas):
        key = (raw.data["id"], raw.data["slug"])
        first = seen.setdefault(key, raw)
        if first is not raw:
            other = f"{first.document.path}:{first.document.position(first.at).line}"
            place = raw.document.position(raw.at)
            problems.append(codes.SCHEMA_TWICE.at(raw.document.path, place, value=key[0], other=other))
    return problems


def all_rules(schemas: Schemas) -> list[Raw]:
    """Every rule, due item and stated rule of the schemas, in file order."""
    found = [*schemas.common_rules, *schemas.common_dues, *schemas.stated]
    for record_type in schemas.types.values():
        found += [*record_type.rules, *record_type.dues, *record_type.stated]
    return found
