"""`docctl set`: fields of a record, one line each."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from docctl.cli import options
from docctl.cli import words
from docctl.cli.editing import added
from docctl.cli.editing import replaced
from docctl.cli.judging import errors
from docctl.cli.judging import judged
from docctl.cli.new import field_value
from docctl.cli.refusal import refuse
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import say
from docctl.cli.writing import start_writing
from docctl.cli.writing import write_files
from docctl.expressions.environment import SkipRule
from docctl.expressions.environment import Undecided
from docctl.lifecycle.check import LifecycleCheck
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.cli.session import Session
    from docctl.library import Record
    from docctl.lifecycle.compiled import BoundLifecycle
    from docctl.lifecycle.model import Frozen
    from docctl.reader import Document

# What a record is does not change.
_IDENTITY = frozenset({"id", "type", "created_on"})


@words.command(examples=("docctl set CUS-0003 handler=P-005", "docctl set CAL-2026-006 notified_quality_on=2026-11-21"))
@options.dry_run
@options.record
@words.argument("values", Text("FIELD=VALUE", "字段=内容"), nargs=-1, required=True)
def command(*, dry_run: bool, record: str, values: tuple[str, ...]) -> int:
    """Fill in or change fields of a record; only their lines change."""
    session = start_writing(dry=dry_run)
    found = session.record(record)
    given = dict(field_value(value, found.type) for value in values)
    document = filled(session, found, given)
    after, _, reasons = judged(session, found, document)
    if reasons:
        return refuse(errors(reasons))
    write_files(session, {found.path: document.source}, dry=dry_run)
    if not dry_run:
        _advise(session, found, [name for name in given if found.data.get(name, after.data[name]) != after.data[name]])
    return 0


def filled(session: Session, record: Record, given: Mapping[str, object]) -> Document:
    """The file of a record with some fields filled in or changed."""
    document = record.document
    for name, value in given.items():
        require_changeable(session, record, name)
        document = _with(document, name, value)
    return document


def require_changeable(session: Session, record: Record, name: str) -> None:
    """Refuse a field that does not change by hand, or no longer."""
    label = record.type.label((name,))
    bound = session.book.lifecycles.get(record.type.slug)
    if name in _IDENTITY:
        raise Trouble(Text(f"{label.en} of a record never changes", f"记录的{label.zh} 不得更改"))
    if bound is None or bound.lifecycle.is_signed:
        return
    if name == "status":
        call = f"docctl move {record.id}"
        raise Trouble(
            Text("the status changes by a step", "状态须按步骤变更"), Text(f"use {call} STATUS", f"请用 {call} 状态")
        )
    state = str(record.data.get("status", ""))
    for entry in bound.lifecycle.frozen(state):
        if name in entry.fields and name in record.data and not _excepted(session, bound, record, entry):
            title = bound.lifecycle.title(str(entry.at[1]))
            raise Trouble(
                Text(
                    f"{label.en} no longer changes once a record is {title.en}",
                    f"处于“{title.zh}”及以后状态的记录，{label.zh} 不得更改",
                ),
                exit_code=1,
            )


def _excepted(session: Session, bound: BoundLifecycle, record: Record, entry: Frozen) -> bool:
    """Whether the lifecycle lets a frozen field change in this record."""
    condition = bound.condition((*entry.at, "unless"))
    if condition is None:
        return False
    try:
        return bool(LifecycleCheck(bound, session.check.host).holds(record, condition))
    except (SkipRule, Undecided):
        return False


def _with(document: Document, name: str, value: object) -> Document:
    changed = replaced(document, name, value) if name in document.data else added(document, name, value)
    if changed is None:
        raise Trouble(
            Text(f"{name} is written in a way that cannot be changed by a line", f"{name} 的写法不便自动修改"),
            Text("change it in the file", "请在文件中修改"),
        )
    return changed


def is_past_first(session: Session, record: Record) -> bool:
    """Whether a filled field of a record changes by a correction only."""
    bound = session.book.lifecycles.get(record.type.slug)
    return bound is not None and not bound.lifecycle.is_open(record.data.get("status", bound.lifecycle.initial))


def _advise(session: Session, record: Record, changed: list[str]) -> None:
    """What follows: a filled field that changes past the first state is entered as a correction."""
    if changed and is_past_first(session, record):
        names = ", ".join(changed)
        say(
            Text(
                f"enter under corrections what {names} was, who changed it and why",
                f"请在更正记录（corrections）中登记 {names} 更正前后的内容、更正人和原因",
            )
        )
    path = shlex.quote(record.path)
    say(Text(f"next: git add {path} && git commit", f"下一步：git add {path} && git commit"))
