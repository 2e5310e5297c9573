"""`docctl rules`: what is checked and why."""

from __future__ import annotations

from docctl.cli import options
from docctl.cli import words
from docctl.cli.session import Session
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import print_json
from docctl.cli.terminal import print_table
from docctl.rules.catalogue import entries
from docctl.schema import load_schemas
from docctl.violation import Text

_TITLES = {
    "en": ("rule", "name", "kind", "severity", "says"),
    "zh": ("规则", "名称", "方式", "级别", "内容"),
}


_ALL = Text("Also those of profiles that the company does not use.", "包括本公司未启用的业务类型的规则。")


@words.command(examples=("docctl rules", "docctl rules --all --format json", "docctl explain R-504"))
@options.output_format("table", "json")
@words.option("--all", "everything", is_flag=True, text=_ALL)
def command(shape: str, *, everything: bool) -> None:
    """Print every rule with its kind and statement."""
    session = Session.start()
    session.require_schemas()
    schemas = load_schemas(session.snapshot, every_profile=True)[0] if everything else session.schemas
    found = entries(schemas)
    if shape == "json":
        print_json([entry.as_json() for entry in found])
        return
    language = chosen_language()
    rows = [(e.id, e.slug, e.kind, e.severity, e.statement.get(language)) for e in found]
    print_table(_TITLES[language], rows)
