"""Which fields of a record changed: those of groups by name, items of lists by what identifies them, else by order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from docctl.history.edits import edits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.reader import PathInFile

Pair = tuple["int | None", "int | None"]


class FieldChange(NamedTuple):
    """A value that was changed, added (`old` is None) or removed (`new` is None); no record holds a null."""

    path: PathInFile
    old: Any
    new: Any


def field_changes(old: Any, new: Any, path: PathInFile = ()) -> Iterator[FieldChange]:
    """Each change from one value to another, as deep in it as both sides still have the same form."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in {**old, **new}:
            yield from field_changes(old.get(name), new.get(name), (*path, name))
    elif isinstance(old, list) and isinstance(new, list):
        for i, j in _pairs(old, new):
            before, after = None if i is None else old[i], None if j is None else new[j]
            yield from field_changes(before, after, (*path, i if j is None else j))  # type: ignore[arg-type] # not both are None
    elif old != new or isinstance(old, bool) is not isinstance(new, bool):
        yield FieldChange(path, old, new)


def _pairs(old: list[Any], new: list[Any]) -> list[Pair]:
    """Which item became which; those without a partner were removed or added."""
    key = _key(old, new)
    if key:
        places = {item[key]: i for i, item in enumerate(old)}
        kept = [i for item in new if (i := places.get(item[key])) is not None]
        if kept == sorted(kept):
            return _merged([(places.get(item[key]), j) for j, item in enumerate(new)], len(old))
    return list(_aligned(old, new))


def _key(old: list[Any], new: list[Any]) -> str:
    """The field that tells the items apart on both sides, and of such fields the one whose values changed least."""
    if not old or not new or not all(isinstance(item, dict) for item in (*old, *new)):
        return ""
    names = [name for name in old[0] if _identifies(name, old) and _identifies(name, new)]
    common = {name: len({item[name] for item in old} & {item[name] for item in new}) for name in names}
    best = max(names, key=lambda name: common[name], default="")
    return best if best and common[best] else ""


def _identifies(name: str, items: list[dict[str, Any]]) -> bool:
    values = [item.get(name) for item in items]
    return all(isinstance(value, str | int) for value in values) and len(set(values)) == len(values)


def _merged(pairs: list[Pair], old_size: int) -> list[Pair]:
    """The pairs in the order of the new list, each removed item before the one that stood behind it."""
    merged: list[Pair] = []
    done = 0
    for i, j in pairs:
        if i is not None:
            merged += [(removed, None) for removed in range(done, i)]
            done = i + 1
        merged.append((i, j))
    return [*merged, *((removed, None) for removed in range(done, old_size))]


def _aligned(old: list[Any], new: list[Any]) -> Iterator[Pair]:
    for edit in edits([_frozen(item) for item in old], [_frozen(item) for item in new]):
        before, after = range(len(old))[edit.old], range(len(new))[edit.new]
        shared = min(len(before), len(after))
        yield from zip(before, after, strict=False)
        yield from ((i, None) for i in before[shared:])
        yield from ((None, j) for j in after[shared:])


def _frozen(item: Any) -> str:
    return json.dumps(item, sort_keys=True, ensure_ascii=False)
