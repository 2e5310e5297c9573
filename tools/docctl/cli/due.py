"""`docctl due`: what is due and overdue."""

from __future__ import annotations

import click

from docctl.cli import options
from docctl.cli.session import Session
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import print_json
from docctl.cli.terminal import print_table

_TITLES = {
    "en": ("due", "state", "rule", "record", "owner", "department", "what"),
    "zh": ("期限", "状态", "规则", "记录", "责任人", "部门", "事项"),
}
_STATES = {"zh": {"overdue": "逾期", "due": "临期", "ok": "未到期"}, "en": {}}


@click.command
@options.as_of
@options.rev
@click.option("--all", "everything", is_flag=True, help="Also what is not due yet. / 包括未到期事项。")
@options.output_format("table", "json")
def command(*, as_of: str | None, rev: str | None, everything: bool, shape: str) -> None:
    """List duties that are overdue or due soon. / 列出逾期和临期事项。"""
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
