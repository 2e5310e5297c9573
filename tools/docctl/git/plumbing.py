"""Questions to git, answered by its plumbing: argument lists, `-z`, one process for many objects, nothing written."""

# No pathlib: it costs start-up, which every hook would pay.
# ruff: noqa: PTH112, PTH118

from __future__ import annotations

import hashlib
import os
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import IO
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

FILE = "100644"
EXECUTABLE = "100755"
SYMLINK = "120000"
GITLINK = "160000"

_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false")

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
_HEX = b"0123456789abcdef"
_HASHES = {"sha1": hashlib.sha1, "sha256": hashlib.sha256}
_OID_LENGTHS = {"sha1": 40, "sha256": 64}
_FILTERS = ("filter", "ident", "working-tree-encoding")
_LINE_ENDS = frozenset({"text", "crlf", "eol"})
_EXACT = f":(exclude,attr:-text {' '.join(f'!{name}' for name in _FILTERS)})"


class GitError(Exception):
    """Git could not answer; the message is the first line of its own."""


class NotARepository(GitError):  # noqa: N818 - the name says what is wrong; every caller reads it as a sentence
    """A folder is in no repository that git is willing to read."""


class GitMissing(GitError):  # noqa: N818 - as above
    """The git program is not installed."""


class UnknownRevision(GitError):  # noqa: N818 - as above
    """A revision names no commit of this repository."""


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


def path_bytes(path: str) -> bytes:
    """The bytes of a path as git stores them, whatever the locale; also the order of every listing."""
    return path.encode("utf-8", "surrogateescape")


def printable(text: str) -> str:
    """The text with each control, direction and undecodable character replaced, fit for a terminal."""
    return "".join(character if character.isprintable() else "?" for character in text)


