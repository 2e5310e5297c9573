"""Questions to git, answered by its plumbing: argument lists, `-z`, one process for many objects, nothing written."""

# No pathlib: it costs start-up, which every hook would pay.
# ruff: noqa: PTH118

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.git.objects import OID_LENGTHS
from docctl.git.objects import hash_of
from docctl.git.objects import object_id
from docctl.git.objects import read_batch
from docctl.git.process import GIT
from docctl.git.process import GitError
from docctl.git.process import GitMissing
from docctl.git.process import NotARepository
from docctl.git.process import UnknownRevision
from docctl.git.process import environment
from docctl.git.process import first_line
from docctl.git.process import open_process
from docctl.git.process import path_bytes
from docctl.git.process import pieces
from docctl.git.process import printable
from docctl.git.process import start

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

__all__ = [
    "EXECUTABLE", "FILE", "GITLINK", "SYMLINK", "Entry", "GitError", "GitMissing", "NotARepository", "Repository",
    "UnknownRevision", "object_id", "path_bytes", "printable",
]  # fmt: skip
FILE = "100644"
EXECUTABLE = "100755"
SYMLINK = "120000"
GITLINK = "160000"

_HEX = b"0123456789abcdef"
_FILTERS = ("filter", "ident", "working-tree-encoding")
_LINE_ENDS = frozenset({"text", "crlf", "eol"})
_EXACT = f":(exclude,attr:-text {' '.join(f'!{name}' for name in _FILTERS)})"


class Entry(NamedTuple):
    """One path of a tree or of the index; `assumed` marks an index entry that git does not compare with the disk."""

    path: str
    mode: str
    oid: str
    stage: int = 0
    assumed: bool = False


class Commit(NamedTuple):
    """A commit with its parents, the one it was made on first, and its message."""

    oid: str
    parents: tuple[str, ...]
    message: str


