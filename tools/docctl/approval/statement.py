"""A statement: one signed act over one revision, as JSON whose very bytes are signed."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import field
from dataclasses import fields
from typing import Any

from docctl.approval.signature.strict_json import NotStrict
from docctl.approval.signature.strict_json import read_object
from docctl.schema.formats import is_date

TYPE = "docctl/statement/v1"
NAMESPACE = "docctl.statement.v1"
MAX_BYTES = 65_536
USUAL_METHODS = ("ssh", "webauthn")  # what a policy allows that lists no methods
FIRST_YEAR, LAST_YEAR = 1900, 9998

_AT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z").fullmatch
_CLOCK = ((11, 24), (14, 60), (17, 60))
_CONTROL = re.compile(r"[\\\x00-\x1f\x7f]").search
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}").fullmatch
_OPTIONAL = frozenset({"effective_on", "reason", "on_behalf_of", "delegation", "evidence"})


class Malformed(ValueError):  # noqa: N818 - named for what it is
    """A statement file that is not one."""


@dataclass(frozen=True)
class Statement:
    """The fields of a statement; `files` maps names in the folder to digests."""

    repository: str
    record: str
    revision: str
    files: dict[str, str]
    transition: str
    meaning: str
    person: str
    name: str
    role: str
    at: str
    method: str
    seen: list[str]
    requires: list[str]
    policy: int
    tool: str
    effective_on: str | None = None
    reason: str | None = None
    on_behalf_of: str | None = None
    delegation: str | None = None
    evidence: list[str] = field(default_factory=list)

    def to_bytes(self) -> bytes:
        """The bytes that are stored and signed."""
        given = {
            name: value for name, value in asdict(self).items() if value not in (None, []) or name not in _OPTIONAL
        }
        return (json.dumps({"type": TYPE, **given}, ensure_ascii=False, indent=1) + "\n").encode()


def digest(data: bytes) -> str:
    """What a statement says of some bytes: `sha256:…`."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def parse(data: bytes) -> Statement:
    """The statement that some bytes hold; raises `Malformed` for anything else."""
    if len(data) > MAX_BYTES:
        raise Malformed(f"more than {MAX_BYTES} bytes")
    try:
        given = read_object(data)
    except NotStrict as error:
        raise Malformed(str(error)) from None
    if given.pop("type", None) != TYPE:
        raise Malformed(f"its type is not {TYPE}")
    _check_names(given)
    _check_values(given)
    return Statement(**given)


def _check_names(given: dict[str, Any]) -> None:
    known = {f.name for f in fields(Statement)}
    unknown = sorted(set(given) - known)
    missing = sorted(known - set(given) - _OPTIONAL)
    if unknown or missing:
        raise Malformed(f"field {(unknown or missing)[0]} is {'unknown' if unknown else 'missing'}")


def _check_values(given: dict[str, Any]) -> None:
    lists, numbers = {"seen", "requires", "evidence"}, {"policy"}
    for name, value in given.items():
        if name == "files":
            right = isinstance(value, dict) and bool(value) and all(map(_is_digest, value.values()))
            right = right and all(map(_is_name, value))
        elif name in lists:
            right = isinstance(value, list) and all(isinstance(v, str) and v for v in value)
        elif name in numbers:
            right = isinstance(value, int) and not isinstance(value, bool) and value > 0
        else:
            right = isinstance(value, str) and bool(value)
        if not right:
            raise Malformed(f"field {name} has no allowed value")
    _check_forms(given)


def _check_forms(given: dict[str, Any]) -> None:
    if not _is_moment(given["at"]) or not all(map(_is_digest, (*given["seen"], *given.get("evidence", ())))):
        raise Malformed("at is a UTC moment to the second, seen and evidence are sha256 digests")
    if "effective_on" in given and not _is_day(given["effective_on"]):
        raise Malformed("effective_on is a day")
    if "delegation" in given and "on_behalf_of" not in given:
        raise Malformed("a delegation names on whose behalf")


def _is_name(name: str) -> bool:
    """Whether a file of this name lies inside the folder: `X.md`, `X.files/scan.pdf`."""
    return all(step not in {"", ".", ".."} for step in name.split("/")) and not _CONTROL(name)


def _is_moment(text: str) -> bool:
    return bool(_AT(text)) and _is_day(text[:10]) and all(int(text[at : at + 2]) < end for at, end in _CLOCK)


def _is_day(text: str) -> bool:
    """Whether a text is a day that exists; a year from 1900 on, so that no time zone leads out of the calendar."""
    return is_date(text) and FIRST_YEAR <= int(text[:4]) <= LAST_YEAR


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and bool(_DIGEST(value))
