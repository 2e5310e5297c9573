"""`docctl fmt`: line ends, trailing blanks, one final newline, composed characters; never a value."""

from __future__ import annotations

import unicodedata

import click

from docctl.cli.check import wanted_paths
from docctl.cli.session import Session
from docctl.cli.terminal import say
from docctl.cli.writing import write_files
from docctl.library.load import is_record_path
from docctl.reader import read
from docctl.violation import Text


@click.command
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit 1 if a file would change. / 只检查。")
@click.argument("paths", nargs=-1)
def command(*, only_check: bool, paths: tuple[str, ...]) -> int:
    """Bring records into the canonical style. / 整理记录的格式。"""
    session = Session.start()
    wanted = wanted_paths(session, paths)
    known = [p for p in session.snapshot.paths("records/") if is_record_path(p) and (wanted is None or p in wanted)]
    changed = {p: new for p, old in session.snapshot.read_all(known).items() if (new := canonical(p, old)) != old}
    signed = {name for name in changed if _is_signed(session, name)}
    for name in sorted(signed):
        say(Text(f"left alone, it is signed: {name}", f"已签署，未改动：{name}"))
    write_files(session.repository, {p: data for p, data in changed.items() if p not in signed}, dry=only_check)
    return 1 if only_check and changed.keys() - signed else 0


def canonical(path: str, source: bytes) -> bytes:
    """The canonical bytes of a record; a file that cannot be read, or would change a value, stays as it is."""
    try:
        text = source.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        return source
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    # Two blanks at the end of a Markdown line are a line break.
    kept = [
        line.rstrip() + ("  " if path.endswith(".md") and line.endswith("  ") and line.strip() else "")
        for line in lines
    ]
    result = ("\n".join(kept).strip("\n") + "\n").encode()
    before, after = read(path, source)[0], read(path, result)[0]
    if after is None or (before is not None and before.data != after.data):
        return source
    return result


def _is_signed(session: Session, path: str) -> bool:
    name = path.rpartition("/")[2].rpartition(".")[0]
    return bool(session.snapshot.paths(f"records/approvals/{name}/"))