@dataclass(frozen=True)
class Repository:
    """One repository: the top of its work tree (None without one), its git folder, both absolute, and its hash."""

    root: str | None
    git_dir: str
    object_format: str = "sha1"

    @classmethod
    def open(cls, path: str | os.PathLike[str] = ".") -> Repository:
        """Find the repository of a folder; GIT_DIR wins over the folder, as it does in git itself."""
        folder = os.fspath(path) or "."
        questions = ("--is-inside-work-tree", "--show-object-format", "--absolute-git-dir")
        inside, object_format, rest = _ask(folder, *questions, "--show-cdup").split("\n", 2)
        hash_of(object_format)
        if inside != "true":
            # Outside a work tree git may leave the last line out, and a folder's name may hold line ends.
            return cls(None, _ask(folder, "--absolute-git-dir"), object_format)
        git_dir, _, up = rest.rpartition("\n")
        return cls(os.path.normpath(os.path.join(os.path.realpath(folder), up)), git_dir, object_format)

    def run(self, *args: str, stdin: bytes | None = None) -> bytes:
        """What one git command prints; its arguments are constants of this package or values checked before."""
        done = self._call(*args, stdin=stdin)
        if done.returncode:
            raise GitError(first_line(done.stderr))
        return done.stdout

    def stream(self, *args: str) -> Iterator[bytes]:
        """The same, piece by piece while git still works on the rest."""
        return pieces(self._command(args), self._environment(), self._folder)

    def resolve(self, rev: str) -> str:
        """The full hash of the commit that a revision names."""
        try:
            done = self._call("rev-parse", "--verify", "--quiet", "--end-of-options", f"{rev}^{{commit}}")
        except ValueError:  # a NUL or a lone surrogate: no argument of a program, hence no name of a commit
            raise UnknownRevision(_unknown(rev)) from None
        commit = done.stdout.decode("ascii", "replace").strip()
        if done.returncode or not self._is_oid(commit):
            raise UnknownRevision(_unknown(rev))
        return commit

    def head(self) -> str | None:
        """The commit that is checked out, or None before the first one."""
        try:
            return self.resolve("HEAD")
        except UnknownRevision:
            if self._call("rev-parse", "--verify", "--quiet", "HEAD").returncode == 0:
                message = "HEAD names a commit that this repository does not hold"
                raise GitError(message) from None
            return None

    def tree(self, rev: str, *prefixes: str) -> list[Entry]:
        """Every file of a commit (or tree hash) below the prefixes, in byte order."""
        tree = rev if self._is_oid(rev) else self.resolve(rev)
        listing = _names(self.run("ls-tree", "-r", "-z", "--full-tree", tree, "--", *_folders(prefixes)))
        rows = (line.partition("\t") for line in listing)
        size = OID_LENGTHS[self.object_format]
        return [Entry(path, meta[:6], meta[-size:]) for meta, _, path in rows]

    def index(self, *prefixes: str) -> list[Entry]:
        """Every entry of the index below the prefixes, unmerged stages included, intended additions left out."""
        listing = _names(self.run("ls-files", "-s", "-v", "-z", "--", *_folders(prefixes)))
        end = OID_LENGTHS[self.object_format] + len("H 100644 ")
        entries = [
            Entry(line[end + 3 :], line[2:8], line[9:end], int(line[end + 1]), line[0] not in "HM") for line in listing
        ]
        nothing = self.hash_object(b"")
        if any(entry.oid == nothing for entry in entries):
            # `git add -N` puts an empty file into this listing, but into no commit.
            real = frozenset(self._staged_against(self.empty_tree, prefixes))
            return [entry for entry in entries if entry.oid != nothing or entry.path in real]
        return entries

    def changed_in_worktree(self, *prefixes: str) -> frozenset[str]:
        """Tracked names whose files differ from the index, or whose stat data do (nothing refreshes the index)."""
        self._work_tree()
        listing = self.run("diff-files", "--name-only", "-z", "--ignore-submodules=all", "--", *_folders(prefixes))
        return frozenset(_names(listing))

    def untracked(self, *prefixes: str) -> list[str]:
        """Names on disk that git neither tracks nor ignores; a repository in a folder ends in `/`."""
        return self._others(prefixes)

    def ignored(self, *prefixes: str) -> list[str]:
        """Names on disk that git does not track and is told to ignore."""
        return self._others(prefixes, "--ignored")

    def staged(self, *prefixes: str) -> list[str]:
        """Names whose index entry differs from HEAD: added, changed, deleted or unmerged."""
        try:
            return self._staged_against("HEAD", prefixes)
        except GitError:
            if self.head() is not None:
                raise
            return self._staged_against(self.empty_tree, prefixes)

    def converted(self, *prefixes: str) -> frozenset[str]:
        """Tracked names whose bytes git may change between disk and object: line ends, filters, encodings."""
        folders = [f":(literal){folder}" for folder in _folders(prefixes)]
        # Git leaves out what is exact beyond doubt, which is faster than to read the attributes of every file.
        doubtful = _names(self.run("--no-literal-pathspecs", "ls-files", "-z", "--", *folders, _EXACT))
        if not doubtful:
            return frozenset()
        stdin = b"".join(path_bytes(path) + b"\0" for path in doubtful)
        rows = _names(self.run("check-attr", "-z", "--stdin", "--all", stdin=stdin))
        given: dict[str, dict[str, str]] = {path: {} for path in doubtful}
        for path, name, value in zip(rows[0::3], rows[1::3], rows[2::3], strict=True):
            given[path][name] = value
        undecided = self._converts_line_ends()
        return frozenset(path for path, attributes in given.items() if _converts(attributes, undecided=undecided))

    def trusts_modes(self) -> bool:
        """Whether the executable bits on disk mean anything to git."""
        return self._setting("core.fileMode") not in {"false", "no", "off", "0"}

    def read_blobs(self, oids: Iterable[str]) -> Iterator[bytes]:
        """The content of each blob in the order asked, by one process however many there are."""
        return self.read_objects("blob", oids)

    def read_objects(self, kind: str, oids: Iterable[str]) -> Iterator[bytes]:
        """The same for commits or tags: all of one kind."""
        wanted = list(oids)
        for oid in wanted:
            if not self._is_oid(oid):
                message = f"not an object id: {printable(oid)}"
                raise GitError(message)
        if wanted:
            process = open_process([*GIT, "cat-file", "--batch", "--buffer"], self._environment(), self._folder)
            yield from read_batch(process, wanted, kind)

    def merge_base(self, one: str, other: str) -> str | None:
        """The commit from which two commits went apart; None where their histories share nothing."""
        done = self._call("merge-base", self.resolve(one), self.resolve(other))
        if done.stderr:  # the exit code is the same for histories that share nothing and for a damaged one
            raise GitError(first_line(done.stderr))
        return done.stdout.decode("ascii").strip() or None

    def commits(self, base: str, tip: str) -> list[Commit]:
        """The commits that a tip holds and a base does not, parents before children."""
        options = ("--reverse", "--topo-order", "--encoding=UTF-8", "--format=%P%x00%B%x00")
        output = self.run("rev-list", *options, self.resolve(tip), "--not", self.resolve(base), "--")
        texts = output.decode("utf-8", "replace").split("\0")[:-1]
        found = []
        for head, message in zip(texts[0::2], texts[1::2], strict=True):
            name, parents = head.lstrip("\n").removeprefix("commit ").split("\n")
            found.append(Commit(name, tuple(parents.split()), message))
        return found

    def commit_time(self, rev: str) -> int:
        """When a commit was made, in seconds since 1970 (UTC)."""
        commit = rev if self._is_oid(rev) else self.resolve(rev)
        return int(self.run("rev-list", "--max-count=1", "--format=%ct", commit, "--").split(b"\n")[1])

    def is_shallow(self) -> bool:
        """Whether older history was left out when the repository was cloned."""
        return self.run("rev-parse", "--is-shallow-repository").strip() == b"true"

    def shared_folder(self) -> str:
        """The git folder that all linked work trees of the repository share."""
        folder = os.fsdecode(self.run("rev-parse", "--git-common-dir")).removesuffix("\n")
        return os.path.normpath(os.path.join(self._folder, folder))

    def hash_object(self, data: bytes) -> str:
        """The id of the blob with this content; nothing is stored."""
        return object_id("blob", data, self.object_format)

    def hooks_folder(self) -> str:
        """Where git looks for hooks: asked without the setting that keeps our own calls from running any."""
        done = start(["git", "rev-parse", "--git-path", "hooks"], self._environment(), cwd=self._folder)
        if done.returncode:
            raise GitError(first_line(done.stderr))
        return os.path.join(self._folder, os.fsdecode(done.stdout).removesuffix("\n"))

    @property
    def _folder(self) -> str:
        return self.root or self.git_dir

    @property
    def empty_tree(self) -> str:
        """The id of the tree that holds nothing."""
        return object_id("tree", b"", self.object_format)

    def _is_oid(self, text: str) -> bool:
        full = len(text) == OID_LENGTHS[self.object_format]
        return full and text.isascii() and not text.encode().translate(None, _HEX)

    def _work_tree(self) -> str:
        if self.root is None:
            message = f"{printable(self.git_dir)} has no work tree"
            raise GitError(message)
        return self.root

    def _call(self, *args: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
        return start(self._command(args), self._environment(), cwd=self._folder, stdin=stdin)

    @staticmethod
    def _command(args: Iterable[str]) -> list[str | bytes]:
        return [*GIT, *(path_bytes(arg) for arg in args)]

    def _environment(self) -> dict[str, str]:
        top = {} if self.root is None else {"GIT_WORK_TREE": self.root}
        return environment() | {"GIT_DIR": self.git_dir} | top

    def _others(self, prefixes: Sequence[str], *options: str) -> list[str]:
        self._work_tree()
        listing = self.run("ls-files", "-o", "-z", *options, "--exclude-standard", "--", *_folders(prefixes))
        return sorted(_names(listing), key=path_bytes)

    def _staged_against(self, tree: str, prefixes: Sequence[str]) -> list[str]:
        # Left to itself, git hides a staged submodule when .gitmodules asks it to.
        options = ("--cached", "--name-only", "-z", "--no-renames", "--ignore-submodules=none")
        listing = self.run("diff-index", *options, "--ita-invisible-in-index", tree, "--", *_folders(prefixes))
        return sorted(_names(listing), key=path_bytes)

    def _converts_line_ends(self) -> bool:
        return self._setting("core.autocrlf") not in {None, "false", "no", "off", "0"}

    def _setting(self, name: str) -> str | None:
        done = self._call("config", "--get", name)
        return None if done.returncode else done.stdout.decode("utf-8", "replace").strip().lower()


def _ask(folder: str, *questions: str) -> str:
    done = start([*GIT, "-C", folder, "rev-parse", *questions], environment())
    if done.returncode:
        raise NotARepository(first_line(done.stderr))
    return os.fsdecode(done.stdout).removesuffix("\n")


def _unknown(rev: str) -> str:
    return f"unknown revision: {printable(rev)}"


def _folders(prefixes: Sequence[str]) -> list[str]:
    """Without the final slash, a link or file that stands where a folder should be is listed too."""
    folders = [prefix.rstrip("/") for prefix in prefixes]
    return folders if all(folders) else []


def _converts(attributes: dict[str, str], *, undecided: bool) -> bool:
    if any(attributes.get(name, "unset") != "unset" for name in _FILTERS):
        return True
    if attributes.get("text") == "unset":
        return False
    return undecided or not _LINE_ENDS.isdisjoint(attributes)


def _names(output: bytes) -> list[str]:
    return output.decode("utf-8", "surrogateescape").split("\0")[:-1]
