"""`docctl submit`, `review`, `approve` …: signed steps of a document."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

from docctl import __version__
from docctl.approval.act import Act
from docctl.approval.act import Refused
from docctl.approval.act import prepare
from docctl.approval.revision import ENDING
from docctl.cli import options
from docctl.cli import words
from docctl.cli.session import Session
from docctl.cli.signer import signing_key
from docctl.cli.signer import signing_person
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import now
from docctl.cli.terminal import out
from docctl.cli.terminal import say
from docctl.cli.writing import work_tree
from docctl.cli.writing import write_files
from docctl.expressions.environment import SkipRule
from docctl.report import headline
from docctl.report import sort
from docctl.violation import Position
from docctl.violation import Severity
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docctl.library import Record
    from docctl.violation import Violation


def command(transition: str) -> words.Command:
    """The command of one transition."""

    @words.command(
        transition, examples=(f"docctl {transition} HM-QP-XS003", f"docctl {transition} HM-QP-XS003 --dry-run")
    )
    @words.option("--as", "person", word=Text("PERSON", "人员编号"), text=Text("Who signs.", "签署人。"))
    @words.option(
        "--key",
        word=Text("FILE", "文件"),
        text=Text("OpenSSH private key of this person.", "签署人的 OpenSSH 私钥文件。"),
    )
    @words.option("--demo-key", "demo", is_flag=True, text=Text("Sign with the demo key.", "使用演示密钥签署。"))
    @options.day("--effective-on", Text("From when on, for withdraw and obsolete.", "废止、作废从何日起生效。"))
    @words.option(
        "--reason", word=Text("TEXT", "文字"), text=Text("Why; kept in the statement.", "原因，写入签署记录。")
    )
    @options.dry_run
    @options.record
    def signed_step(**given: Any) -> int:
        """Sign one step and write its statement."""
        return _take(transition, **given)

    return signed_step


def _take(transition: str, **given: Any) -> int:
    session = Session.start()
    work_tree(session.repository)
    record = session.record(given["record"])
    _require_step(session, record, transition)
    reasons = _faults(session, record, transition)
    if reasons:
        return _refuse(session, record, transition, reasons)
    act = _act(session, transition, given)
    key = signing_key(session, given["key"], act.person, demo=given["demo"])
    try:
        files = prepare(session.check.approvals, record, act, key)
    except Refused as refused:
        return _refuse(session, record, transition, refused.reasons)
    except SkipRule:
        return _refuse(session, record, transition, [])
    write_files(session.repository, files, dry=given["dry_run"])
    if not given["dry_run"]:
        folder = next(iter(files)).rpartition("/")[0]
        paths = " ".join(shlex.quote(path) for path in (record.path, folder))
        say(Text(f"next: git add {paths} && git commit", f"下一步：git add {paths} && git commit"))
    return 0


def _act(session: Session, transition: str, given: dict[str, Any]) -> Act:
    return Act(
        transition,
        signing_person(session, given["person"]),
        now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        f"docctl {__version__}",
        given["effective_on"] or (session.as_of if transition in ENDING else None),
        given["reason"],
    )


def _require_step(session: Session, record: Record, transition: str) -> None:
    """Refuse a step that records of this kind do not have."""
    judge = session.check.approvals.judges.get(record.type.slug)
    title = record.type.title
    if judge is None:
        raise Trouble(
            Text(f"{record.id} is a {title.en}: it is not signed", f"{record.id} 是{title.zh}，不采用签署流程"),
            Text(f"edit it: {record.path}", f"请直接修改 {record.path}"),
        )
    if judge.bound.lifecycle.transition(transition) is None:
        steps = [step.name for step in judge.bound.lifecycle.transitions]
        raise Trouble(
            Text(f"a {title.en} has no step {transition}", f"{title.zh}没有 {transition} 这一步骤"),
            Text(f"there are {', '.join(steps)}", f"现有步骤：{'、'.join(steps)}"),
        )


def _faults(session: Session, record: Record, transition: str) -> list[Violation]:
    """What forbids the step before anyone signs: a faulty file; for a submit, every rule that judges it in review."""
    found = [v for v in session.library_problems if v.record == record.id or v.path == record.path]
    if not record.faulty and transition == "submit":
        found += [*session.check.run(frozenset({record.id})), *session.check.judge_as(record, "in_review")]
    return [violation for violation in sort(found) if violation.severity is Severity.ERROR]


def _placed(session: Session, record: Record, reason: Violation) -> Violation:
    """What is wrong with a statement that was never written is wrong at no place in a file."""
    return reason if reason.path in session.snapshot else replace(reason, path=record.id, position=Position())


def _refuse(session: Session, record: Record, transition: str, reasons: Sequence[Violation]) -> int:
    language = chosen_language()
    for reason in reasons:
        out(headline(_placed(session, record, reason), language), err=True)
        if reason.hint.get(language):
            out("    → " + reason.hint.get(language), err=True)
    if not reasons:
        say(
            Text(
                f"{record.id}: nothing was submitted that {transition} could be signed for",
                f"{record.id} 尚未送审，不能签署 {transition}",
            ),
            err=True,
        )
    say(Text("nothing was written", "未写入任何内容"), err=True)
    return 1
