"""Which entries of a person's keys are meant by a fingerprint, or by nothing said where one key is in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.approval.signature.keys import UnusableKey
from docctl.approval.signature.keys import fingerprint
from docctl.approval.signature.keys import parse_public_line
from docctl.approval.trust.enrolment import COMPROMISE
from docctl.cli.terminal import Trouble
from docctl.violation import Text

if TYPE_CHECKING:
    from docctl.library import Record


def meant(record: Record, wanted: str | None, step: str) -> list[int]:
    """Every entry of the key that has this fingerprint or beginning of it, as far as the step has not ended it yet."""
    entries = record.data.get("keys", ())
    names = [_name(entry["key"]) for entry in entries]
    # A key that was retired may yet turn out to have leaked.
    ended = {"compromised_on"} if step == COMPROMISE and wanted is not None else {"retired_on", "compromised_on"}
    still = [index for index, entry in enumerate(entries) if not entry.keys() & ended and _fits(names[index], wanted)]
    count = len({names[index] for index in still})
    if count == 1:
        return still
    known = ", ".join(dict.fromkeys(names)) or "—"
    raise Trouble(
        Text(
            f"{record.id} has {count} such keys in use: name one",
            f"{record.id} 有 {count} 个符合且仍在使用的密钥，请指明其中一个",
        ),
        Text(f"there are {known}", f"现有密钥：{known}"),
    )


def _name(key: str) -> str:
    try:
        return fingerprint(parse_public_line(key))
    except UnusableKey:
        return key


def _fits(name: str, wanted: str | None) -> bool:
    return not wanted or name.removeprefix("SHA256:").startswith(wanted.removeprefix("SHA256:"))
