from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from docctl.git import Repository
from docctl.git import remote
from docctl.git.remote import Declined
from docctl.git.remote import Unreachable
from docctl.git.remote import create_remote_refs
from docctl.git.remote import remote_of
from docctl.git.remote import remote_refs
from docctl.git.remote import take_over
from docctl.git.storing import Objects
from docctl.git.storing import read_refs
from tests.gitrepo import GitRepo
from tests.gitrepo import isolate

if TYPE_CHECKING:
    from pathlib import Path

REF = "refs/docctl/num/X-1"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    isolate(monkeypatch, tmp_path / "home")
    GitRepo(tmp_path / "server.git", "--bare")
    made = GitRepo(tmp_path / "repo")
    made.run("remote", "add", "origin", "../server.git")
    return made


def stored(repo: GitRepo, *words: str) -> list[str]:
    objects = Objects(Repository.open(repo.path))
    found = [objects.commit(objects.tree({}), word, ("Anna", ""), 0) for word in words]
    objects.store()
    return found


def test_numbers_go_where_the_setting_says_else_upstream_else_origin(repo: GitRepo) -> None:
    repository = Repository.open(repo.path)
    assert remote_of(repository) == "origin"
    repo.run("config", "branch.main.remote", ".")
    assert remote_of(repository) == "origin"
    repo.run("config", "branch.main.remote", "upstream")
    assert remote_of(repository) == "upstream"
    repo.run("config", "docctl.remote", "there")
    assert remote_of(repository) == "there"
    repo.run("config", "docctl.remote", "")
    assert remote_of(repository) is None


def test_without_a_server_there_is_none(repo: GitRepo) -> None:
    repo.run("remote", "remove", "origin")
    repo.commit()
    repo.run("checkout", "--quiet", "--detach")
    assert remote_of(Repository.open(repo.path)) is None


def test_a_ref_is_made_once(repo: GitRepo) -> None:
    repository = Repository.open(repo.path)
    one, two = stored(repo, "one", "two")
    assert create_remote_refs(repository, "origin", {REF: one}) == {REF: one}
    assert create_remote_refs(repository, "origin", {REF: two, REF + "0": two}) == {REF: one, REF + "0": two}
    assert create_remote_refs(repository, "origin", {REF: one}) == {REF: one}
    assert remote_refs(repository, "origin", "refs/docctl/num/X-*") == {REF: one, REF + "0": two}
    assert remote_refs(repository, "origin", "refs/docctl/num/Y-*") == {}
    take_over(repository, "origin", REF)
    assert read_refs(repository, REF)[REF].oid == one


def test_a_server_may_decline(repo: GitRepo, tmp_path: Path) -> None:
    hook = tmp_path / "server.git/hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho\necho nobody knows you >&2\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(Declined, match=r"^nobody knows you$"):
        create_remote_refs(Repository.open(repo.path), "origin", {REF: stored(repo, "one")[0]})


@pytest.mark.parametrize(
    "url", ["../nowhere.git", "ext::touch was-run", "git://localhost/x", "--upload-pack=touch was-run"]
)
def test_what_is_no_server_is_not_reached_and_runs_nothing(repo: GitRepo, url: str) -> None:
    repository = Repository.open(repo.path)
    repo.run("config", "remote.origin.url", url)
    with pytest.raises(Unreachable):
        remote_refs(repository, "origin", REF)
    with pytest.raises(Unreachable):
        remote_refs(repository, url, REF)
    with pytest.raises(Unreachable):
        take_over(repository, "origin", REF)
    with pytest.raises(Unreachable):
        create_remote_refs(repository, "origin", {REF: stored(repo, "one")[0]})
    assert not (repo.path / "was-run").exists()


@pytest.mark.parametrize(
    ("setting", "variable", "expected"),
    [
        (None, None, "ssh -o BatchMode=yes"),
        ("mine", None, None),
        (None, "theirs", "theirs"),
        ("mine", "theirs", "theirs"),
    ],
)
def test_ssh_asks_nothing_unless_it_is_the_users_own(
    repo: GitRepo, monkeypatch: pytest.MonkeyPatch, setting: str | None, variable: str | None, expected: str | None
) -> None:
    if setting:
        repo.run("config", "core.sshCommand", setting)
    if variable:
        monkeypatch.setenv("GIT_SSH_COMMAND", variable)
    given = remote._reaching(Repository.open(repo.path))._environment()  # noqa: SLF001 - what git is given
    found = given.get("GIT_SSH_COMMAND")
    assert found == expected if expected is None else str(found).startswith(expected)
    assert given["GIT_TERMINAL_PROMPT"] == "0"


def test_a_silent_server_is_not_waited_for_long(repo: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "ssh"
    program.write_text("#!/bin/sh\nexec sleep 600\n")
    program.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", os.fspath(program))
    monkeypatch.setattr(remote, "_PATIENCE", 0.3)
    with pytest.raises(Unreachable, match="no answer within"):
        remote_refs(Repository.open(repo.path), "ssh://nowhere.invalid/x", REF)
