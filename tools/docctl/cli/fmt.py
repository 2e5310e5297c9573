"""`docctl fmt`: line ends, trailing blanks, one final newline, composed characters; never a value."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from docctl.cli import options
from docctl.cli import words
from docctl.cli.check import wanted_paths
from docctl.cli.terminal import say
from docctl.cli.writing import start_writing
from docctl.cli.writing import write_files
from docctl.library.library import APPROVALS
from docctl.library.load import is_record_path
from docctl.reader import read
from docctl.violation import Text

if TYPE_CHECKING:
    from docctl.reader import Document
    from docctl.snapshot import Snapshot


@words.command(examples=("docctl fmt", "docctl fmt records/customer", "docctl fmt --check"))
@words.option(
    "--check",
    "only_check",
    is_flag=True,
    text=Text("Write nothing; exit with 1 if a file would change.", "不写入；有文件需要整理时退出码为 1。"),
)
@options.dry_run
@words.argument("paths", Text("PATH", "路径"), nargs=-1)
def command(*, only_check: bool, dry_run: bool, paths: tuple[str, ...]) -> int:
    """Rewrite the records that are not in the canonical style, but for signed ones."""
    session = start_writing(dry=dry_run or only_check)
    wanted = wanted_paths(session, paths)
    known = [p for p in session.snapshot.paths("records/") if is_record_path(p) and (wanted is None or p in wanted)]
    changed = {p: new for p, old in session.snapshot.read_all(known).items() if (new := canonical(p, old)) != old}
    signed = {path for path in changed if is_signed(session.snapshot, path)}
    for path in sorted(signed):
        say(Text(f"left alone, it is signed: {path}", f"已签署，未改动：{path}"))
    unsigned = {path: data for path, data in changed.items() if path not in signed}
    write_files(session, unsigned, dry=only_check or dry_run)
    if not unsigned:
        say(Text("nothing to do", "无需整理"))
    return 1 if only_check and unsigned else 0


def canonical(path: str, source: bytes) -> bytes:
    """The canonical bytes of a record; a file that cannot be read, or would change a value, stays as it is."""
    try:
        text = source.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        return source
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = [_line(path, line) for line in lines]
    result = ("\n".join(kept).strip("\n") + "\n").encode()
    before, after = read(path, source)[0], read(path, result)[0]
    if after is None or (before is not None and _composed(before) != _composed(after)):
        return source
    return result


def _composed(document: Document) -> str:
    """The values of a record as they are once their characters are composed: that alone changes nothing."""
    return unicodedata.normalize("NFC", repr(document.data))


def _line(path: str, line: str) -> str:
    """A line without trailing blanks, but for the two that break a line of Markdown."""
    bare = line.rstrip()
    return bare + "  " if bare and path.endswith(".md") and line.endswith("  ") else bare


def is_signed(snapshot: Snapshot, path: str) -> bool:
    """Whether these very bytes were submitted: to change one would undo the signatures."""
    name = path.rpartition("/")[2]
    copies = (p for p in snapshot.paths(f"{APPROVALS}{name.rpartition('.')[0]}/") if p.rpartition("/")[2] == name)
    return any(snapshot.oid(copy) == snapshot.oid(path) for copy in copies)
