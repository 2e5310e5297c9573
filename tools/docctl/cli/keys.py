"""`docctl keys`: who may sign with which key, vouched for by administrators; and the policy itself."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from docctl import __version__
from docctl.approval.act import Refused
from docctl.approval.signature.keys import allowed_signers
from docctl.approval.signature.keys import blob_of
from docctl.approval.statement import NAMESPACE
from docctl.approval.trust import enrolment
from docctl.approval.trust.charter import TrustAct
from docctl.approval.trust.charter import prepare_enactment
from docctl.approval.trust.charter import prepare_enrolment
from docctl.approval.trust.policy import ENACT
from docctl.approval.trust.policy import ID as POLICY
from docctl.approval.trust.policy import PATH as POLICY_PATH
from docctl.cli import editing
from docctl.cli import enrol_request
from docctl.cli import enrolled_keys
from docctl.cli import options
from docctl.cli import words
from docctl.cli.public_key import public_line_of
from docctl.cli.refusal import refuse
from docctl.cli.refusal import unwritten
from docctl.cli.session import Session
from docctl.cli.signer import administrator
from docctl.cli.signer import signer_options
from docctl.cli.signer import signing_key
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import moment
from docctl.cli.terminal import out
from docctl.cli.terminal import say
from docctl.cli.writing import start_writing
from docctl.cli.writing import write_files
from docctl.library import Record
from docctl.schema.shape import Shape
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.reader import Document


@click.group(cls=words.Group, examples=("docctl keys enrol P-004 --public id.pub --as P-007",))
def command() -> None:
    """Enrol keys and end them, sign the policy, list who may sign."""


_REASON = words.option(
    "--reason", word=Text("TEXT", "文字"), text=Text("Why; kept in the statement.", "原因，写入签署记录。")
)
_WHICH = words.argument("which", Text("KEY", "密钥"), required=False)


@command.command(
    text=Text("Vouch for a person: name, roles, departments, keys.", "登记人员：姓名、角色、部门和密钥。"),
    examples=("docctl keys enrol P-004 --public id_ed25519.pub --as P-007", "docctl keys enrol P-004 --as P-007"),
)
@signer_options
@words.option(
    "--public",
    word=Text("FILE", "文件"),
    text=Text("Add this public key, handed over in person.", "加入当面交付的公钥文件。"),
)
@words.option(
    "--request",
    word=Text("FILE", "文件"),
    text=Text(
        "Add the key of this enrolment request; its signature is FILE.sig.", "加入登记申请中的密钥（签名为 文件.sig）。"
    ),
)
@_REASON
@options.dry_run
@options.record
def enrol(**given: Any) -> int:
    """Write the keys into the person's record, if any, and sign for it as it then stands."""
    session, record = _person(given)
    who = administrator(session, given["person"])
    asked = _asked(session, record, given)
    group = {**asked, "from": session.as_of, "checked_by": who, "checked_on": session.as_of} if asked else {}
    document = editing.appended(record.document, "keys", group) if group else record.document
    return _vouch(session, record, document, enrolment.ENROL, who, given)


@command.command(
    text=Text("End a key; what it signed stays good.", "停用密钥，已作的签署仍然有效。"),
    examples=("docctl keys retire P-004 SHA256:AbCd --as P-007",),
)
@signer_options
@_REASON
@options.dry_run
@options.record
@_WHICH
def retire(**given: Any) -> int:
    """Mark a key of a person as retired today, and sign for it."""
    return _end(enrolment.RETIRE, "retired_on", given)


@command.command(
    text=Text("Report a key as leaked; what it signed no longer counts.", "报告密钥泄露，其签署不再有效。"),
    examples=("docctl keys compromise P-004 SHA256:AbCd --keep STATEMENT.json --as P-007",),
)
@signer_options
@words.option(
    "--keep",
    "kept",
    multiple=True,
    word=Text("STATEMENT", "签署记录"),
    text=Text("This statement stays good; may be repeated.", "保留该签署记录的效力，可重复使用。"),
)
@_REASON
@options.dry_run
@options.record
@_WHICH
def compromise(**given: Any) -> int:
    """Mark a key of a person as compromised today, name the statements to keep, and sign for it."""
    return _end(enrolment.COMPROMISE, "compromised_on", given)


@command.command(
    text=Text("Sign the policy as its next version.", "签署策略的下一版本。"),
    examples=("docctl keys enact --as P-001",),
)
@signer_options
@_REASON
@options.dry_run
def enact(**given: Any) -> int:
    """Add one administrator's signature to schemas/policy.yaml; it counts when there are enough of them."""
    session = start_writing(dry=given["dry_run"])
    trust = session.check.approvals.trust
    who = administrator(session, given["person"])
    act = TrustAct(ENACT, who, moment(), f"docctl {__version__}", given["reason"])
    try:
        files = prepare_enactment(trust, act, signing_key(session, given["key"], who, demo=given["demo"]))
    except Refused as refused:
        return refuse(unwritten(refused.reasons, session.snapshot, POLICY))
    write_files(session, files, dry=given["dry_run"])
    return _next(given, POLICY_PATH, next(iter(files)).rpartition("/")[0])


