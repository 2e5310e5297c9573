"""`docctl upgrade`: the policy moves to the types that the installed docctl brings, once all is judged by them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docctl import __version__
from docctl.approval.trust.codes import POLICY_UNSIGNED
from docctl.approval.trust.policy import ID
from docctl.approval.trust.policy import PATH as POLICY
from docctl.cli import editing
from docctl.cli import options
from docctl.cli import words
from docctl.cli.check import judged
from docctl.cli.session import Session
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import out
from docctl.cli.terminal import say
from docctl.cli.writing import start_writing
from docctl.cli.writing import write_files
from docctl.packaged import packaged_digest
from docctl.reader import read
from docctl.report import full
from docctl.violation import Text

if TYPE_CHECKING:
    from docctl.reader import Document

_BY_HAND = Text(
    f"write docctl: {__version__} and packaged: {packaged_digest()} in schemas/policy.yaml, and raise version by one",
    f"请在 schemas/policy.yaml 中写明 docctl: {__version__} 和 packaged: {packaged_digest()}，并将 version 加一",
)


@words.command(examples=("docctl upgrade --dry-run", "docctl upgrade"))
@options.dry_run
def command(*, dry_run: bool) -> int:
    """Judge every record by the installed types, then write the policy that keeps to them."""
    session = start_writing(dry=dry_run)
    policy = _policy(session)
    if policy.data["packaged"] == packaged_digest():
        say(Text(f"the types are those of docctl {__version__}", f"所用类型与 docctl {__version__} 随附的一致"))
        return 0
    moved = _moved(session, policy)
    state = session.snapshot.with_files({POLICY: moved.source})
    report = judged(Session(session.repository, state, session.as_of_given))
    # The administrators sign what is written here, not before.
    report = replace(report, violations=[one for one in report.violations if one.slug != POLICY_UNSIGNED.slug])
    out(full(report, chosen_language()))
    write_files(session, {POLICY: moved.source}, dry=dry_run)
    if not dry_run:
        say(Text("next: each administrator signs it: docctl keys enact", "下一步：管理员逐一签署：docctl keys enact"))
    return 1 if report.failed else 0


def _policy(session: Session) -> Document:
    policy = read(POLICY, session.snapshot.read(POLICY))[0] if POLICY in session.snapshot else None
    if policy is None or "packaged" not in policy.data:
        raise Trouble(
            Text("the schemas of this library are all its own", "本文件库的类型全部自行维护，没有采用随附类型"),
            Text("there is nothing to move; edit them under schemas/", "无需升级，请直接修改 schemas/ 中的文件"),
        )
    return policy


def _moved(session: Session, policy: Document) -> Document:
    """The policy as it keeps to what is installed; as its next version, where this one has been signed."""
    found: Document | None = policy
    version = int(policy.data["version"])
    signed = session.snapshot.paths(f"records/approvals/{ID}/{version}/")
    values = {"packaged": packaged_digest(), "docctl": __version__, "version": version + bool(signed)}
    for name, value in values.items():
        change = editing.replaced if name in policy.data else editing.added
        found = change(found, name, value) if found is not None else None
    if found is None:
        raise Trouble(Text(f"{POLICY} cannot be changed in place", f"{POLICY} 的写法无法自动修改"), _BY_HAND)
    return found
