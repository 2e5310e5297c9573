"""A company's schemas laid over the packaged ones that its policy keeps to."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING
from typing import Any

from docctl.packaged import SCHEMAS
from docctl.packaged import packaged_digest
from docctl.packaged import packaged_files
from docctl.reader import read
from docctl.schema import codes
from docctl.schema.files import PARAMETERS
from docctl.schema.files import POLICY
from docctl.schema.files import ROLES
from docctl.schema.metaschema import SCHEMA_BOUNDS
from docctl.violation import Stop
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.reader import Document
    from docctl.violation import Violation

EXTENDS, PREFIX = "x-extends", "docctl:"
# In these a company states only the entries that it changes.
_BY_ENTRY = frozenset({PARAMETERS, ROLES})
# Fields that a company does without are set to false.
_REMOVABLE = frozenset({"properties", "$defs"})
_RULES = frozenset({"x-rules", "x-due", "x-stated"})


def packaged_below(own: Mapping[str, bytes]) -> tuple[Mapping[str, bytes], list[Violation]]:
    """The packaged schemas beneath a company's own, and what is wrong with them; none where its policy names none."""
    policy = read(POLICY, own[POLICY], SCHEMA_BOUNDS)[0] if POLICY in own else None
    pinned = policy.data.get("packaged") if policy is not None else None
    if policy is None or pinned is None:
        return {}, []
    found = {path: data for path, data in packaged_files(SCHEMAS).items() if path != POLICY}
    if pinned == packaged_digest():
        return found, []
    place = policy.position(("packaged",))
    version = policy.data.get("docctl", "—")
    return found, [codes.SCHEMA_PACKAGED.at(POLICY, place, value=packaged_digest(), stated=pinned, version=version)]


def extended(document: Document, packaged: Mapping[str, bytes]) -> Document:
    """A file as it counts: with what it leaves to the packaged one that it changes; raises `Stop`."""
    base = packaged_document(document.path, packaged) if _extends(document, packaged) else None
    return document if base is None else document.holding(_laid_over(base.data, document.data))


def packaged_document(path: str, packaged: Mapping[str, bytes]) -> Document | None:
    """A packaged file as read, if there is one."""
    return read(path, packaged[path], SCHEMA_BOUNDS)[0] if path in packaged else None


def _extends(document: Document, packaged: Mapping[str, bytes]) -> bool:
    """Whether a file changes the packaged one of its name; raises `Stop` where it cannot."""
    if document.path in _BY_ENTRY:
        return document.path in packaged
    named = document.data.get(EXTENDS)
    if not isinstance(named, str):
        return False
    if named == PREFIX + str(document.data.get("x-type")) and document.path in packaged:
        return True
    problem = (
        Text("a file changes the packaged type that it is named after", "只能更改与本文件同名的随附类型")
        if packaged
        else Text("the policy keeps to no packaged types", "管理策略没有采用随附的记录类型")
    )
    place = document.position((EXTENDS,))
    raise Stop(codes.SCHEMA_EXTENDS.at(document.path, place, value=named, problem=problem))


def _laid_over(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The entries of both; where both have one, the company's changes the packaged one."""
    merged = {**base, **{name: _joined(name, base.get(name), value) for name, value in own.items()}}
    given = own.get("properties")
    if isinstance(given, dict) and isinstance(merged.get("required"), list):
        merged["required"] = [name for name in merged["required"] if given.get(name) is not False]
    return merged


def _joined(name: str, base: Any, own: Any) -> Any:
    if isinstance(base, dict) and isinstance(own, dict):
        merged = _laid_over(base, own)
        if name in _REMOVABLE:
            merged = {field: schema for field, schema in merged.items() if schema is not False or field not in base}
        return merged
    if isinstance(base, list) and isinstance(own, list):
        if name == "required":
            return list(dict.fromkeys(chain(own, base)))
        if name in _RULES:
            return _rules_joined(base, own)
    return own


def _rules_joined(base: list[Any], own: list[Any]) -> list[Any]:
    """The company's rules first, as its file places them, each over the packaged one of its id and slug."""
    left = {_rule_name(rule): rule for rule in base}
    first = [{**left.pop(_rule_name(rule), {}), **rule} if isinstance(rule, dict) else rule for rule in own]
    return [*first, *left.values()]


def _rule_name(rule: Any) -> tuple[Any, Any]:
    return (str(rule.get("id")), str(rule.get("slug"))) if isinstance(rule, dict) else (None, None)
