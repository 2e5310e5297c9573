"""`docctl types`: the record types."""

from __future__ import annotations

from docctl.cli import options
from docctl.cli import words
from docctl.cli.session import Session
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import print_json
from docctl.cli.terminal import print_table

_TITLES = {"en": ("type", "name", "path", "records"), "zh": ("类型", "名称", "位置", "记录数")}


@words.command(examples=("docctl types", "docctl explain customer"))
@options.output_format("table", "json")
def command(shape: str) -> None:
    """Print the record types with the number of their records."""
    session = Session.start()
    session.require_schemas()
    language = chosen_language()
    found = [
        {
            "slug": slug,
            "zh": kind.title.zh,
            "title": kind.title.en,
            "path": f"records/{slug}/{kind.path_template}",
            "lifecycle": kind.lifecycle or "",
            "records": len(session.library.of_type(slug)),
        }
        for slug, kind in session.schemas.types.items()
    ]
    if shape == "json":
        print_json(found)
    else:
        title = "zh" if language == "zh" else "title"
        print_table(_TITLES[language], [(e["slug"], e[title], e["path"], e["records"]) for e in found])
