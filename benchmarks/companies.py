"""The example company's own records, and copies of its business: every type, in the share that it has there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpus import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping

# There is one of each in a company: its people and documents with what hangs on them, and what is unique for a period.
ONCE = frozenset({
    "acknowledgement", "approvals", "backup-record", "controlled-document", "delegation", "department",
    "destruction-record", "distribution-list", "document-change-request", "management-review-input",
    "periodic-review", "permission-review", "person", "record-form",
})  # fmt: skip
# Copies of the company's own documents among the distribution records.
_OF_DOCUMENTS = "records/distribution-record/HM-"
_LAST_NUMBER = re.compile(r"([0-9]+)(?=[^0-9]*$)")
_NAMED = ("records/customer/", "records/external-document/EXT-1-")
_NAME = re.compile(r"^name: (.+)$", re.MULTILINE)


def files(records: int) -> dict[str, bytes]:
    """The files of a library of about so many records: the company once, its business as often as it takes."""
    own = _own()
    business = {path: data.decode() for path, data in own.items() if _is_business(path) and not _is_destroyed(data)}
    found, copy = dict(own), 0
    while sum(map(is_record, found)) < records:
        copy += 1
        found |= _copied(business, copy)
    return found


def is_record(path: str) -> bool:
    """Whether a file is a record, not one that belongs to it."""
    return path.split("/")[1] != "approvals" and ".files/" not in path


def _is_business(path: str) -> bool:
    return path.split("/")[1] not in ONCE and not path.startswith(_OF_DOCUMENTS)


def _is_destroyed(data: bytes) -> bool:
    """Whether only a tombstone is left, or an entry that says so: the one destruction named it by its number."""
    return b"\ndestroyed:\n" in data or b"\nstatus: destroyed\n" in data


@cache
def _own() -> dict[str, bytes]:
    paths = (path for path in sorted((ROOT / "records").rglob("*")) if path.is_file())
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}


def _copied(business: Mapping[str, str], copy: int) -> dict[str, bytes]:
    """Every record anew under another number, of customers and laws of another name."""
    renamed = _renamed((Path(path).stem for path in business if is_record(path)), copy)
    names = sorted({n for path, text in business.items() if path.startswith(_NAMED) for n in _NAME.findall(text)})
    return {renamed(path): _unlike(renamed(text), names, copy) for path, text in business.items()}


def _unlike(text: str, names: list[str], copy: int) -> bytes:
    """A text whose names, registration numbers and shelf differ from those of the company."""
    for name in names:
        text = text.replace(name, f"{name}{copy}号")
    return text.replace("DEMX", f"D{copy:03d}").replace("\nfonds: HM\n", f"\nfonds: HM{copy}\n").encode()


def _renamed(ids: Iterable[str], copy: int) -> Callable[[str], str]:
    """How a text reads in a copy: its numbers, and those that are made of them, are the copy's own."""
    given = {id_.removeprefix("PACK-") for id_ in ids}
    bounded = {id_: re.compile(rf"(?<![A-Z0-9]){re.escape(id_)}(?![0-9])") for id_ in given}
    made = {id_ for id_ in given for other, part in bounded.items() if id_ != other and part.search(id_)}
    found = re.compile("|".join(bounded[id_].pattern for id_ in sorted(given - made)))
    return lambda text: found.sub(lambda match: _LAST_NUMBER.sub(rf"{copy}\1", match[0]), text)
