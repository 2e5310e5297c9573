"""`docctl move`: one step of a record whose status is kept in its file."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from docctl.approval.codes import STEP_REQUIRES
from docctl.cli import options
from docctl.cli import words
from docctl.cli.editing import added_group
from docctl.cli.editing import replaced
from docctl.cli.judging import errors
from docctl.cli.judging import judged
from docctl.cli.new import field_value
from docctl.cli.refusal import refuse
from docctl.cli.set_field import filled
from docctl.cli.signer import signing_person
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import say
from docctl.cli.writing import start_writing
from docctl.cli.writing import write_files
from docctl.library import people
from docctl.lifecycle import codes
from docctl.lifecycle.check import LifecycleCheck
from docctl.lifecycle.signing import signer_titles
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.cli.session import Session
    from docctl.library import Record
    from docctl.lifecycle.compiled import BoundLifecycle
    from docctl.lifecycle.model import Lifecycle
    from docctl.lifecycle.model import Transition
    from docctl.lifecycle.signing import Signer
    from docctl.reader import Document
    from docctl.violation import Violation


@words.command(
    examples=(
        "docctl move CAL-2026-006 notified notified_quality_on=2026-11-21",
        "docctl move CAL-2026-004 confirmed --as P-003",
    )
)
@words.option(
    "--as",
    "person",
    word=Text("PERSON", "人员编号"),
    text=Text("Fill in the sign-off of the step for this person, today.", "以该人员名义填写本步骤的签字，日期为当日。"),
)
@options.dry_run
@options.record
@words.argument("status", Text("STATUS", "状态"))
@words.argument("values", Text("FIELD=VALUE", "字段=内容"), nargs=-1)
def command(person: str | None, *, dry_run: bool, record: str, status: str, values: tuple[str, ...]) -> int:
    """Change the status of a record along a step of its lifecycle, and fill in what the step needs."""
    session = start_writing(dry=dry_run)
    found = session.record(record)
    bound = _bound(session, found)
    if reasons := faults(session, found):
        return refuse(reasons)
    step = _step(bound.lifecycle, found, status)
    signer = None if person is None else session.record(signing_person(session, person))
    allowed = [] if signer is None else _signers(session, bound, step, found)
    role = None if signer is None else _role(signer, allowed, session.as_of)
    if signer is not None and role is None:
        return refuse([_unheld(session, step, found, signer, allowed)])
    signed = None if signer is None or role is None else {"person": signer.id, "role": role, "date": session.as_of}
    document = filled(session, found, dict(field_value(value, found.type) for value in values))
    changed = _changed(document, bound, step, signed)
    reasons = _judged(session, bound, step, found, changed)
    if reasons:
        return refuse(reasons, _signing_hint(step, found, signed))
    write_files(session, {found.path: changed.source}, dry=dry_run)
    if not dry_run:
        path = shlex.quote(found.path)
        say(Text(f"next: git add {path} && git commit", f"下一步：git add {path} && git commit"))
    return 0


def faults(session: Session, record: Record) -> list[Violation]:
    """What is wrong with the place and shape of a record already: no step is taken from there."""
    return errors([v for v in session.library_problems if v.record == record.id or v.path == record.path])


def moved(
    session: Session, record: Record, status: str, given: Mapping[str, object]
) -> tuple[Document, list[Violation]]:
    """The file of a record after a step that nobody signs, with some fields filled in, and what is wrong with it."""
    bound = _bound(session, record)
    step = _step(bound.lifecycle, record, status)
    document = _changed(filled(session, record, given), bound, step, None)
    return document, _judged(session, bound, step, record, document)


def _bound(session: Session, record: Record) -> BoundLifecycle:
    """The lifecycle of a record whose status is kept in the file."""
    session.require_schemas()
    bound = session.book.lifecycles.get(record.type.slug)
    title = record.type.title
    if bound is None:
        raise Trouble(Text(f"a {title.en} has no status", f"{title.zh}没有状态"))
    if bound.lifecycle.is_signed:
        steps = [transition.name for transition in bound.lifecycle.transitions]
        raise Trouble(
            Text(f"{record.id} is a {title.en}: its steps are signed", f"{record.id} 是{title.zh}，各步骤须电子签署"),
            Text(f"use docctl {', '.join(steps)}", f"请用 docctl {'、'.join(steps)}"),
        )
    return bound


def _step(lifecycle: Lifecycle, record: Record, status: str) -> Transition:
    """The step from the record's state to the one that is asked for."""
    old = str(record.data["status"])
    if status == old:
        title = lifecycle.title(old)
        raise Trouble(
            Text(f"{record.id} is already {status} ({title.en})", f"{record.id} 已处于“{title.zh}”（{status}）状态"),
            Text(f"when and by whom: docctl show {record.id}", f"办理日期和经办人见：docctl show {record.id}"),
        )
    steps = [step for step in lifecycle.transitions if old in step.origins]
    for step in steps:
        if step.target == status:
            return step
    ways = [(step.target, step.title) for step in steps if step.target != old]
    raise Trouble(
        Text(f"no step leads from {old} to {show(status)}", f"不能从状态 {old} 直接变为 {show(status)}"),
        Text(
            "next may be " + ", ".join(f"{to} ({title.en})" for to, title in ways) if ways else f"{old} is final",
            "接下来可以是：" + "、".join(f"{to}（{title.zh}）" for to, title in ways) if ways else f"{old} 是终止状态",
        ),
    )


