"""The one talk with a server: which refs it holds, and a ref that nobody else may have made meanwhile."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from docctl.git.plumbing import Repository
from docctl.git.process import GIT
from docctl.git.process import GitError
from docctl.git.process import first_line
from docctl.git.process import start
from docctl.git.storing import DURABLE
from docctl.git.storing import settings

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Mapping

SETTING = "docctl.remote"
# No other way in: git can be told to run any program as a transport.
_PROTOCOLS = "file:https:ssh"
_SSH = "ssh -o BatchMode=yes -o ConnectTimeout=10"
_PATIENCE = 60.0
_PUSH = (
    "-c",
    "push.gpgSign=false",
    "push",
    "--porcelain",
    "--no-verify",
    "--no-follow-tags",
    "--recurse-submodules=no",
)
_FETCH = ("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", "--recurse-submodules=no")


class Unreachable(GitError):  # noqa: N818 - read as a sentence
    """The server gave no answer; the message is the first line of git's complaint."""


class Declined(GitError):  # noqa: N818 - as above
    """The server holds no such ref and takes none from this user."""


class _Reaching(Repository):
    """The same repository, allowed to talk with a server, without ever asking the user anything."""

    def _environment(self) -> dict[str, str]:
        found = super()._environment() | {"GIT_ALLOW_PROTOCOL": _PROTOCOLS, "GIT_ASKPASS": ""}
        given = {name: os.environ[name] for name in ("GIT_SSH", "GIT_SSH_COMMAND") if name in os.environ}
        if not given and "core.sshcommand" not in settings(self._plain, ("core.sshcommand",)):
            given = {"GIT_SSH_COMMAND": _SSH}
        return found | given

    def _call(self, *args: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
        # No hook, as everywhere; a server's own run there, in an environment of their own.
        return start([*GIT, *args], self._environment(), cwd=self._folder, stdin=stdin, timeout=_PATIENCE)

    def run(self, *args: str, stdin: bytes | None = None) -> bytes:
        """What a command prints; where the server gave a reason for its refusal, that is the error."""
        done = self._call(*args, stdin=stdin)
        if done.returncode:
            raise GitError(_reason(done.stderr))
        return done.stdout

    @property
    def _plain(self) -> Repository:
        return Repository(self.root, self.git_dir, self.object_format)


def remote_of(repository: Repository) -> str | None:
    """Where numbers are reserved: as `docctl.remote` says (empty: nowhere), else the branch's upstream, else origin."""
    branch = _branch(repository)
    found = settings(repository, (SETTING, f"branch.{branch}.remote", "remote.origin.url"))
    if SETTING in found:
        return found[SETTING] or None
    upstream = found.get(f"branch.{branch}.remote", "")
    if upstream not in {"", "."}:
        return upstream
    return "origin" if "remote.origin.url" in found else None


def _branch(repository: Repository) -> str:
    try:
        return os.fsdecode(repository.run("symbolic-ref", "--quiet", "--short", "HEAD")).strip()
    except GitError:  # a commit without a branch is checked out
        return ""


def remote_refs(repository: Repository, remote: str, pattern: str) -> dict[str, str]:
    """The refs of a server whose names match, each with its object."""
    try:
        listed = _reaching(repository).run("ls-remote", "--quiet", "--refs", "--", remote, pattern)
    except GitError as error:
        raise Unreachable(str(error)) from None
    rows = (line.partition("\t") for line in listed.decode("utf-8", "replace").splitlines())
    return {name: oid for oid, _, name in rows}


def create_remote_refs(repository: Repository, remote: str, refs: Mapping[str, str]) -> dict[str, str]:
    """Make refs on a server, each only where there is none; what the server then holds under these names.

    Whatever git answered, the server is asked afterwards: an answer may be lost after the ref was made.
    """
    leases = [f"--force-with-lease={name}:" for name in refs]
    try:
        _reaching(repository).run(*_PUSH, *leases, "--", remote, *(f"{oid}:{name}" for name, oid in refs.items()))
    except GitError as error:
        held: dict[str, str] = {}
        for name in refs:
            held |= remote_refs(repository, remote, name)
        if any(name not in held for name in refs):
            raise Declined(str(error)) from None
        return held
    return dict(refs)


def take_over(repository: Repository, remote: str, ref: str) -> None:
    """Let a ref here be what it is on a server."""
    try:
        _reaching(repository).run(*DURABLE, *_FETCH, "--", remote, f"+{ref}:{ref}")
    except GitError as error:
        raise Unreachable(str(error)) from None


def _reason(stderr: bytes) -> str:
    """The first line that the server itself said, else that of git."""
    said = (line.removeprefix(b"remote: ").strip() for line in stderr.splitlines() if line.startswith(b"remote: "))
    return next((first_line(line) for line in said if line), None) or first_line(stderr)


def _reaching(repository: Repository) -> _Reaching:
    return _Reaching(repository.root, repository.git_dir, repository.object_format)
