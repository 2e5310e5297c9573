"""The example company's own records, and copies of its business: every type, in the share that it has there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpus import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

# There is one of each in a company: its people and documents with what hangs on them, and what is unique for a period.
ONCE = frozenset({
    "acknowledgement", "approvals", "backup-record", "controlled-document", "delegation", "department",
    "destruction-record", "distribution-list", "distribution-record", "document-change-request",
    "management-review-input", "periodic-review", "permission-review", "person", "record-form",
})  # fmt: skip
_LAST_NUMBER = re.compile(r"([0-9]+)(?=[^0-9]*$)")
_NAME = re.compile(r"^name: (.+)$", re.MULTILINE)


def files(records: int) -> dict[str, bytes]:
    """The files of a library of about so many records: the company once, its business as often as it takes."""
    own = _own()
    business = {path: data for path, data in own.items() if path.split("/")[1] not in ONCE}
    found, copy = dict(own), 0
    while sum(map(is_record, found)) < records:
        copy += 1
        found |= _copied(business, copy)
    return found


def is_record(path: str) -> bool:
    """Whether a file is a record, not one that belongs to it."""
    return path.split("/")[1] != "approvals" and ".files/" not in path


@cache
def _own() -> dict[str, bytes]:
    paths = (path for path in sorted((ROOT / "records").rglob("*")) if path.is_file())
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}


def _copied(business: Mapping[str, bytes], copy: int) -> dict[str, bytes]:
    """Every record anew under another number, of customers of another name."""
    renamed = _renamed(frozenset(Path(path).stem for path in business if is_record(path)), copy)
    names = sorted((n for path, data in business.items() if "/customer/" in path for n in _NAME.findall(data.decode())))
    return {renamed(path): _text(renamed(data.decode()), names, copy) for path, data in business.items()}


def _text(text: str, names: list[str], copy: int) -> bytes:
    for name in names:
        text = text.replace(name, f"{name}{copy}号")
    return text.replace("DEMX", f"D{copy:03d}").encode()


def _renamed(ids: frozenset[str], copy: int) -> Callable[[str], str]:
    """How a text reads in a copy: its numbers, and those that are made of them, are the copy's own."""
    found = re.compile("|".join(rf"(?<![A-Z0-9]){re.escape(id_)}(?![0-9])" for id_ in sorted(ids, key=len)))
    return lambda text: found.sub(lambda match: _LAST_NUMBER.sub(rf"{copy}\1", match[0]), text)