def _signers(session: Session, bound: BoundLifecycle, step: Transition, record: Record) -> list[Signer]:
    """Who may sign a step that is signed, and is not yet."""
    name = step.raw.get("signs")
    if name is None:
        raise Trouble(
            Text(f"{step.title.en} is not signed", f"“{step.title.zh}”无须签字"),
            Text("leave out --as", "请去掉 --as"),
        )
    if name in record.data:
        label = bound.type.label((name,))
        raise Trouble(
            Text(f"{record.id} holds {label.en} already", f"{record.id} 已填写{label.zh}"),
            Text("leave out --as, or take the old one out of the file", "请去掉 --as，或先在文件中删除原有签字"),
        )
    return LifecycleCheck(bound, session.check.host).signers(record, step)


def _role(person: Record, allowed: list[Signer], day: str) -> str | None:
    """The role in which a person may sign on a day; none where they hold no such role."""
    return next((s.role for s in allowed if people.held_role(person, s.role, day, s.department)), None)


def _unheld(session: Session, step: Transition, record: Record, signer: Record, allowed: list[Signer]) -> Violation:
    return record.at(
        ("status",),
        codes.SIGNER_HOLDS_NO_ROLE,
        sources=step.sources,
        person=signer.id,
        date=session.as_of,
        transition=step.title,
        needed=signer_titles(session.schemas, allowed),
    )


def _changed(given: Document, bound: BoundLifecycle, step: Transition, signed: dict[str, str] | None) -> Document:
    """The file with its new status, and with the sign-off where one is given."""
    document = replaced(given, "status", step.target)
    if document is not None and signed is not None:
        name = str(step.raw["signs"])
        document = added_group(document, name, signed, listed=bound.type.properties[name].get("type") == "array")
    if document is None:
        raise Trouble(
            Text(
                f"{given.path} is written in a way that cannot be changed by a line",
                f"{given.path} 的写法不便自动修改",
            ),
            Text("change the line `status:` by hand", "请在文件中手工修改 status 一行"),
        )
    return document


def _judged(
    session: Session, bound: BoundLifecycle, step: Transition, record: Record, document: Document
) -> list[Violation]:
    """What would be wrong with the record after the step, and what the step itself requires."""
    after, check, found = judged(session, record, document)
    if check is None:
        return found
    unmet = LifecycleCheck(bound, check.host).unmet(after, step)
    return errors([*(after.at(("status",), STEP_REQUIRES, sources=s, problem=text) for text, s in unmet), *found])


def _signing_hint(step: Transition, record: Record, signed: dict[str, str] | None) -> Text | None:
    """How the sign-off that the step lacks is filled in."""
    if signed is not None or "signs" not in step.raw or step.raw["signs"] in record.data:
        return None
    call = f"docctl move {record.id} {step.target} --as"
    return Text(f"to sign it: {call} P-001", f"如需签字：{call} P-001")
