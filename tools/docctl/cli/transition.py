"""`docctl submit`, `review`, `approve` …: signed steps of a document."""

from __future__ import annotations

from typing import Any

import click

from docctl import __version__
from docctl.approval.act import Act
from docctl.approval.act import Refused
from docctl.approval.act import prepare
from docctl.cli import options
from docctl.cli.session import Session
from docctl.cli.signer import signing_key
from docctl.cli.signer import signing_person
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import now
from docctl.cli.terminal import say
from docctl.cli.writing import dry_run
from docctl.cli.writing import write_files
from docctl.expressions.environment import SkipRule
from docctl.report import headline
from docctl.violation import Severity
from docctl.violation import Text
from docctl.violation import Violation

ENDING = frozenset({"withdraw", "obsolete"})


def command(transition: str) -> click.Command:
    """The command of one transition."""

    @click.command(transition)
    @click.option("--as", "person", metavar="PERSON", help="Who signs. / 签署人编号。")
    @click.option("--key", metavar="FILE", help="OpenSSH private key. / OpenSSH 私钥文件。")
    @click.option("--demo-key", "demo", is_flag=True, help="Sign with the demo key of the person. / 使用演示密钥。")
    @click.option(
        "--effective-on", type=options.Day(), metavar="DAY", help="For withdraw and obsolete. / 废止、作废的生效日期。"
    )
    @click.option("--reason", metavar="TEXT", help="Why, kept in the statement. / 原因，写入签署记录。")
    @dry_run
    @click.argument("record", metavar="ID")
    def signed_step(**given: Any) -> int:
        return _take(transition, **given)

    signed_step.help = f"Sign `{transition}` for document ID. / 签署文件 ID 的该步骤。"
    return signed_step


def _take(transition: str, **given: Any) -> int:
    session = Session.start()
    record = session.record(given["record"])
    check = session.check
    if record.type.slug not in check.approvals.judges:
        raise Trouble(
            Text(
                f"{record.id} is a {record.type.title.en}: it is not signed by statements",
                f"{record.id} 是{record.type.title.zh}，不采用签署流程",
            ),
        )
    _require_sound(session, record.id, transition)
    person = signing_person(session, given["person"])
    act = Act(
        transition,
        person,
        now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        f"docctl {__version__}",
        given["effective_on"] or (session.as_of if transition in ENDING else None),
        given["reason"],
    )
    key = signing_key(session, given["key"], person, demo=given["demo"])
    try:
        files = prepare(check.approvals, record, act, key)
    except (Refused, SkipRule) as refused:
        return _refuse(getattr(refused, "reasons", []))
    write_files(session.repository, files, dry=given["dry_run"])
    if not given["dry_run"]:
        folder = next(iter(files)).rpartition("/")[0]
        step = Text(f"now commit it: git add {folder} && git commit", f"请提交：git add {folder} && git commit")
        say(step)
    return 0


def _require_sound(session: Session, record: str, transition: str) -> None:
    """What is submitted must pass every rule that will judge it in review."""
    if transition != "submit":
        return
    check = session.check
    found = [v for v in session.library_problems if v.record == record]
    if not found:
        target = session.library.records[record]
        found = list(check.run(frozenset({record}))) + list(check.judge_as(target, "in_review"))
    errors = list(dict.fromkeys(v for v in found if v.severity is Severity.ERROR))
    if errors:
        _refuse(errors)
        raise Trouble(
            Text(f"{record} is not ready", f"{record} 尚不能送审"),
            Text("mend it and submit again", "请修改后重新送审"),
            exit_code=1,
        )


def _refuse(reasons: list[Violation]) -> int:
    language = chosen_language()
    for reason in reasons:
        click.echo(headline(reason, language), err=True)
        click.echo("    → " + reason.hint.get(language), err=True)
    say(Text("nothing was written", "未写入任何内容"))
    return 1
