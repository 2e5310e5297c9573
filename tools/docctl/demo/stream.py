"""Commits -> the stream that `git fast-import` reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import datetime

    from docctl.demo.replay import Commit


def stream(commits: Iterable[Commit], identities: Mapping[str, str]) -> bytes:
    """All commits; the same bytes for the same commits."""
    parts = [part for commit in commits for part in _commit(commit, identities)]
    return b"feature done\n" + b"".join(parts) + b"done\n"


def _commit(commit: Commit, identities: Mapping[str, str]) -> Iterator[bytes]:
    author = f"author {identities[commit.author]} {_moment(commit.authored)}"
    committer = f"committer {identities[commit.committer]} {_moment(commit.committed)}"
    yield f"commit refs/heads/{commit.branch}\nmark :{commit.number}\n{author}\n{committer}\n".encode()
    yield _data(commit.message.encode() + b"\n")
    for word, parent in zip(("from", *["merge"] * len(commit.parents)), commit.parents, strict=False):
        yield f"{word} :{parent}\n".encode()
    for path, content in sorted(commit.changes.items()):
        if content is None:
            yield f"D {path}\n".encode()
        else:
            yield f"M 100644 inline {path}\n".encode() + _data(content)
    yield b"\n"


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def _moment(when: datetime) -> str:
    return f"{int(when.timestamp())} {when:%z}"
