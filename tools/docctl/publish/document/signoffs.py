"""Who signed a document, as its page shows it: name, role, time, meaning, in which way, and whether it was verified."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.approval.acting import PAPER
from docctl.approval.filing import WEBAUTHN
from docctl.approval.on_paper import paper_signatures
from docctl.approval.steps import ADOPT
from docctl.approval.steps import ENDING
from docctl.publish.masking import plain
from docctl.publish.moments import local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.approval.revision import Judged
    from docctl.approval.statement import Statement
    from docctl.lifecycle.compiled import BoundLifecycle
    from docctl.publish.edition import Edition
    from docctl.publish.standing import Standing


def signoffs(edition: Edition, found: Standing) -> list[dict[str, Any]]:
    """The signatures on paper, then the statements that were required and those that ended it, in order."""
    bound = edition.bound(found.record.type.slug)
    if found.revision is None or bound is None:
        return []
    needed = [ADOPT, *(transition.name for transition in bound.lifecycle.needed), *ENDING]
    shown = [j for j in found.revision.statements if j.in_round and j.transition in needed]
    last = {j.transition: j for j in shown if j.valid or j.transition not in {s.transition for s in shown if s.valid}}
    signed = [signoff(edition, bound, j) for j in shown if last.get(j.transition) is j or j.valid]
    return [*_paper(edition, bound, found), *signed]


def _paper(edition: Edition, bound: BoundLifecycle, found: Standing) -> Iterator[dict[str, Any]]:
    """Who signed the original that was adopted."""
    if found.revision is None or not found.revision.is_adopted:
        return
    for signature in paper_signatures(bound, found.record):
        yield {
            "step": edition.text(signature.title),
            "name": plain(signature.name),
            "role": "",
            "at": plain(signature.day),
            "meaning": edition.words("paper_approval"),
            "manner": "",
            "on_paper": True,
            "verified": False,
        }


def signoff(edition: Edition, bound: BoundLifecycle, judged: Judged) -> dict[str, Any]:
    """One statement as a page shows it."""
    statement = judged.filed.statement
    transition = bound.lifecycle.transition(statement.transition)
    step, meaning = plain(statement.transition), plain(statement.meaning)
    if transition is not None:
        step = edition.text(transition.title)
        known = {transition.meaning.en, transition.meaning.zh}
        meaning = edition.text(transition.meaning) if statement.meaning in known else meaning
    name, manner = _manner(edition, statement)
    return {
        "step": edition.words.get(f"step_{statement.transition}", step),
        "name": name,
        "role": edition.role(statement.role),
        "at": local(statement.at, edition.site.host.timezone),
        "meaning": meaning,
        "manner": manner,
        "on_paper": False,
        "verified": judged.valid,
    }


def _manner(edition: Edition, statement: Statement) -> tuple[str, str]:
    """Whose name stands there, and how it was signed where that is not with a key of their own."""
    name = plain(statement.name)
    if statement.on_behalf_of is None:
        return name, edition.words("by_passkey") if statement.method == WEBAUTHN else ""
    known = edition.site.library.get(statement.on_behalf_of)
    principal = plain(known.title if known is not None else statement.on_behalf_of)
    if statement.method == PAPER:
        return principal, edition.words("on_paper", name=name)
    return name, edition.words("on_behalf_of", name=principal, delegation=plain(statement.delegation))
