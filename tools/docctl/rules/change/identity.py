"""What stays of a record whatever changes: that it is there, its id, its type, the day it was made."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from docctl.library.library import APPROVALS
from docctl.library.library import ROOT
from docctl.rules.change import codes
from docctl.rules.change.states import status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.library import Record
    from docctl.rules.change.context import ChangeContext
    from docctl.snapshot import Snapshot
    from docctl.violation import Violation

_FILES = ".files/"
_KEPT = ("R-034",)
_SAME = ("R-035",)
_DEPTH = 4  # records/approvals/<id>/<revision>


def record_losses(context: ChangeContext) -> Iterator[Violation]:
    """Each record that is gone, or goes by another number now."""
    removed = context.change.removed
    twins = {_but_id(new): new for new in context.change.added} if removed else {}
    for old in removed:
        twin = twins.get(_but_id(old)) if old.data else None
        if twin is not None:
            yield twin.at(("id",), codes.RECORD_RENUMBERED, sources=_SAME, value=old.id, new=twin.id)
        else:
            title = old.type.title
            yield codes.RECORD_GONE.at(old.path, record=old.id, sources=_KEPT, value=old.id, type=title)


def _but_id(record: Record) -> tuple[str, str, str | None]:
    """What a record says of its matter: equal for the same record under another number."""
    return record.type.slug, json.dumps({**record.data, "id": ""}, sort_keys=True), record.document.body


def attachment_changes(context: ChangeContext) -> Iterator[Violation]:
    """Each attachment that is gone, its bytes too, from a record that is no draft any more."""
    before, after = context.before.library, context.after.library
    for path in before.snapshot.paths(ROOT):
        if _FILES not in path or path.startswith(APPROVALS) or path in after.snapshot:
            continue
        owner = path.partition(_FILES)[0].rpartition("/")[2]
        old, new = before.get(owner), after.get(owner)
        if old is None or new is None or new.is_destroyed or _is_open(context, old):
            continue
        if before.snapshot.oid(path) not in _kept(after.snapshot, new):
            name = path.partition(_FILES)[2]
            yield codes.ATTACHMENT_GONE.at(path, record=owner, sources=_KEPT, value=name, owner=owner)


def _is_open(context: ChangeContext, record: Record) -> bool:
    """Whether a record is being written; what was signed lies in the folder of its statements."""
    check = context.before.lifecycle_of(record)
    if check is None:
        return record.type.slug in context.before.approvals.judges
    return check.bound.lifecycle.is_open(status(record.data))


def _kept(snapshot: Snapshot, record: Record) -> set[str]:
    folder = record.path.rpartition("/")[0]
    places = (f"{folder}/{record.id}{_FILES}", f"{APPROVALS}{record.id}/")
    return {snapshot.oid(path) for place in places for path in snapshot.paths(place)}


def statement_losses(context: ChangeContext) -> Iterator[Violation]:
    """Each folder of statements that is gone although its document is still there."""
    before, after = (_folders(check.library.snapshot) for check in (context.before, context.after))
    lost = {record.id for record in context.change.removed}
    for folder in sorted(before - after):
        owner = folder.removeprefix(APPROVALS).split("/")[0]
        record = context.after.library.get(owner)
        if owner not in lost and not (record is not None and record.is_destroyed):
            yield codes.STATEMENTS_GONE.at(folder, record=owner, sources=_KEPT, value=folder)


def _folders(snapshot: Snapshot) -> set[str]:
    places = (path.split("/") for path in snapshot.paths(APPROVALS))
    return {"/".join(steps[:_DEPTH]) for steps in places if len(steps) > _DEPTH}


def identity_changes(context: ChangeContext) -> Iterator[Violation]:
    """Each record that is of another type now, or was made on another day."""
    for old, new in context.change.changed:
        if not new.data or new.is_destroyed or old.is_destroyed:
            continue
        if old.type.slug != new.type.slug:
            yield new.at(("type",), codes.TYPE_CHANGED, sources=_SAME, value=old.type.title, new=new.type.title)
        day, stated = old.data.get("created_on"), new.data.get("created_on")
        if day is not None and stated != day:
            yield new.at(("created_on",), codes.CREATED_CHANGED, sources=_SAME, value=day, new=stated or "-")
