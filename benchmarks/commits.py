"""A library with a long history, made by one `git fast-import` and kept for later runs."""

from __future__ import annotations

import shutil
import subprocess
from random import Random
from typing import IO
from typing import TYPE_CHECKING

from benchmarks.corpus import Corpus
from benchmarks.corpus import git
from benchmarks.measure import environment

if TYPE_CHECKING:
    from pathlib import Path

FIRST_MOMENT = 1_600_000_000
STEP = 3_600
MERGE_EVERY = 10
IN_A_FOLDER = 250
_PEOPLE = 40


def history(records: int, commits: int, place: Path) -> Path:
    """A bare repository of so many records and so many commits after the first, each with one to three changes."""
    folder = place / f"history-{records}-{commits}"
    if not (folder / "made").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main")
        _import(folder, _in_folders(Corpus(records).files()), commits)
        git(folder, "repack", "-adfq")
        (folder / "made").touch()
    return folder


def _in_folders(files: dict[str, bytes]) -> dict[str, bytes]:
    """Records in folders of a few hundred, as by year: in flat folders git itself needs ten times as long."""
    placed: dict[str, bytes] = {}
    for number, (path, data) in enumerate(files.items()):
        folder, _, name = path.rpartition("/")
        flat = not path.startswith("records/approvals/")
        placed[f"{folder}/{number // IN_A_FOLDER:04d}/{name}" if flat else path] = data
    return placed


def _import(folder: Path, files: dict[str, bytes], commits: int) -> None:
    command = ("git", "fast-import", "--quiet")
    with subprocess.Popen(command, cwd=folder, env=environment(), stdin=subprocess.PIPE) as process:
        assert process.stdin is not None  # noqa: S101 - a pipe, which the type of Popen does not say
        _write(process.stdin, files, commits)
        process.stdin.close()
        if process.wait() != 0:
            raise RuntimeError("git fast-import failed")


def _write(stream: IO[bytes], files: dict[str, bytes], commits: int) -> None:
    """A line of commits, of which every tenth merges the one before it as a branch and brings nothing of its own."""
    changing = [path for path in files if path.startswith(("records/customer/", "records/certificate/"))]
    rng = Random(commits)  # noqa: S311 - repeatable is the point
    _commit(stream, 0, files, ())
    chosen: dict[str, bytes] = {}
    for number in range(1, commits + 1):
        merged = number % MERGE_EVERY == 0
        if not merged:
            chosen = {path: _changed(files[path], number) for path in rng.sample(changing, rng.randint(1, 3))}
        # The mark of a commit is its number plus one.
        _commit(stream, number, chosen, (number - 1, number) if merged else (number,))


def _changed(source: bytes, number: int) -> bytes:
    return source + b"title_en: Change %d\n" % number


def _commit(stream: IO[bytes], number: int, files: dict[str, bytes], parents: tuple[int, ...]) -> None:
    person, moment = number % _PEOPLE, FIRST_MOMENT + number * STEP
    message = b"Change %d: what was agreed on the phone" % number
    stream.write(b"commit refs/heads/main\nmark :%d\n" % (number + 1))
    stream.write(b"author Person %d <person%d@example.invalid> %d +0000\n" % (person, person, moment))
    stream.write(b"committer Person %d <person%d@example.invalid> %d +0000\n" % (person, person, moment))
    stream.write(b"data %d\n%b\n" % (len(message), message))
    for command, parent in zip((b"from", b"merge"), parents, strict=False):
        stream.write(b"%b :%d\n" % (command, parent))
    for path, data in files.items():
        stream.write(b"M 100644 inline %b\ndata %d\n%b\n" % (path.encode(), len(data), data))
