"""`docctl delegate`: the principal signs a delegation as it stands."""

from __future__ import annotations

import shlex
from typing import Any

from docctl import __version__
from docctl.approval.act import Refused
from docctl.approval.trust.charter import TrustAct
from docctl.approval.trust.charter import prepare_delegation
from docctl.approval.trust.delegation import DELEGATE
from docctl.approval.trust.delegation import DELEGATION
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
from docctl.violation import Text


@words.command(
    text=Text("Sign that somebody acts for you.", "签署授权委托。"),
    examples=("docctl delegate DLG-2026-001 --as P-001",),
)
@signer_options
@words.option("--reason", word=Text("TEXT", "文字"), text=Text("Why; kept in the statement.", "原因，写入签署记录。"))
@options.dry_run
@options.record
def command(**given: Any) -> int:
    """Sign a delegation; a later change may only end it earlier, and is signed again."""
    session = start_writing(dry=given["dry_run"])
    record = session.record(given["record"])
    if record.type.slug != DELEGATION:
        title = record.type.title
        raise Trouble(
            Text(f"{record.id} is a {title.en}, no delegation", f"{record.id} 是{title.zh}，不是授权委托"),
            Text("make one: docctl new delegation", "请先新建：docctl new delegation"),
        )
    reasons = [v for v in session.library_problems if v.record == record.id]
    reasons += [] if record.faulty else list(session.check.check_record(record))
    if reasons:
        return refuse(unwritten(reasons, session.snapshot, record.id))
    person = signing_person(session, given["person"])
    act = TrustAct(DELEGATE, person, moment(), f"docctl {__version__}", given["reason"])
    key = signing_key(session, given["key"], person, demo=given["demo"])
    try:
        files = prepare_delegation(session.check.approvals.trust, record, act, key)
    except Refused as refused:
        return refuse(unwritten(refused.reasons, session.snapshot, record.id))
    write_files(session, files, dry=given["dry_run"])
    if not given["dry_run"]:
        paths = " ".join(map(shlex.quote, (record.path, next(iter(files)).rpartition("/")[0])))
        say(Text(f"next: git add {paths} && git commit", f"下一步：git add {paths} && git commit"))
    return 0
