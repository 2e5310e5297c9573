"""`docctl due`: what is due and overdue."""

from __future__ import annotations

from docctl.cli import options
from docctl.cli import words
from docctl.cli.session import Session
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import print_json
from docctl.cli.terminal import print_table
from docctl.violation import Text

_TITLES = {
    "en": ("due", "state", "rule", "record", "owner", "department", "what"),
    "zh": ("期限", "状态", "规则", "记录", "责任人", "部门", "事项"),
}
_STATES = {"zh": {"overdue": "逾期", "due": "临期", "ok": "未到期"}, "en": {}}


@words.command(examples=("docctl due", "docctl due --all --as-of 2026-12-31", "docctl due --format json"))
@options.as_of
@options.rev
@words.option("--all", "everything", is_flag=True, text=Text("Also what is not due yet.", "包括未到期事项。"))
@options.output_format("table", "json")
def command(*, as_of: str | None, rev: str | None, everything: bool, shape: str) -> None:
    """Print the duties that are overdue or due soon."""
    session = Session.start(rev=rev, as_of=as_of)
    language = chosen_language()
    items = [item for item in session.due() if everything or item.state != "ok"]
    if shape == "json":
        print_json(
            [
                {
                    "rule": item.rule,
                    "slug": item.slug,
                    "record": item.record,
                    "due": item.due,
                    "state": item.state,
                    "owner": item.owner,
                    "department": item.department,
                    "message": item.message.get(language),
                }
                for item in items
            ],
        )
        return
    states = _STATES[language]
    rows = [
        (i.due, states.get(i.state, i.state), i.rule, i.record, i.owner, i.department, i.message.get(language))
        for i in items
    ]
    print_table(_TITLES[language], rows)
