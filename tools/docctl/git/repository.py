"""Commands that write: by GitPython's command wrapper, so that hooks, signing and index formats stay git's own."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from docctl.git.plumbing import GitError
from docctl.git.plumbing import GitMissing
from docctl.git.plumbing import NotARepository
from docctl.git.plumbing import Repository
from docctl.git.plumbing import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from types import ModuleType

    from git import Git


def init(path: str | os.PathLike[str]) -> Repository:
    """Make a folder a repository whose first branch is main."""
    with _errors() as gitpython:
        gitpython.Repo.init(os.fspath(path), mkdir=True, initial_branch="main").close()
    return Repository.open(path)


def stage(repo: Repository, paths: Sequence[str]) -> None:
    """Put the files at these paths, as they are on disk, into the index; a missing file is staged as deleted."""
    if paths:
        with _commands(repo) as git:
            git.add("--all", "--", *paths)


def commit(
    repo: Repository,
    paths: Sequence[str],
    message: str,
    author: str | None = None,
    date: str | None = None,
) -> str:
    """Commit these paths and no others, hooks included, and return the hash; `author` is `Name <mail>`."""
    if not paths:
        refusal = "a commit needs at least one path"
        raise GitError(refusal)
    stage(repo, paths)
    by = [f"--author={author}"] if author else []
    with _commands(repo, date) as git:
        git.commit("--only", "--quiet", "--cleanup=whitespace", f"--message={message}", *by, "--", *paths)
    return repo.resolve("HEAD")


@contextmanager
def _commands(repo: Repository, date: str | None = None) -> Iterator[Git]:
    if repo.root is None:
        message = f"{printable(repo.git_dir)} has no work tree"
        raise NotARepository(message)
    environment = {"GIT_DIR": repo.git_dir, "GIT_WORK_TREE": repo.root, "GIT_LITERAL_PATHSPECS": "1"}
    if date:
        environment |= {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    with _errors() as gitpython:
        git = gitpython.Git(repo.root)
        with git.custom_environment(**environment):
            yield git


@contextmanager
def _errors() -> Iterator[ModuleType]:
    try:
        import git
    except ImportError as error:  # GitPython's own answer when there is no git program
        message = f"GitPython cannot be imported: {printable(str(error).strip().partition(chr(10))[0])}"
        raise GitMissing(message) from error
    try:
        yield git
    except git.exc.GitCommandNotFound as error:
        message = "git cannot be started"
        raise GitMissing(message) from error
    except git.exc.GitCommandError as error:
        raise GitError(_first_line(str(error.stderr), f"git failed with {error.status}")) from error
    except git.exc.GitError as error:
        raise GitError(printable(str(error))) from error


def _first_line(stderr: str, otherwise: str) -> str:
    # GitPython hands over not what git said but a report that quotes it.
    lines = stderr.partition("stderr: '")[2].removesuffix("'").splitlines()
    return printable(next(iter(lines), otherwise)).removeprefix("fatal: ").removeprefix("error: ")
