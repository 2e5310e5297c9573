"""`docctl submit`, `review`, `approve` …: signed steps of a document."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from docctl import __version__
from docctl.approval.act import Act
from docctl.approval.act import Refused
from docctl.approval.act import prepare
from docctl.approval.acting import PAPER
from docctl.approval.steps import ADOPT
from docctl.approval.steps import ENDING
from docctl.approval.steps import ISSUING
from docctl.approval.steps import OPENING
from docctl.cli import options
from docctl.cli import words
from docctl.cli.refusal import refuse
from docctl.cli.refusal import unwritten
from docctl.cli.signer import signer_options
from docctl.cli.signer import signing_key
from docctl.cli.signer import signing_person
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import moment
from docctl.cli.terminal import say
from docctl.cli.writing import start_writing
from docctl.cli.writing import write_files
from docctl.expressions.environment import SkipRule
from docctl.report import sort
from docctl.violation import Severity
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from docctl.approval.signature.signing import Signer
    from docctl.cli.session import Session
    from docctl.library import Record
    from docctl.violation import Violation


def command(transition: str) -> words.Command:
    """The command of one transition."""

    @words.command(
        transition, examples=(f"docctl {transition} HM-QP-XS003", f"docctl {transition} HM-QP-XS003 --dry-run")
    )
    @step_options
    @options.dry_run
    @options.record
    def signed_step(**given: Any) -> int:
        """Sign one step and write its statement."""
        return take(start_writing(dry=given["dry_run"]), transition, given)

    return signed_step


def take(session: Session, transition: str, given: Mapping[str, Any]) -> int:
    """Sign a step of the record that was named, or say why it is refused."""
    record = session.record(given["record"])
    _require_step(session, record, transition)
    reasons = faults(session, [record], transition)
    if reasons:
        return refuse(unwritten(reasons, session.snapshot, record.id))
    act = act_of(session, transition, given)
    key = key_of(session, transition, act.person, given)
    try:
        files = prepare(session.check.approvals, record, act, key)
    except Refused as refused:
        return refuse(unwritten(refused.reasons, session.snapshot, record.id))
    except SkipRule:
        return _nothing_submitted(record, transition)
    write_files(session, files, dry=given["dry_run"])
    if not given["dry_run"]:
        folder = next(iter(files)).rpartition("/")[0]
        paths = " ".join(shlex.quote(path) for path in (record.path, folder))
        say(Text(f"next: git add {paths} && git commit", f"下一步：git add {paths} && git commit"))
    return 0


def step_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Who signs, with which key, from when on, why, and on whose behalf."""
    for option in reversed(_STEP):
        function = option(function)
    return signer_options(function)


_STEP = (
    words.option(
        "--agent",
        is_flag=True,
        text=Text("Let the key agent sign for the public key of --key.", "由密钥代理程序签名。"),
    ),
    options.day("--effective-on", Text("From when on, for withdraw and obsolete.", "废止、作废从何日起生效。")),
    words.option(
        "--reason", word=Text("TEXT", "文字"), text=Text("Why; kept in the statement.", "原因，写入签署记录。")
    ),
    words.option(
        "--for", "principal", word=Text("PERSON", "人员编号"), text=Text("Sign for this person.", "代该人员签署。")
    ),
    words.option(
        "--delegation",
        word=Text("ID", "编号"),
        text=Text("The delegation that allows it.", "所依据的授权委托。"),
    ),
    words.option(
        "--scan",
        word=Text("FILE", "文件"),
        text=Text("Countersign the scan of a slip signed on paper by --for.", "会签 --for 所指人员的纸质签署扫描件。"),
    ),
)


def act_of(session: Session, transition: str, given: Mapping[str, Any]) -> Act:
    """Who takes the step now, and what they add to it."""
    scan = _scan(given["scan"])
    method = ADOPT if transition == ADOPT else PAPER if scan is not None else "ssh"
    return Act(
        transition,
        signing_person(session, given["person"]),
        moment(),
        f"docctl {__version__}",
        given["effective_on"] or (session.as_of if transition in ENDING else None),
        given["reason"],
        method=method,
        on_behalf_of=None if given["principal"] is None else session.record(given["principal"]).id,
        delegation=given["delegation"],
        scan=scan,
    )


def _scan(name: str | None) -> tuple[str, bytes] | None:
    if name is None:
        return None
    path = Path(name)
    try:
        return f"scan{path.suffix.lower()}", path.read_bytes()
    except OSError as error:
        raise Trouble(
            Text(f"{show(path)}: {error.strerror}", f"{show(path)} 无法读取（{error.strerror}）"),
            Text("name the scan, a PDF for example", "请指定扫描件，例如 PDF 文件"),
        ) from None


def key_of(session: Session, transition: str, person: str, given: Mapping[str, Any]) -> Signer:
    """The key that signs. An agent signs without asking: for an approval only where the policy says so."""
    if given["agent"] and transition in ISSUING and not session.check.approvals.trust.policy.get("agent"):
        raise Trouble(
            Text(
                f"an agent may not sign {transition}: the policy says so", f"策略不允许由密钥代理程序签署 {transition}"
            ),
            Text("name the key file and type its passphrase: --key FILE", "请用 --key 指定密钥文件并输入口令"),
        )
    return signing_key(session, given["key"], person, demo=given["demo"], agent=given["agent"])


def _nothing_submitted(record: Record, transition: str) -> int:
    say(
        Text(
            f"{record.id}: nothing was submitted that {transition} could be signed for",
            f"{record.id} 尚未送审，不能签署 {transition}",
        ),
        err=True,
    )
    say(Text("nothing was written", "未写入任何内容"), err=True)
    return 1


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


def faults(session: Session, records: Sequence[Record], transition: str) -> list[Violation]:
    """What forbids the step before anyone signs: a faulty file; for one that opens, every rule that judges a review."""
    ids, paths = {record.id for record in records}, {record.path for record in records}
    found = [v for v in session.library_problems if v.record in ids or v.path in paths]
    sound = [record for record in records if not record.faulty] if transition in OPENING else []
    if sound:
        found += session.check.run(frozenset(record.id for record in sound))
        found += [v for record in sound for v in session.check.judge_as(record, "in_review")]
    return [violation for violation in sort(found) if violation.severity is Severity.ERROR]
