"""One commit as the server takes it: a head as git writes it, a clean message, made by the person who pushes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.guard import push_codes as codes
from docctl.guard.personal import number_problems
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator

    from docctl.guard.pusher import Pusher
    from docctl.violation import Violation

LONGEST_MESSAGE = 8_192
# Clocks of office computers differ by this much.
_LEEWAY = timedelta(minutes=10)
_SHORT = 12
_HEAD = re.compile(
    rb"tree [0-9a-f]+\n(?:parent [0-9a-f]+\n)*author [^\n]*\ncommitter [^\n]*\n"
    rb"(?:encoding [^\n]*\n)?(?:(?:gpgsig|gpgsig-sha256|mergetag) [^\n]*\n(?: [^\n]*\n)*)*"
).fullmatch
_STAMP = re.compile(r"(?P<name>[^<>\n]*) <(?P<mail>[^<>\n]*)> (?P<moment>[0-9]{1,11}) [+-][0-9]{4}").fullmatch
_ENCODING = re.compile(rb"\nencoding (?!(?i:utf-?8)\n)")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_FIELDS = Text("fields are missing, twice, or unknown", "字段缺失、重复或无法识别")
_STAMPS = Text("author or committer cannot be read", "作者或提交人无法识别")


class Stamp(NamedTuple):
    """Who and when, as a commit states it."""

    name: str
    mail: str
    moment: int


@dataclass(frozen=True)
class CommitRules:
    """What every new commit must keep; `pusher` is none where history made elsewhere is brought in whole."""

    now: datetime
    pusher: Pusher | None
    reserved: Collection[str] = ()

    def problems(self, oid: str, source: bytes) -> Iterator[Violation]:
        """What is wrong with a commit, given as git stores it."""
        place = oid[:_SHORT]
        head, gap, message = source.partition(b"\n\n")
        head += b"\n"
        if b"\0" in source:
            yield codes.COMMIT_NUL.at(place)
        elif not gap or not _HEAD(head):
            yield codes.COMMIT_HEADER.at(place, problem=_FIELDS)
        elif len(message) > LONGEST_MESSAGE:
            yield codes.COMMIT_MSG_TOO_LONG.at(place, size=len(message), limit=LONGEST_MESSAGE)
        elif _ENCODING.search(head) or not _is_utf8(source):
            yield codes.COMMIT_ENCODING.at(place)
        else:
            yield from self._text_problems(place, source.decode())
            yield from self._stamp_problems(place, head.decode())

    def text_problems(self, place: str, source: bytes) -> Iterator[Violation]:
        """What is wrong with the words of a tag, given as git stores it."""
        if not _is_utf8(source):
            yield codes.COMMIT_ENCODING.at(place)
        elif len(source) > LONGEST_MESSAGE:
            yield codes.COMMIT_MSG_TOO_LONG.at(place, size=len(source), limit=LONGEST_MESSAGE)
        else:
            yield from self._text_problems(place, source.decode())

    def _text_problems(self, place: str, text: str) -> Iterator[Violation]:
        for character in text:
            if character not in "\n\t" and unicodedata.category(character) in _INVISIBLE:
                yield codes.COMMIT_CONTROL.at(place, value=f"U+{ord(character):04X}")
                break
        yield from number_problems(text, place, reserved=self.reserved)

    def _stamp_problems(self, place: str, head: str) -> Iterator[Violation]:
        author, committer = stamp(head, "author"), stamp(head, "committer")
        if author is None or committer is None:
            yield codes.COMMIT_HEADER.at(place, problem=_STAMPS)
            return
        last = max(author.moment, committer.moment)
        if last > (self.now + _LEEWAY).timestamp():
            yield codes.COMMIT_FUTURE.at(place, value=_shown(last))
        if self.pusher is not None and committer.mail.casefold() != self.pusher.mail.casefold():
            yield codes.COMMIT_IDENTITY.at(place, value=committer.mail, person=self.pusher.id)


def stamp(head: str, field: str) -> Stamp | None:
    """Who and when a field of a head states; none for what git could not have written."""
    line = head.partition(f"\n{field} ")[2].partition("\n")[0]
    match = _STAMP(line)
    return Stamp(match["name"], match["mail"], int(match["moment"])) if match else None


def _is_utf8(source: bytes) -> bool:
    try:
        source.decode()
    except UnicodeDecodeError:
        return False
    return True


def _shown(moment: int) -> str:
    """A moment as people read it: eleven digits stay within the calendar."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d %H:%M UTC")
