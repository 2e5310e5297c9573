"""`docctl diff`: two versions of a record, field by field, and its text with what was deleted and inserted."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

import click

from docctl.cli import options
from docctl.cli import words
from docctl.cli.log import line_of
from docctl.cli.log import sentence
from docctl.cli.past import Past
from docctl.cli.session import Session
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import environment
from docctl.cli.terminal import out
from docctl.cli.terminal import print_json
from docctl.cli.terminal import say
from docctl.git import UnknownRevision
from docctl.history.changes import BODY
from docctl.history.changes import Change
from docctl.history.changes import Version
from docctl.history.changes import content_changes
from docctl.history.plain import plain_text
from docctl.history.redline import Run
from docctl.history.redline import by_line
from docctl.history.redline import redline
from docctl.schema.formats import is_date
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from docctl.history.log import Entry

_INDENT = "    "
_SHORT = 12
_NOW = Text("now", "当前文件")
_PLAIN = {"deleted": ("[-", "-]"), "inserted": ("{+", "+}")}
_STYLES: dict[str, dict[str, Any]] = {
    "deleted": {"fg": "red", "strikethrough": True},
    "inserted": {"fg": "green", "underline": True},
}


class Side(NamedTuple):
    """One of the two versions: what it is called, and what it holds, if it was there."""

    name: Text
    version: Version | None


@words.command(
    examples=("docctl diff HM-QP-XS003", "docctl diff HM-QP-XS003 A/0 A/1", "docctl diff CUS-0001 2026-03-01"),
)
@options.rev
@options.output_format("text", "json")
@options.record
@words.argument("versions", Text("A B", "版本"), nargs=-1)
def command(rev: str | None, shape: str, record: str, versions: tuple[str, ...]) -> None:
    """Compare two versions (revisions, days or commits), one with the file, or the last one issued with the file."""
    if len(versions) > 2:  # noqa: PLR2004 - two sides
        raise Trouble(
            Text(
                f"{show(versions[2])} is too much: a diff has two sides",
                f"多余的内容：{show(versions[2])}",
            )
        )
    past = Past.of(Session.start(rev=rev), record)
    sides = [_side(past, given) for given in versions]
    old, new = _usual(past) if not sides else (sides[0], sides[1] if sides[1:] else Side(_NOW, past.at_work))
    found = list(_changes(past, old, new))
    text = _text(old.version, new.version)
    if shape == "json":
        _print_json(past, old, new, found, text)
    else:
        _print(past, old, new, found, text)


def _side(past: Past, given: str) -> Side:
    """What someone means by a revision, a day or a commit."""
    revision = past.revision(given)
    if revision is not None:
        return Side(Text(revision.name, revision.name), _of_revision(past, revision.name))
    if is_date(given):
        return _on_day(past, given)
    try:
        commit = past.session.repository.resolve(given)
    except UnknownRevision:
        raise _unknown(past, given) from None
    name = Text(f"commit {commit[:_SHORT]}", f"存档编号 {commit[:_SHORT]}")
    return Side(name, past.in_commit(commit))


def _unknown(past: Past, given: str) -> Trouble:
    known = [revision.name for revision in past.revisions]
    hint = Text("docctl log lists its commits", "可用 docctl log 查看其版本记录")
    if known:
        hint = Text(f"its revisions are {', '.join(known)}; {hint.en}", f"其修订有 {'、'.join(known)}；{hint.zh}")
    return Trouble(
        Text(f"{show(given)} is no revision, day or commit of {past.record}", f"{past.record} 没有版本 {show(given)}"),
        hint,
    )


def _of_revision(past: Past, name: str) -> Version:
    revision = past.revision(name)
    if revision is None or revision.record is None:
        raise Trouble(
            Text(f"the signed text of {name} cannot be read", f"{name} 的签署内容无法读取"),
            Text(f"why: docctl verify {past.record}", f"原因见：docctl verify {past.record}"),
            exit_code=1,
        )
    document = revision.record.document
    return Version(document.path, document.source, document)


def _on_day(past: Past, day: str) -> Side:
    if past.revisions:
        revision = past.session.check.approvals.in_force(past.record, day)
        if revision is None:
            raise Trouble(
                Text(f"no revision of {past.record} in force on {day}", f"{past.record} 在 {day} 没有现行有效的修订"),
                Text(
                    f"why: docctl explain {past.record} --as-of {day}",
                    f"见 docctl explain {past.record} --as-of {day}",
                ),
            )
        name = revision.name
        return Side(Text(f"{name} ({day})", f"{name}（{day}）"), _of_revision(past, name))
    entry = past.entry_on(day)
    return Side(Text(day, day), past.read((entry.new,))[entry.new])


def _usual(past: Past) -> tuple[Side, Side]:
    """The last issued revision and the file; else what is committed and the file; else the last change."""
    now = Side(_NOW, past.at_work)
    issued = past.session.check.approvals.issued(past.record) if past.revisions else ()
    if issued:
        name = issued[-1].name
        return Side(Text(name, name), _of_revision(past, name)), now
    last = past.entries[-1] if past.entries else None
    if last is None:
        return Side(Text("nothing", "（无）"), None), now
    held = past.read((last.old, last.new))
    committed = Side(_named(past, last), held[last.new])
    if past.differs(last):
        return committed, now
    before = past.entries[-2] if past.entries[1:] else None
    return Side(_named(past, before) if before else Text("nothing", "（无）"), held[last.old]), committed


def _named(past: Past, entry: Entry) -> Text:
    day = f"{past.moment(entry):%Y-%m-%d %H:%M}"
    return Text(f"{day} (commit {entry.commit[:_SHORT]})", f"{day}（存档编号 {entry.commit[:_SHORT]}）")


def _changes(past: Past, old: Side, new: Side) -> Iterator[Change]:
    if old.version is not None and new.version is not None:
        yield from content_changes(old.version, new.version)
    elif old.version is not None or new.version is not None:
        before, after = (past.record if side.version else None for side in (old, new))
        yield Change("", (), before, after)


def _text(old: Version | None, new: Version | None) -> list[Run]:
    """The redline of the text as it is read; empty where it reads the same."""
    bodies = [plain_text(v.document.body) if v and v.document and v.document.body else "" for v in (old, new)]
    return redline(*bodies) if bodies[0] != bodies[1] else []


def _print_json(past: Past, old: Side, new: Side, found: Sequence[Change], text: Sequence[Run]) -> None:
    language = chosen_language()
    print_json(
        {
            "record": past.record,
            "old": old.name.get(language),
            "new": new.name.get(language),
            "changes": [{"pointer": c.pointer, "old": c.old, "new": c.new} for c in found],
            "text": [{"kind": run.kind, "text": run.text} for run in text],
        },
    )


def _print(past: Past, old: Side, new: Side, found: Sequence[Change], text: Sequence[Run]) -> None:
    language = chosen_language()
    out(f"{past.record}  {old.name.get(language)} → {new.name.get(language)}")
    if not found:
        say(Text("no difference", "没有差异"))
    for change in found:
        if change.pointer == BODY and not text:
            say(Text(f"{_INDENT}text: only its layout changed", f"{_INDENT}正文：仅格式有变化"))
        elif change.pointer != BODY:
            out(_INDENT + line_of(sentence(change, past.type).get(language)))
    coloured = _on_terminal() and not environment("NO_COLOR")
    for line in _folded(by_line(text)):
        out(_INDENT + "".join(_marked(run, coloured=coloured) for run in line))


def _on_terminal() -> bool:
    return sys.stdout.isatty()


def _folded(lines: Sequence[Sequence[Run]]) -> Iterator[Sequence[Run]]:
    """The lines that changed, each with the one line of text before and after it; `…` for what is left out."""
    spoken = [index for index, line in enumerate(lines) if line]
    changed = {index for index in spoken if any(run.kind != "equal" for run in lines[index])}
    kept = [index for place, index in enumerate(spoken) if changed.intersection(spoken[max(place - 1, 0) : place + 2])]
    for place, index in enumerate(kept):
        if place == 0 or spoken.index(index) != spoken.index(kept[place - 1]) + 1:
            yield [Run("equal", "…")] if index != spoken[0] else []
        yield lines[index]


def _marked(run: Run, *, coloured: bool) -> str:
    text = line_of(run.text)
    if run.kind == "equal":
        return text
    before, after = _PLAIN[run.kind]
    return click.style(text, **_STYLES[run.kind]) if coloured else f"{before}{text}{after}"
