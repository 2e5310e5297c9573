"""What a push brings, asked of git inside the hook: one process for all commits, one for all files."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.git.plumbing import path_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from docctl.git.plumbing import Repository

_MISSING = "missing"
_DELETED = "D"
_WORDS = 3  # id, kind, size


class Touch(NamedTuple):
    """A file that a commit holds and one of its parents does not, or not with this content."""

    commit: str
    path: str
    mode: str
    oid: str
    before: str  # the content it had in that parent; empty where it had none


class Named(NamedTuple):
    """An object by its id: its kind, and its size in bytes."""

    oid: str
    kind: str
    size: int


def new_commits(repository: Repository, tips: Iterable[str]) -> list[str]:
    """The commits that the tips reach and no ref does yet, parents before children."""
    output = repository.run("rev-list", "--stdin", "--topo-order", "--reverse", "--not", "--all", stdin=_lines(tips))
    return output.decode("ascii").split()


def touches(repository: Repository, commits: Iterable[str]) -> list[Touch]:
    """What each commit brings compared with each of its parents; what it takes away is left out."""
    options = (
        "--stdin",
        "-r",
        "-m",
        "--root",
        "-z",
        "--raw",
        "--no-renames",
        "--no-abbrev",
        "--ignore-submodules=none",
    )
    output = repository.run("diff-tree", *options, "-O/dev/null", stdin=_lines(commits))
    tokens = iter(output.decode("utf-8", "surrogateescape").split("\0")[:-1])
    commit, found = "", []
    for token in tokens:
        if not token.startswith(":"):
            commit = token.strip()
            continue
        _, mode, old, new, status = token.split(" ")
        path = next(tokens)
        if status != _DELETED:
            found.append(Touch(commit, path, mode, new, old if old.strip("0") else ""))
    return found


def is_ancestor(repository: Repository, old: str, new: str) -> bool:
    """Whether the history of a commit holds another one."""
    return not repository.run("rev-list", "--max-count=1", old, "--not", new, "--")


def changed_paths(repository: Repository, old: str, new: str) -> list[str]:
    """Every path whose content or mode differs between two commits, in byte order."""
    options = ("-r", "-z", "--name-only", "--no-renames", "--ignore-submodules=none", "-O/dev/null")
    output = repository.run("diff-tree", *options, old, new)
    names = output.decode("utf-8", "surrogateescape").split("\0")[:-1]
    return sorted(names, key=path_bytes)


def named(repository: Repository, names: Iterable[str]) -> Iterator[Named]:
    """The object that each name means, in the order asked; `ID^{}` is what a tag points to."""
    lines = repository.run("cat-file", "--batch-check", "--buffer", stdin=_lines(names)).decode("ascii").splitlines()
    for line in lines:
        words = line.split(" ")
        yield Named(words[0], words[1], int(words[2])) if len(words) == _WORDS else Named(words[0], _MISSING, 0)


def known_contents(repository: Repository, paths: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Every content that some paths ever had in the commits that names reach already, each with its path."""
    wanted = sorted(set(paths))
    if not wanted:
        return frozenset()
    settings = ("-c", "log.showRoot=true", "-c", "log.showSignature=false", "-c", "log.follow=false")
    options = ("--all", "--full-history", "-m", "--raw", "-z", "--no-abbrev", "--no-renames", "--format=")
    output = repository.run(*settings, "log", *options, "--", *wanted).decode("utf-8", "surrogateescape")
    tokens = iter(output.split("\0"))
    return frozenset((next(tokens), token.split(" ")[3]) for token in tokens if token.lstrip("\n").startswith(":"))


def refs(repository: Repository) -> dict[str, str]:
    """Every ref as it is, with what it points to."""
    listing = repository.run("for-each-ref", "--format=%(objectname) %(refname)").decode("utf-8", "surrogateescape")
    return {name: oid for oid, _, name in (line.partition(" ") for line in listing.splitlines())}


def main_branch(repository: Repository) -> str:
    """The branch that HEAD of a bare repository names, as `refs/heads/main`."""
    return repository.run("symbolic-ref", "HEAD").decode("utf-8", "replace").strip()


def _lines(names: Iterable[str]) -> bytes:
    return "".join(f"{name}\n" for name in names).encode("ascii")
