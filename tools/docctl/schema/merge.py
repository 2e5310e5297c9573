"""A type file with the envelope and its lifecycle merged in -> `RecordType`."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any

from docctl.schema import codes
from docctl.schema.inline import Definitions
from docctl.schema.inline import Inliner
from docctl.schema.record_type import Raw
from docctl.schema.record_type import RecordType
from docctl.violation import Stop
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping

    from docctl.reader import Document


# The field of the envelope in which a record says how long it is kept.
KEPT_UNTIL = "retention_until"


@dataclass(frozen=True)
class Envelope:
    """What common.yaml gives every type, written out."""

    definitions: Definitions = field(default_factory=dict)
    properties: Definitions = field(default_factory=dict)
    signoffs: Definitions = field(default_factory=dict)
    required: tuple[str, ...] = ()

    @classmethod
    def of(cls, common: Document) -> Envelope:
        """The envelope of a common.yaml; raises `Stop`."""
        raw = common.data
        inliner = Inliner(raw.get("$defs", {}), {}, common)
        return cls(
            inliner.properties(raw.get("$defs", {}), ("$defs",)),
            inliner.properties(raw["properties"], ("properties",)),
            inliner.properties(raw["x-signoffs"], ("x-signoffs",)),
            tuple(raw["required"]),
        )


def merge(
    document: Document,
    envelope: Envelope,
    lifecycles: Mapping[str, Document],
    active: Callable[[dict[str, Any]], bool],
) -> RecordType:
    """The record type of a type file, without what the company's profiles do not use; raises `Stop`."""
    raw = document.data
    inliner = Inliner(raw.get("$defs", {}), envelope.definitions, document)
    inliner.check_pattern(raw["x-id"], ("x-id",))
    lifecycle = _lifecycle(document, lifecycles)
    status = _status(lifecycle)
    signoffs = {} if lifecycle is not None and lifecycle.data["kind"] == "signed" else envelope.signoffs
    kept = _kept_until(raw, envelope.properties)
    fields = envelope.properties | kept | signoffs | status | inliner.properties(raw["properties"], ("properties",))
    required = (*envelope.required, *raw.get("required", ()), *status)
    return RecordType(
        raw["x-type"],
        document,
        Text(raw["title"], raw["x-zh"]),
        _closed(raw["x-type"], {name: s for name, s in fields.items() if active(s)}, required)
        | inliner.conditions(raw, ()),
        raw.get("x-lifecycle"),
        tuple(rule for rule in raws(document, "x-rules") if active(rule.data)),
        tuple(due for due in raws(document, "x-due") if active(due.data)),
        raws(document, "x-stated"),
        {name: tuple(s["x-profile"]) for name, s in fields.items() if not active(s)},
    )


def raws(document: Document, key: str) -> tuple[Raw, ...]:
    """The rules, due items or statements of a file with their places."""
    return tuple(Raw(item, document, (key, index)) for index, item in enumerate(document.data.get(key, ())))


def _lifecycle(document: Document, lifecycles: Mapping[str, Document]) -> Document | None:
    name = document.data.get("x-lifecycle")
    if name is None:
        return None
    if name not in lifecycles:
        place = document.position(("x-lifecycle",))
        problem = Text("there is no such lifecycle file, or it is wrong", "没有这个生命周期文件，或文件有误")
        raise Stop(codes.SCHEMA_LIFECYCLE.at(document.path, place, value=name, problem=problem))
    return lifecycles[name]


def _kept_until(raw: Mapping[str, Any], envelope: Definitions) -> Definitions:
    """The end of a retention that the type reckons from an event: none while that has not happened."""
    given = raw.get("x-retention", {})
    years = f"cfg.{given['parameter']}" if "parameter" in given else given.get("years")
    if years is None or KEPT_UNTIL not in envelope:
        return {}
    event = f"self.?{given['after']}.orValue('')"
    reckoned = f"{event} == '' ? '' : addYears({event}.split('T')[0], {years})"  # of a moment its day
    stored: dict[str, Any] = envelope[KEPT_UNTIL]
    labels: dict[str, Any] = {key: stored[key] for key in ("title", "x-zh") if key in stored}
    return {KEPT_UNTIL: {"x-computed": reckoned, "type": "string", **labels}}


def _status(lifecycle: Document | None) -> Definitions:
    """The field that stores the state, where it does not follow from signed statements."""
    if lifecycle is None or lifecycle.data["kind"] == "signed":
        return {}
    states = lifecycle.data["states"]
    labels = {name: state["x-zh"] for name, state in states.items()}
    return {
        "status": {"type": "string", "enum": list(states), "title": "Status", "x-zh": "状态", "x-labels": labels},
    }


def _closed(slug: str, fields: Definitions, required: Iterable[str]) -> dict[str, Any]:
    fields["type"] = {**fields.get("type", {}), "const": slug}
    stored = [name for name in dict.fromkeys(required) if name in fields and "x-computed" not in fields[name]]
    return {"type": "object", "properties": fields, "required": stored, "additionalProperties": False}
