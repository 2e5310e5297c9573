"""Two revisions compared as their readers see them: what was deleted and inserted, and how much stayed between."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.history.plain import plain_lines
from docctl.history.redline import by_line
from docctl.history.redline import redline
from docctl.publish.masking import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from docctl.history.redline import Run
    from docctl.publish.revisions import Issued

# A page that people print and read on phones stays small.
MOST_SHOWN = 1_500
_BULLET = re.compile(r"([ \t]*)[-*+][ \t]+")


class Passage(NamedTuple):
    """A changed paragraph in runs; or, where there are none, how many are unchanged before the next one."""

    runs: Sequence[Run]
    unchanged: int
    section: str


class Comparison(NamedTuple):
    """What changed from one revision to another."""

    old: str
    new: str
    passages: Sequence[Passage]

    @property
    def is_short(self) -> bool:
        """Whether it fits on the page of the document itself; a longer one stands with the text that it compares."""
        return sum(len(run.text) for passage in self.passages for run in passage.runs) <= MOST_SHOWN


def comparison(old: Issued, new: Issued) -> Comparison | None:
    """The changed paragraphs between two revisions, with gaps named by section; none where the texts read the same."""
    before, after = (plain(issued.record.document.body or "") for issued in (old, new))
    passages = _compared(before, after)
    if not any(passage.runs for passage in passages):
        return None
    return Comparison(plain(old.revision.name), plain(new.revision.name), passages)


@cache
def _compared(before: str, after: str) -> Sequence[Passage]:
    """The passages of two texts: a document and its history show them in every language."""
    headings = {text for text, is_heading in plain_lines(after) if is_heading}
    lines = by_line(redline(_shown(before), _shown(after)))
    return tuple(_passages([line for line in lines if any(run.text.strip() for run in line)], headings))


def _shown(body: str) -> str:
    """A text as readers see it; cells of tables and items of lists keep a mark of their own."""
    return "".join(f"{_tidied(text)}\n" for text, _ in plain_lines(body))


def _tidied(text: str) -> str:
    if text.startswith("|"):
        return " ｜ ".join(cell.strip() for cell in text.strip("| ").split("|"))
    return _BULLET.sub(r"\1· ", text, count=1) if _BULLET.match(text) else text


def _passages(lines: Sequence[Sequence[Run]], headings: set[str]) -> Iterator[Passage]:
    section, gap = "", 0
    for line in lines:
        text = "".join(run.text for run in line if run.kind != "deleted")
        section = text if text in headings else section
        if all(run.kind == "equal" for run in line):
            gap += 1
            continue
        if gap:
            yield Passage((), gap, section)
        gap = 0
        yield Passage(line, 0, section)
    if gap:
        yield Passage((), gap, section)
