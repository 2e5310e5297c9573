"""The whole log by one pass of git: every commit, and what it changed against its first parent."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.git.objects import OID_LENGTHS
from docctl.git.process import GitError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from docctl.git.plumbing import Repository

# Commit, parents, moment, author, subject; no message holds a NUL.
_FORMAT = "--format=%H%x00%P%x00%ct%x00%an%x00%s"
# A setting of the user must not bend the log.
_SETTINGS = ("log.showRoot=true", "log.showSignature=false", "log.mailmap=false", "log.follow=false")
_OPTIONS = (
    "--raw", "-z", "--no-abbrev", "--no-renames", "--diff-merges=first-parent", "--ignore-submodules=none",
    "--no-color", "--no-relative", "--encoding=UTF-8", "-O/dev/null", _FORMAT,
)  # fmt: skip


class Logged(NamedTuple):
    """A commit as the log tells it; `moment` is when it was made, in seconds since 1970 (UTC).

    `touches` are the files that it changed, each with its blob: empty where it left no ordinary file.
    """

    commit: str
    parents: tuple[str, ...]
    moment: int
    author: str
    subject: str
    touches: list[tuple[str, str]]


def log_arguments(tip: str, known: str | None = None) -> list[str]:
    """The arguments of the one pass, also for a benchmark to compare with."""
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    return [*settings, "log", *_OPTIONS, tip, *([f"^{known}"] if known else []), "--"]


def read_log(repository: Repository, tip: str, known: str | None = None, *, below: str = "") -> Iterator[Logged]:
    """Every commit from a tip back to the first, or to those that a known commit reaches; files below a folder."""
    tokens = _tokens(repository.stream(*log_arguments(tip, known)))
    size = OID_LENGTHS[repository.object_format]
    blob = slice(16 + size, 16 + 2 * size)
    token = next(tokens, None)
    while token is not None:
        try:
            parents, moment, author, subject = next(tokens), next(tokens), next(tokens), next(tokens)
            logged = Logged(token, tuple(parents.split()), int(moment), author, subject, [])
            while (token := next(tokens, None)) is not None and (at := token.find(":", 0, 2)) >= 0:
                path, meta = next(tokens), token[at:]
                if path.startswith(below):
                    # The second mode is 100xxx: neither a link nor a submodule has the content of a record.
                    logged.touches.append((path, meta[blob] if meta.startswith("100", 8) else ""))
        except (StopIteration, ValueError):
            raise GitError("git log printed something that is no log") from None
        yield logged


def _tokens(stream: Iterable[bytes]) -> Iterator[str]:
    """What stands between the NULs of a stream."""
    rest = b""
    for piece in stream:
        whole, mark, rest = (rest + piece).rpartition(b"\0")
        if mark:
            yield from whole.decode("utf-8", "surrogateescape").split("\0")