def object_id(kind: str, data: bytes, object_format: str = "sha1") -> str:
    """The id that git gives to an object of this kind with this content."""
    return _hash(object_format)(b"%s %d\0%s" % (kind.encode(), len(data), data), usedforsecurity=False).hexdigest()


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
        _hash(object_format)
        if inside != "true":
            # Outside a work tree git may leave the last line out, and a folder's name may hold line ends.
            return cls(None, _ask(folder, "--absolute-git-dir"), object_format)
        git_dir, _, up = rest.rpartition("\n")
        return cls(os.path.normpath(os.path.join(os.path.realpath(folder), up)), git_dir, object_format)

    def run(self, *args: str, stdin: bytes | None = None) -> bytes:
        """What one git command prints; its arguments are constants of this package or values checked before."""
        done = self._call(*args, stdin=stdin)
        if done.returncode:
            raise GitError(_first_line(done.stderr))
        return done.stdout

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
        size = _OID_LENGTHS[self.object_format]
        return [Entry(path, meta[:6], meta[-size:]) for meta, _, path in rows]

    def index(self, *prefixes: str) -> list[Entry]:
        """Every entry of the index below the prefixes, unmerged stages included, intended additions left out."""
        listing = _names(self.run("ls-files", "-s", "-v", "-z", "--", *_folders(prefixes)))
        end = _OID_LENGTHS[self.object_format] + len("H 100644 ")
        entries = [
            Entry(line[end + 3 :], line[2:8], line[9:end], int(line[end + 1]), line[0] not in "HM") for line in listing
        ]
        nothing = self.hash_object(b"")
        if any(entry.oid == nothing for entry in entries):
            # `git add -N` puts an empty file into this listing, but into no commit.
            real = frozenset(self._staged_against(self._empty_tree, prefixes))
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
            return self._staged_against(self._empty_tree, prefixes)

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
        wanted = list(oids)
        for oid in wanted:
            if not self._is_oid(oid):
                message = f"not an object id: {printable(oid)}"
                raise GitError(message)
        if wanted:
            yield from self._read_batch(wanted)

    def merge_base(self, one: str, other: str) -> str | None:
        """The commit from which two commits went apart; None where their histories share nothing."""
        done = self._call("merge-base", self.resolve(one), self.resolve(other))
        if done.stderr:  # the exit code is the same for histories that share nothing and for a damaged one
            raise GitError(_first_line(done.stderr))
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

    def hash_object(self, data: bytes) -> str:
        """The id of the blob with this content; nothing is stored."""
        return object_id("blob", data, self.object_format)

    def hooks_folder(self) -> str:
        """Where git looks for hooks: asked without the setting that keeps our own calls from running any."""
        done = _start(["git", "rev-parse", "--git-path", "hooks"], self._environment(), cwd=self.root or self.git_dir)
        if done.returncode:
            raise GitError(_first_line(done.stderr))
        return os.path.join(self.root or self.git_dir, os.fsdecode(done.stdout).removesuffix("\n"))

    @property
    def _empty_tree(self) -> str:
        return object_id("tree", b"", self.object_format)

    def _is_oid(self, text: str) -> bool:
        full = len(text) == _OID_LENGTHS[self.object_format]
        return full and text.isascii() and not text.encode().translate(None, _HEX)

    def _work_tree(self) -> str:
        if self.root is None:
            message = f"{printable(self.git_dir)} has no work tree"
            raise GitError(message)
        return self.root

    def _call(self, *args: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
        command: list[str | bytes] = [*_GIT, *(path_bytes(arg) for arg in args)]
        return _start(command, self._environment(), cwd=self.root or self.git_dir, stdin=stdin)

    def _environment(self) -> dict[str, str]:
        environment = _environment() | {"GIT_DIR": self.git_dir}
        if self.root is not None:
            environment["GIT_WORK_TREE"] = self.root
        return environment

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

    def _read_batch(self, wanted: list[str]) -> Iterator[bytes]:
        command = [*_GIT, "cat-file", "--batch", "--buffer"]
        process = _open_process(command, self._environment(), self.root or self.git_dir)
        stdin, stdout = process.stdin, process.stdout
        assert stdin is not None  # noqa: S101 - both are pipes, which the type of Popen does not say
        assert stdout is not None  # noqa: S101 - as above
        # Fed from a thread: with both pipes full, a single thread and git would wait for each other.
        feeder = Thread(target=_feed, args=(stdin, wanted), daemon=True)
        feeder.start()
        try:
            for oid in wanted:
                yield _next_blob(stdout, oid)
        finally:
            process.kill()
            feeder.join()
            stdout.close()
            process.wait()


def _hash(object_format: str) -> Callable[..., hashlib._Hash]:
    if object_format not in _HASHES:
        message = f"object format {printable(object_format)} is not supported, only {' and '.join(_HASHES)}"
        raise GitError(message)
    return _HASHES[object_format]


def _ask(folder: str, *questions: str) -> str:
    done = _start([*_GIT, "-C", folder, "rev-parse", *questions], _environment())
    if done.returncode:
        raise NotARepository(_first_line(done.stderr))
    return os.fsdecode(done.stdout).removesuffix("\n")


def _environment() -> dict[str, str]:
    given = os.environ.items()
    kept = {k: v for k, v in given if k in _KEPT or not k.startswith("GIT_") or k.startswith("GIT_CONFIG_")}
    return kept | _FIXED


def _start(
    command: Sequence[str | bytes],
    environment: dict[str, str],
    *,
    cwd: str | None = None,
    stdin: bytes | None = None,
) -> subprocess.CompletedProcess[bytes]:
    process = _open_process(command, environment, cwd, stderr=subprocess.PIPE)
    with process:
        output, errors = process.communicate(stdin)
    return subprocess.CompletedProcess(command, process.returncode, output, errors)


def _open_process(
    command: Sequence[str | bytes],
    environment: dict[str, str],
    cwd: str | None,
    stderr: int = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(
            command, bufsize=_BUFFER, stdin=pipe, stdout=pipe, stderr=stderr, cwd=cwd, env=environment
        )
    except OSError as error:
        if cwd is not None and not os.path.isdir(cwd):
            message = f"{printable(cwd)} is not there any more"
            raise NotARepository(message) from error
        message = f"git cannot be started: {error.strerror}"
        raise GitMissing(message) from error


def _first_line(stderr: bytes) -> str:
    lines = [printable(line) for line in stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    verdicts = [line for line in lines if line.startswith(("fatal: ", "error: "))]
    return next(iter(verdicts or lines), "git failed without a message").removeprefix("fatal: ").removeprefix("error: ")


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


def _feed(stdin: IO[bytes], oids: Iterable[str]) -> None:
    with suppress(BrokenPipeError), stdin:
        stdin.write("".join(f"{oid}\n" for oid in oids).encode())


def _next_blob(stdout: IO[bytes], oid: str) -> bytes:
    header = stdout.readline().split()
    if header[1:] == [b"missing"]:
        message = f"object {oid} is missing"
        raise GitError(message)
    data = stdout.read(int(header[2]) + 1) if len(header) == 3 else b""  # noqa: PLR2004 - id, kind, size
    if not data or len(data) <= int(header[2]):
        message = f"object {oid} cannot be read"
        raise GitError(message)
    if header[1] != b"blob":
        message = f"object {oid} is a {header[1].decode()}, not a file"
        raise GitError(message)
    return data[:-1]
