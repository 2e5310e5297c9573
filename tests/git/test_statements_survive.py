from __future__ import annotations

import io
import subprocess
import tarfile
from typing import TYPE_CHECKING

import pytest

from docctl.approval.keys import allowed_signers
from docctl.approval.statement import NAMESPACE
from docctl.snapshot import Snapshot
from tests import optional
from tests.company import checked
from tests.company import repository
from tests.gitrepo import GitRepo

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = ("records/", "schemas/")


@pytest.fixture
def source(tmp_path: Path) -> GitRepo:
    """This library: the schemas on main, the signed records in three commits of a branch."""
    repo = GitRepo(tmp_path / "source")
    files = repository(*FOLDERS)
    for path, data in files.items():
        if path.startswith("schemas/"):
            repo.write(path, data)
    repo.commit("Rules")
    repo.run("switch", "--quiet", "--create", "signed")
    for prefix in ("records/person/", "records/approvals/", "records/"):
        for path, data in files.items():
            if path.startswith(prefix):
                repo.write(path, data)
        repo.commit(prefix)
    return repo


def statements(root: Path) -> tuple[int, list[str]]:
    """How many statements of a folder count, and what is wrong with the others."""
    snapshot = Snapshot.of_worktree(str(root), FOLDERS)
    check, _ = checked({path: snapshot.read(path) for path in snapshot.paths()})
    approvals = check.approvals
    problems = [v.message.en for name in approvals.documents() for v in approvals.problems(name)]
    return sum(j.valid for name in approvals.documents() for r in approvals.of(name) for j in r.statements), problems


@pytest.fixture(scope="module")
def expected() -> int:
    return sum(path.endswith(".json") for path in repository(*FOLDERS) if path.startswith("records/approvals/"))


def test_a_squash_merge_keeps_every_statement(source: GitRepo, expected: int) -> None:
    source.run("switch", "--quiet", "main")
    source.run("merge", "--quiet", "--squash", "signed")
    source.commit("Squashed")
    source.run("branch", "--quiet", "-D", "signed")
    assert statements(source.path) == (expected, [])


def test_cherry_picks_keep_every_statement(source: GitRepo, expected: int) -> None:
    source.run("switch", "--quiet", "--create", "picked", "main")
    source.run("cherry-pick", "main..signed")
    assert statements(source.path) == (expected, [])


def test_a_shallow_clone_keeps_every_statement(source: GitRepo, expected: int, tmp_path: Path) -> None:
    source.run("clone", "--quiet", "--depth=1", "--branch=signed", f"file://{source.path}", str(tmp_path / "shallow"))
    shallow = GitRepo(tmp_path / "shallow")
    assert shallow.text("rev-list", "--count", "HEAD") == "1"
    assert statements(shallow.path) == (expected, [])


def test_an_archive_without_git_keeps_every_statement(source: GitRepo, expected: int, tmp_path: Path) -> None:
    unpacked = tmp_path / "unpacked"
    with tarfile.open(fileobj=io.BytesIO(source.run("archive", "--format=tar", "signed"))) as archive:
        archive.extractall(unpacked, filter="data")
    assert not (unpacked / ".git").exists()
    assert statements(unpacked) == (expected, [])


def test_ssh_keygen_agrees_on_every_statement(tmp_path: Path, expected: int) -> None:
    keygen = optional.require("ssh-keygen")
    check, _ = checked(repository(*FOLDERS))
    keys = [(p.id, k["key"], None, None) for p in check.library.of_type("person") for k in p.data.get("keys", ())]
    signers = tmp_path / "allowed_signers"
    signers.write_text(allowed_signers(keys, NAMESPACE))
    confirmed = 0
    for folders in check.approvals.folders.values():
        for filed in (filed for folder in folders for filed in folder.filed):
            place = tmp_path / "statement.sig"
            place.write_bytes(filed.signature or b"")
            options = ["-f", str(signers), "-I", filed.statement.person, "-n", NAMESPACE, "-s", str(place)]
            done = subprocess.run(
                [keygen, "-Y", "verify", *options], input=filed.source, capture_output=True, check=False
            )
            assert done.returncode == 0, (filed.path, done.stderr)
            confirmed += 1
    assert confirmed == expected
