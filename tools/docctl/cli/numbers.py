"""`docctl numbers`: numbers that were given away and name no record that counts, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from docctl.cli import options
from docctl.cli import words
from docctl.cli.session import Session
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import print_json
from docctl.cli.terminal import print_table
from docctl.cli.terminal import say
from docctl.violation import Text
from docctl.writing.numbers import reservations

if TYPE_CHECKING:
    from docctl.writing.numbers import Reservation

_TITLES = {
    "en": ("number", "type", "reserved by", "at", "why"),
    "zh": ("编号", "类型", "预留人", "时间", "说明"),
}
_NO_RECORD = Text("no record here has it", "尚无对应记录")


class Gap(NamedTuple):
    """A number without a record that counts."""

    reservation: Reservation
    state: str
    why: Text

    def as_json(self) -> dict[str, Any]:
        """The shape of `numbers --format json`."""
        number, slug, person, at, _ = (getattr(self.reservation, name) for name in _FIELDS)
        return {
            "number": number, "type": slug, "person": person, "at": at,
            "state": self.state, "why": {"en": self.why.en, "zh": self.why.zh},
        }  # fmt: skip


_FIELDS = ("number", "type", "person", "at", "replaces")


@words.command(examples=("docctl numbers", "docctl numbers customer"))
@options.output_format("table", "json")
@words.argument("slug", Text("TYPE", "类型"), required=False)
def command(shape: str, slug: str | None) -> None:
    """List the gaps in the numbers, each with who reserved it and what became of it."""
    session = Session.start()
    wanted = None if slug is None else session.record_type(slug).slug
    gaps = [gap for gap in gaps_of(session) if wanted in {None, gap.reservation.type}]
    language = chosen_language()
    if shape == "json":
        print_json([gap.as_json() for gap in gaps])
    elif gaps:
        types = session.schemas.types
        rows = []
        for gap in gaps:
            known = types.get(gap.reservation.type)
            title = gap.reservation.type if known is None else known.title.get(language)
            row = (gap.reservation.number, title, gap.reservation.person, gap.reservation.at, gap.why.get(language))
            rows.append(row)
        print_table(_TITLES[language], rows)
    else:
        say(Text("every reserved number has its record", "所有预留编号都有对应记录"))


def gaps_of(session: Session) -> list[Gap]:
    """The reserved numbers that no record has, or only a voided one."""
    known = reservations(session.repository)
    successors = {one.replaces: one.number for one in known if one.replaces}
    found = []
    for one in known:
        record = session.library.get(one.number)
        if record is not None and not record.is_voided:
            continue
        if record is not None:
            reason = str(record.data["voided"].get("reason", ""))
            found.append(Gap(one, "voided", Text(f"voided: {reason}", f"已作废：{reason}")))
        elif one.number in successors:
            new = successors[one.number]
            found.append(Gap(one, "renumbered", Text(f"is {new} now", f"已改为 {new}")))
        else:
            found.append(Gap(one, "unused", _NO_RECORD))
    return found