command.add_command(enrol_request.command)


@command.command(
    "signers-file",
    text=Text("Print who may sign, for ssh-keygen -Y verify.", "输出可签署人员名单，供 ssh-keygen -Y verify 使用。"),
    examples=("docctl keys signers-file > allowed_signers",),
)
@options.rev
def signers_file(*, rev: str | None) -> int:
    """Every enrolled key that can sign and has not leaked, with the days from which and until which it counts."""
    session = Session.start(rev=rev)
    trust = session.check.approvals.trust
    entries = []
    for person in session.library.of_type(enrolment.PERSON):
        enrolled = trust.person(person.id)
        for window in enrolled.data.get("keys", ()) if enrolled is not None else ():
            end = min((window[name] for name in ("until", "retired_on") if name in window), default=None)
            never = "compromised_on" in window or (end is not None and end < window["from"])
            if not never and blob_of(window["key"]) is not None:
                entries.append((person.id, window["key"], trust.starts(window["from"]), trust.ends(end)))
    out(allowed_signers(entries, NAMESPACE).rstrip("\n"))
    return 0


def _person(given: Mapping[str, Any]) -> tuple[Session, Record]:
    session = start_writing(dry=given["dry_run"])
    record = session.record(given["record"])
    if record.type.slug != enrolment.PERSON:
        title = record.type.title
        raise Trouble(Text(f"{record.id} is a {title.en}, no person", f"{record.id} 是{title.zh}，不是人员"))
    return session, record


def _asked(session: Session, record: Record, given: Mapping[str, Any]) -> dict[str, object]:
    """The key that is to be added, as fields of the record."""
    if given["request"] is not None:
        return enrol_request.accepted(session, record, given["request"])
    if given["public"] is None:
        return {}
    return {"kind": "ssh", "key": public_line_of(Path(given["public"]))}


def _end(step: str, field: str, given: Mapping[str, Any]) -> int:
    session, record = _person(given)
    who = administrator(session, given["person"])
    document: Document | None = record.document
    for index in enrolled_keys.meant(record, given["which"], step):
        document = document and editing.set_in_entry(document, "keys", index, {field: session.as_of})
    return _vouch(session, record, document, step, who, given)


def _vouch(
    session: Session, record: Record, document: Document | None, step: str, who: str, given: Mapping[str, Any]
) -> int:
    if document is None:
        raise Trouble(
            Text(
                f"the keys in {record.path} are not written as a plain list",
                f"{record.path} 中的 keys 不是逐行书写的列表",
            ),
            Text("change the file by hand, then: docctl keys enrol ID", "请手工修改后运行 docctl keys enrol 编号"),
        )
    reasons = list(Shape(record.type).check(document))
    if reasons:
        return refuse(unwritten(reasons, session.snapshot, record.id))
    changed = Record(record.id, record.type, document)
    act = TrustAct(step, who, moment(), f"docctl {__version__}", given["reason"], _kept(session, given))
    key = signing_key(session, given["key"], who, demo=given["demo"])
    try:
        files = prepare_enrolment(session.check.approvals.trust, changed, act, key)
    except Refused as refused:
        return refuse(unwritten(refused.reasons, session.snapshot, record.id))
    write_files(session, {**files, record.path: document.source}, dry=given["dry_run"])
    return _next(given, record.path, next(iter(files)).rpartition("/")[0])


def _kept(session: Session, given: Mapping[str, Any]) -> tuple[str, ...]:
    """The digests of the statements that stay good, named by their files."""
    found = []
    known = {
        filed.path: filed.digest
        for folders in session.check.approvals.trust.folders.values()
        for folder in folders
        for filed in folder.filed
    }
    for name in given.get("kept", ()):
        fitting = [digest for path, digest in known.items() if path == name or path.endswith("/" + name)]
        if len(fitting) != 1:
            raise Trouble(
                Text(
                    f"{len(fitting)} statements are called {show(name)}",
                    f"名为 {show(name)} 的签署记录有 {len(fitting)} 个",
                ),
                Text("give its path from records/approvals on", "请写出从 records/approvals 开始的完整路径"),
            )
        found += fitting
    return tuple(found)


def _next(given: Mapping[str, Any], *paths: str) -> int:
    if not given["dry_run"]:
        quoted = " ".join(map(shlex.quote, paths))
        say(Text(f"next: git add {quoted} && git commit", f"下一步：git add {quoted} && git commit"))
    return 0
