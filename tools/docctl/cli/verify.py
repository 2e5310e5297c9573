"""`docctl verify`: every signed statement, judged again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.approval.trust.codes import POLICY_ROOT
from docctl.approval.trust.policy import PATH as POLICY_PATH
from docctl.cli import options
from docctl.cli import words
from docctl.cli.session import Session
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import out
from docctl.cli.terminal import print_json
from docctl.cli.terminal import print_table
from docctl.cli.terminal import say
from docctl.report import headline
from docctl.report import sort
from docctl.violation import Position
from docctl.violation import Severity
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docctl.approval.approvals import Approvals
    from docctl.approval.revision import Judged
    from docctl.approval.revision import Revision
    from docctl.violation import Violation

_TITLES = {
    "en": ("record", "revision", "state", "step", "person", "role", "at", "verdict"),
    "zh": ("文件", "修订", "状态", "步骤", "签署人", "角色", "时间", "结果"),
}


@words.command(examples=("docctl verify", "docctl verify HM-QP-XS003", "docctl verify --format json"))
@options.as_of
@options.rev
@words.option(
    "--all", "everything", is_flag=True, text=Text("Every document, as without ID.", "全部文件（不指定编号时亦同）。")
)
@options.output_format("table", "json")
@words.option(
    "--root",
    word=Text("SHA256", "校验值"),
    text=Text("Version 1 of the policy must be this one.", "策略第 1 版的校验值必须与此相同。"),
)
@words.argument("records", Text("ID", "编号"), nargs=-1)
def command(
    *, as_of: str | None, rev: str | None, everything: bool, root: str | None, shape: str, records: tuple[str, ...]
) -> int:
    """Print every statement of the documents named, or of all, with its verdict."""
    session = Session.start(rev=rev, as_of=as_of)
    approvals = session.check.approvals
    wanted = approvals.documents() if everything or not records else [_signed(session, name) for name in records]
    problems = [problem for document in wanted for problem in approvals.problems(document)]
    problems += [] if records and not everything else approvals.trust.trust_problems()
    problems += _root_problems(approvals, root)
    found = [(revision, approvals.state(revision, session.as_of)) for d in wanted for revision in approvals.of(d)]
    if shape == "json":
        print_json([_entry(revision, state) for revision, state in found])
    else:
        _print(session, found, approvals, wanted)
        _say_root(approvals)
    for problem in sort(problems):
        out(headline(problem, chosen_language()), err=True)
    return int(any(problem.severity is Severity.ERROR for problem in problems))


def _root_problems(approvals: Approvals, root: str | None) -> list[Violation]:
    """Whether the policy began with the version that the reader knows from elsewhere."""
    if root is None:
        return []
    first = approvals.trust.policies.version(1)
    found = first.digest.removeprefix("sha256:") if first is not None else "—"
    wanted = root.lower().removeprefix("sha256:")
    if found == wanted:
        return []
    return [POLICY_ROOT.at(POLICY_PATH, Position(1, 1), value=found, root=show(wanted))]


def _signed(session: Session, name: str) -> str:
    record = session.record(name)
    if record.type.slug not in session.check.approvals.judges:
        title = record.type.title
        raise Trouble(
            Text(f"{record.id} is a {title.en}: it is not signed", f"{record.id} 是{title.zh}，不采用签署流程")
        )
    return record.id


def _entry(revision: Revision, state: str) -> dict[str, Any]:
    return {
        "record": revision.id,
        "revision": revision.name,
        "state": state,
        "statements": [
            {
                "transition": judged.transition,
                "person": judged.filed.statement.person,
                "role": judged.filed.statement.role,
                "at": judged.filed.statement.at,
                "method": judged.filed.statement.method,
                "valid": judged.valid,
                "code": _code(judged),
            }
            for judged in revision.statements
        ],
    }


def _code(judged: Judged) -> str:
    if judged.problems:
        return judged.problems[0].slug.removeprefix("engine.").replace("-", "_").upper()
    return "" if judged.in_round else "ROUND_OVER"


def _print(
    session: Session, found: Sequence[tuple[Revision, str]], approvals: Approvals, wanted: Sequence[str]
) -> None:
    language = chosen_language()
    rows = []
    for revision, state in found:
        judge = approvals.judge_of(revision.id)
        title = judge.bound.lifecycle.title(state).get(language) if judge else state
        for judged in revision.statements:
            statement = judged.filed.statement
            verdict = Text("verified", "已核验").get(language) if judged.valid else _code(judged)
            rows.append(
                (
                    revision.id,
                    revision.name,
                    title,
                    judged.transition,
                    statement.person,
                    statement.role,
                    statement.at,
                    verdict,
                ),
            )
    print_table(_TITLES[language], rows)
    valid = sum(judged.valid for revision, _ in found for judged in revision.statements)
    say(
        Text(
            f"{valid} of {len(rows)} statements of {len(wanted)} documents count as of {session.as_of}",
            f"截至 {session.as_of}，{len(wanted)} 份文件共 {len(rows)} 条签署记录，其中 {valid} 条有效",
        ),
    )


def _say_root(approvals: Approvals) -> None:
    """What the signatures rest on: readers who know it from elsewhere compare it."""
    policies = approvals.trust.policies
    first, last = policies.version(1), policies.current
    if first is not None and last is not None:
        root, number = first.digest.removeprefix("sha256:"), last.number
        say(
            Text(
                f"they rest on policy version {number}; version 1 is {root} (--root)",
                f"签署依据策略第 {number} 版；第 1 版校验值为 {root}（--root）",
            )
        )
