"""Why a document is in its state on a day, in sentences: statements counted and missing, dates compared."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.approval.acting import PAPER
from docctl.approval.on_paper import paper_signatures
from docctl.approval.steps import ADOPT
from docctl.approval.steps import RELEASE
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.approval.approvals import Approvals
    from docctl.approval.judge import Judge
    from docctl.approval.revision import Judged
    from docctl.approval.revision import Revision
    from docctl.approval.statement import Statement
    from docctl.library import Record


def explain(approvals: Approvals, record: Record, day: str) -> Iterator[Text]:
    """The sentences about a document: its revisions one by one, then what is in force."""
    revisions = approvals.of(record.id)
    if not revisions:
        yield Text(f"{record.id} has no statements: it is a draft.", f"{record.id} 没有签署记录，为草稿。")
        return
    for revision in revisions:
        yield from _revision(approvals, approvals.judges[record.type.slug], revision, day)
    yield _in_force(approvals, record.id, day)
    named = approvals.revision_of(record)
    if named is None:
        stated = record.data["revision"]
        yield Text(
            f"The working document is revision {stated}, which was not submitted: a draft.",
            f"工作文件为修订 {stated}，尚未送审，为草稿。",
        )
    elif not named.issued and not approvals.holds_submitted_bytes(record, named):
        yield Text(
            f"The working document differs from what was submitted as {named.name}: it must be submitted again.",
            f"工作文件与修订 {named.name} 送审的内容不同，须重新送审。",
        )


def explain_current(approvals: Approvals, revision: Revision, day: str) -> Iterator[Text]:
    """Why one revision of a document is in its state on a day, and which one is in force."""
    judge = approvals.judge_of(revision.id)
    if judge is not None:
        yield from _revision(approvals, judge, revision, day)
        yield _in_force(approvals, revision.id, day)


def _revision(approvals: Approvals, judge: Judge, revision: Revision, day: str) -> Iterator[Text]:
    title = judge.bound.lifecycle.title(approvals.state(revision, day))
    yield Text(
        f"Revision {revision.name} is: {title.en} (as of {day}).",
        f"修订 {revision.name}：{title.zh}（截至 {day}）。",
    )
    for judged in revision.statements:
        yield _statement(judge, judged)
    if revision.is_adopted and revision.record is not None:
        yield from _on_paper(judge, revision.record)
    for missing in revision.missing:
        yield _missing(judge, missing)
    if revision.awaits_release and revision.record is not None:
        yield from _awaited(judge, revision.record)
    for problem in revision.problems:
        yield Text(f"  Not issued: {problem.message.en}.", f"  不能发布：{problem.message.zh}。")
    if revision.issued:
        yield from _dates(revision, day)


def _statement(judge: Judge, judged: Judged) -> Text:
    statement = judged.filed.statement
    transition = judge.bound.lifecycle.transition(statement.transition)
    step = transition.title if transition else Text(statement.transition, statement.transition)
    who, day = _who(judge, statement), judge.day(statement.at)
    if judged.problems:
        reason = judged.problems[0].message
        return Text(
            f"  Does not count: {step.en} by {who.en}: {reason.en}.", f"  无效：{who.zh}的“{step.zh}”：{reason.zh}。"
        )
    if not judged.in_round:
        return Text(f"  Earlier round: {step.en} by {who.en} on {day}.", f"  前一轮：{who.zh}于 {day}“{step.zh}”。")
    role = judge.role_title(statement.role)
    if statement.transition == ADOPT:
        return Text(
            f"  Counts: approval on paper, adopted by {who.en} as {role.en} on {day}, signature verified.",
            f"  有效：历史批准（纸质），由{role.zh} {who.zh}于 {day} 采认，电子签名已核验。",
        )
    return Text(
        f"  Counts: {step.en} by {who.en} as {role.en} on {day}, signature verified.",
        f"  有效：{who.zh}于 {day} 以{role.zh}身份“{step.zh}”，电子签名已核验。",
    )


def _who(judge: Judge, statement: Statement) -> Text:
    """Who signed, and for whom: on a slip that another countersigned, or under a delegation."""
    signer = f"{statement.name} ({statement.person})"
    if statement.on_behalf_of is None:
        return Text(signer, f"{signer} ")
    known = judge.library.get(statement.on_behalf_of)
    name = f"{known.title} ({known.id})" if known is not None else statement.on_behalf_of
    if statement.method == PAPER:
        return Text(f"{name}, on paper, countersigned by {signer},", f"{name}（纸质签署，由 {signer} 会签）")
    return Text(
        f"{signer} for {name}, delegation {statement.delegation},",
        f"{signer}（依授权委托 {statement.delegation} 代 {name} 签署）",
    )


def _on_paper(judge: Judge, record: Record) -> Iterator[Text]:
    """Who signed the original and when, as the record says that was adopted."""
    signed = list(paper_signatures(judge.bound, record))
    if signed:
        english = "; ".join(f"{s.title.en} {s.name}" + (f" on {s.day}" if s.day else "") for s in signed)
        chinese = "；".join(f"{s.title.zh} {s.name}" + (f"（{s.day}）" if s.day else "") for s in signed)
        yield Text(f"  On paper: {english}.", f"  纸质原件：{chinese}。")


def _awaited(judge: Judge, record: Record) -> Iterator[Text]:
    """What has to be met before a revision is released."""
    for name in sorted(judge.bound.asked(RELEASE)):
        schema: Any = record.type.properties[name]
        values: Any = record.data.get(name, ())
        labels = schema.get("items", {}).get("x-labels", {})
        yield Text(
            f"  Approved, but not in force before it is released: {', '.join(labels.get(v, v) for v in values)}.",
            f"  已批准，放行后方可生效，放行条件：{'、'.join(values)}。",
        )


def _missing(judge: Judge, requirement: str) -> Text:
    name, _, roles = requirement.partition(":")
    transition = judge.bound.lifecycle.transition(name)
    step = transition.title if transition else Text(name, name)
    titles = [judge.role_title(role) for role in roles.split("|") if role]
    by = Text(" or ".join(t.en for t in titles) or "—", "或".join(t.zh for t in titles) or "—")
    return Text(f"  Missing: {step.en} by {by.en}.", f"  缺少：“{step.zh}”（{by.zh}）。")


def _dates(revision: Revision, day: str) -> Iterator[Text]:
    if revision.released_on:
        yield Text(f"  Released on {revision.released_on}.", f"  {revision.released_on} 放行。")
    if revision.ended_on is not None:
        yield Text(
            f"  Effective on {revision.effective_on}, ended on {revision.ended_on}.",
            f"  {revision.effective_on} 生效，{revision.ended_on} 起停止使用。",
        )
    elif revision.effective_on > day:
        yield Text(f"  Takes effect on {revision.effective_on}.", f"  将于 {revision.effective_on} 生效。")
    else:
        yield Text(f"  Effective since {revision.effective_on}.", f"  自 {revision.effective_on} 起生效。")


def _in_force(approvals: Approvals, document: str, day: str) -> Text:
    found = approvals.in_force(document, day)
    if found is None:
        return Text(
            f"On {day} no revision of {document} is in force.",
            f"{day} 当日，{document} 没有现行有效的修订。",
        )
    return Text(
        f"On {day} revision {found.name} of {document} is in force: the latest issued one that has taken effect.",
        f"{day} 当日，{document} 现行有效的是修订 {found.name}：已发布并生效的最新修订。",
    )
