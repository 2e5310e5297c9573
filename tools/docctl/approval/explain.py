"""Why a document is in its state on a day, in sentences: statements counted and missing, dates compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.approval.approvals import Approvals
    from docctl.approval.judge import Judge
    from docctl.approval.revision import Judged
    from docctl.approval.revision import Revision
    from docctl.library import Record


def explain(approvals: Approvals, record: Record, day: str) -> Iterator[Text]:
    """The sentences about a document: its revisions one by one, then what is in force."""
    judge = approvals.judges[record.type.slug]
    revisions = approvals.of(record.id)
    if not revisions:
        yield Text(f"{record.id} has no statements: it is a draft.", f"{record.id} 没有签署记录，为草稿。")
        return
    for revision in revisions:
        yield from _revision(approvals, judge, revision, day)
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


def _revision(approvals: Approvals, judge: Judge, revision: Revision, day: str) -> Iterator[Text]:
    title = judge.bound.lifecycle.title(approvals.state(revision, day))
    yield Text(
        f"Revision {revision.name} is: {title.en} (as of {day}).",
        f"修订 {revision.name}：{title.zh}（截至 {day}）。",
    )
    for judged in revision.statements:
        yield _statement(judge, judged)
    for missing in revision.missing:
        yield _missing(judge, missing)
    for problem in revision.problems:
        yield Text(f"  Not issued: {problem.message.en}.", f"  不能发布：{problem.message.zh}。")
    if revision.issued:
        yield _dates(revision, day)


def _statement(judge: Judge, judged: Judged) -> Text:
    statement = judged.filed.statement
    transition = judge.bound.lifecycle.transition(statement.transition)
    step = transition.title if transition else Text(statement.transition, statement.transition)
    who = f"{statement.name} ({statement.person})"
    if judged.problems:
        reason = judged.problems[0].message
        return Text(
            f"  Does not count: {step.en} by {who}: {reason.en}.", f"  无效：{who} 的“{step.zh}”：{reason.zh}。"
        )
    day = judge.day(statement.at)
    if not judged.in_round:
        return Text(f"  Earlier round: {step.en} by {who} on {day}.", f"  前一轮：{who} 于 {day}“{step.zh}”。")
    role = judge.role_title(statement.role)
    return Text(
        f"  Counts: {step.en} by {who} as {role.en} on {day}, signature verified.",
        f"  有效：{who} 于 {day} 以{role.zh}身份“{step.zh}”，电子签名已核验。",
    )


def _missing(judge: Judge, requirement: str) -> Text:
    name, _, roles = requirement.partition(":")
    transition = judge.bound.lifecycle.transition(name)
    step = transition.title if transition else Text(name, name)
    titles = [judge.role_title(role) for role in roles.split("|") if role]
    by = Text(" or ".join(t.en for t in titles) or "—", "或".join(t.zh for t in titles) or "—")
    return Text(f"  Missing: {step.en} by {by.en}.", f"  缺少：“{step.zh}”（{by.zh}）。")


def _dates(revision: Revision, day: str) -> Text:
    if revision.ended_on is not None:
        return Text(
            f"  Effective on {revision.effective_on}, ended on {revision.ended_on}.",
            f"  {revision.effective_on} 生效，{revision.ended_on} 起停止使用。",
        )
    if revision.effective_on > day:
        return Text(f"  Takes effect on {revision.effective_on}.", f"  将于 {revision.effective_on} 生效。")
    return Text(f"  Effective since {revision.effective_on}.", f"  自 {revision.effective_on} 起生效。")


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
