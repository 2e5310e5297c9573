"""Starting git: its settings, its environment, its errors; no shell, and nothing of a user where an option could be."""

# No pathlib: it costs start-up, which every hook would pay.
# ruff: noqa: PTH112

from __future__ import annotations

import os
import subprocess
from typing import IO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false")

# A hook hands its quarantine and its temporary index over in these; every other GIT_ variable could bend an answer.
_KEPT = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_ATTR_NOSYSTEM",
        "GIT_CEILING_DIRECTORIES",
        "GIT_DIR",
        "GIT_DISCOVERY_ACROSS_FILESYSTEM",
        "GIT_EXEC_PATH",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_QUARANTINE_PATH",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    },
)
_FIXED = {
    # Older versions of git do not know GIT_NO_LAZY_FETCH; no allowed protocol keeps those off the network too.
    "GIT_ALLOW_PROTOCOL": "",
    # Without it, git writes the attributes of each path to the pipe by themselves: half as fast.
    "GIT_FLUSH": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_BUFFER = 1 << 16
_PIECE = 1 << 20


class GitError(Exception):
    """Git could not answer; the message is the first line of its own."""


class NotARepository(GitError):  # noqa: N818 - the name says what is wrong; every caller reads it as a sentence
    """A folder is in no repository that git is willing to read."""


class GitMissing(GitError):  # noqa: N818 - as above
    """The git program is not installed."""


class UnknownRevision(GitError):  # noqa: N818 - as above
    """A revision names no commit of this repository."""


def path_bytes(path: str) -> bytes:
    """The bytes of a path as git stores them, whatever the locale; also the order of every listing."""
    return path.encode("utf-8", "surrogateescape")


def printable(text: str) -> str:
    """The text with each control, direction and undecodable character replaced, fit for a terminal."""
    return "".join(character if character.isprintable() else "?" for character in text)


def environment() -> dict[str, str]:
    """What of this process's environment git may see, and what it is told besides."""
    given = os.environ.items()
    kept = {k: v for k, v in given if k in _KEPT or not k.startswith("GIT_") or k.startswith("GIT_CONFIG_")}
    return kept | _FIXED


def start(
    command: Sequence[str | bytes],
    variables: dict[str, str],
    *,
    cwd: str | None = None,
    stdin: bytes | None = None,
    timeout: float | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """One finished run of git with all that it printed; `timeout` in seconds, for what asks a server."""
    process = open_process(command, variables, cwd, stderr=subprocess.PIPE)
    with process:
        try:
            output, errors = process.communicate(stdin, timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            message = f"no answer within {timeout:.0f} seconds"
            raise GitError(message) from None
    return subprocess.CompletedProcess(command, process.returncode, output, errors)


def open_process(
    command: Sequence[str | bytes],
    variables: dict[str, str],
    cwd: str | None,
    stderr: int | IO[bytes] = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """A running git with pipes to and from it."""
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(
            command, bufsize=_BUFFER, stdin=pipe, stdout=pipe, stderr=stderr, cwd=cwd, env=variables
        )
    except OSError as error:
        if cwd is not None and not os.path.isdir(cwd):
            message = f"{printable(cwd)} is not there any more"
            raise NotARepository(message) from error
        message = f"git cannot be started: {error.strerror}"
        raise GitMissing(message) from error


def pieces(command: Sequence[str | bytes], variables: dict[str, str], cwd: str | None) -> Iterator[bytes]:
    """What git prints, piece by piece while it runs; raises `GitError` at the end where git failed."""
    import tempfile

    # A file takes any amount of complaints; a pipe that nobody reads would stop git.
    with tempfile.TemporaryFile() as errors, open_process(command, variables, cwd, errors) as process:
        stdout = process.stdout
        assert stdout is not None  # noqa: S101 - a pipe, which the type of Popen does not say
        try:
            while piece := stdout.read(_PIECE):
                yield piece
        except GeneratorExit:
            process.kill()
            raise
        if process.wait():
            errors.seek(0)
            raise GitError(first_line(errors.read()))


def first_line(stderr: bytes) -> str:
    """The line of git's complaints that says why it failed."""
    lines = [printable(line) for line in stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    verdicts = [line for line in lines if line.startswith(("fatal: ", "error: "))]
    return next(iter(verdicts or lines), "git failed without a message").removeprefix("fatal: ").removeprefix("error: ")
