"""`docctl types`: the record types, and the lifecycle of one as a diagram."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from docctl.cli import options
from docctl.cli import words
from docctl.cli.session import Session
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import out
from docctl.cli.terminal import print_json
from docctl.cli.terminal import print_table
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docctl.schema import RecordType

_TITLES = {"en": ("type", "name", "path", "records"), "zh": ("类型", "名称", "位置", "记录数")}


@words.command(
    examples=("docctl types", "docctl types customer --diagram svg > customer.svg", "docctl explain customer")
)
@words.option(
    "--diagram",
    type=click.Choice(("mermaid", "svg")),
    text=Text("Draw the lifecycle of TYPE.", "画出该类型的状态流程图。"),
)
@options.output_format("table", "json")
@words.argument("slug", Text("TYPE", "类型"), required=False)
def command(diagram: str | None, shape: str, slug: str | None) -> None:
    """Print the record types with the number of their records, or the diagram of one."""
    session = Session.start()
    session.require_schemas()
    kinds = session.schemas.types.values() if slug is None else [session.record_type(slug)]
    if diagram is not None:
        out(_diagram(session, diagram, kinds if slug is not None else ()).rstrip("\n"))
    else:
        _print(session, shape, kinds)


def _print(session: Session, shape: str, kinds: Iterable[RecordType]) -> None:
    language = chosen_language()
    found = [
        {
            "slug": kind.slug,
            "zh": kind.title.zh,
            "title": kind.title.en,
            "path": f"records/{kind.slug}/{kind.path_template}",
            "lifecycle": kind.lifecycle or "",
            "records": len(session.library.of_type(kind.slug)),
        }
        for kind in kinds
    ]
    if shape == "json":
        print_json(found)
    else:
        title = "zh" if language == "zh" else "title"
        print_table(_TITLES[language], [(e["slug"], e[title], e["path"], e["records"]) for e in found])


def _diagram(session: Session, kind: str, types: Iterable[RecordType]) -> str:
    from docctl.lifecycle.diagram import mermaid
    from docctl.lifecycle.drawing import svg

    wanted = next(iter(types), None)
    if wanted is None:
        raise Trouble(
            Text("of which type is the diagram?", "未指明要画哪一种类型的流程图"),
            Text(f"name it: docctl types TYPE --diagram {kind}", f"请指定：docctl types 类型 --diagram {kind}"),
        )
    bound = session.book.lifecycles.get(wanted.slug)
    if bound is None:
        title = wanted.title
        raise Trouble(
            Text(f"a {title.en} has no lifecycle", f"{title.zh}没有状态流程"),
            Text("those that have one: docctl types --format json", "有流程的类型见：docctl types --format json"),
        )
    draw = {"mermaid": mermaid, "svg": svg}[kind]
    return draw(bound.lifecycle, session.schemas.roles, chosen_language())
