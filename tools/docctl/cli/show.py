"""`docctl show`: one record with its labels."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.cli import options
from docctl.cli import words
from docctl.cli.session import Session
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import out
from docctl.cli.terminal import print_json
from docctl.cli.terminal import print_table
from docctl.cli.terminal import say
from docctl.cli.then import Then
from docctl.cli.then import then
from docctl.expressions.environment import SkipRule
from docctl.expressions.environment import Undecided
from docctl.violation import Text

if TYPE_CHECKING:
    from docctl.approval.revision import Revision
    from docctl.library import Record

_TITLES = {"en": ("field", "value"), "zh": ("字段", "内容")}


@words.command(
    examples=(
        "docctl show CUS-0001",
        "docctl show HM-QP-XS003 --as-of 2026-03-01",
        "docctl show HM-QP-XS003 --revision A/0",
    ),
)
@options.as_of
@words.option(
    "--revision", word=Text("REVISION", "修订"), text=Text("Show this signed revision.", "查看该修订的签署内容。")
)
@options.rev
@options.output_format("table", "json")
@options.record
def command(as_of: str | None, revision: str | None, rev: str | None, shape: str, record: str) -> None:
    """Print one record with its derived fields and state: as it is, as it was on a day, or as it was signed."""
    session = Session.start(rev=rev, as_of=as_of)
    shown = then(session, record, revision) if as_of or revision else Then(session.record(record))
    found, language = shown.record, chosen_language()
    fields = {**found.data, **derived(session, found)}
    standing = state_of(session, shown.revision) if shown.revision else state(session, found)
    if shape == "json":
        print_json({"path": found.path, "state": standing, **shown.source, "fields": fields})
        return
    out(f"{found.id}  {found.type.title.get(language)}  [{standing}]  {found.path}")
    if shown.note is not None:
        say(shown.note)
    rows = [(found.type.label((name,)).get(language), _shown(value)) for name, value in fields.items()]
    print_table(_TITLES[language], rows)
    if found.document.body is not None:
        out("\n" + found.document.body.strip())


def derived(session: Session, record: Record) -> dict[str, Any]:
    """The computed fields of a record that can be worked out."""
    host, values = session.check.host, {}
    for name in () if record.faulty else record.type.computed:
        try:
            values[name] = host.compute(record, name)
        except (SkipRule, Undecided):
            continue
    return values


def state(session: Session, record: Record) -> str:
    """What people call the state of a record on the day that is asked about."""
    approvals, bound = session.check.approvals, session.book.lifecycles.get(record.type.slug)
    if bound is None:
        return ""
    if bound.lifecycle.is_signed:
        revision = approvals.in_force(record.id, session.as_of) or approvals.revision_of(record)
        if revision is not None:
            return state_of(session, revision)
        name = approvals.stage(record)
    else:
        name = session.check.derived_state(record, session.as_of) or str(record.data.get("status", ""))
    return bound.lifecycle.title(name).get(chosen_language())


def state_of(session: Session, revision: Revision) -> str:
    """What people call the state of a revision on the day that is asked about."""
    approvals = session.check.approvals
    name, judge = approvals.state(revision, session.as_of), approvals.judge_of(revision.id)
    return judge.bound.lifecycle.title(name).get(chosen_language()) if judge is not None else name


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_shown(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return " | ".join(_shown(inner) for inner in value)
    return str(value).lower() if isinstance(value, bool) else str(value)
