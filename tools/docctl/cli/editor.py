"""`docctl editor`: what an editor needs to explain and complete the fields of records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from docctl.cli import options
from docctl.cli import words
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import say
from docctl.cli.writing import start_writing
from docctl.cli.writing import work_tree
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.cli.session import Session
    from docctl.schema import RecordType

FOLDER, SETTINGS = ".vscode/schemas/", ".vscode/settings.json"


@words.command(examples=("docctl editor", "docctl editor --lang en"))
@options.dry_run
def command(*, dry_run: bool) -> None:
    """Write a JSON Schema per type in the chosen language, and settings that name them where there are none."""
    session = start_writing(dry=dry_run)
    session.require_schemas()
    files = editor_files(session.schemas.types, chosen_language())
    top = work_tree(session.repository)
    if not (top / SETTINGS).exists():
        files[SETTINGS] = settings(session.schemas.types)
    _write(session, files, dry=dry_run)


def _write(session: Session, files: Mapping[str, bytes], *, dry: bool) -> None:
    top = work_tree(session.repository)
    for path, data in sorted(files.items()):
        if not dry:
            (top / path).parent.mkdir(parents=True, exist_ok=True)
            (top / path).write_bytes(data)
    done = Text("would write", "将写入") if dry else Text("wrote", "已写入")
    count = len(files)
    say(Text(f"{done.en} {count} files under .vscode/", f"{done.zh} {count} 个文件（.vscode/）"))


def editor_files(types: Mapping[str, RecordType], language: str) -> dict[str, bytes]:
    """The schemas of the types that are written as YAML, by path; an editor does not look into Markdown."""
    from docctl.schema.for_editors import editor_schema

    plain = {slug: one for slug, one in types.items() if not one.is_markdown}
    return {FOLDER + f"{slug}.json": _json(editor_schema(one, language)) for slug, one in plain.items()}


def settings(types: Mapping[str, RecordType]) -> bytes:
    """Which schema belongs to which folder, as Visual Studio Code and the YAML language server read it."""
    named = {
        f"./{FOLDER}{slug}.json": f"records/{slug}/**/*.yaml" for slug, one in types.items() if not one.is_markdown
    }
    return _json({"files.eol": "\n", "files.encoding": "utf8", "yaml.schemas": named})


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
