"""Whatever happens to the history of the demo, what was in force stays in force and every signature is judged alike."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from functools import cache
from typing import TYPE_CHECKING
from typing import Any

import pytest

from docctl.approval.signature.keys import allowed_signers
from docctl.approval.statement import NAMESPACE
from tests import optional
from tests.company import checked
from tests.company import repository
from tests.company_repository import Company

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = ("records/", "schemas/")
DAYS = ("2024-12-31", "2025-07-15", "2025-10-10", "2026-04-15", "2026-08-25", "2026-11-21")
# How many of the last commits are played again: among them reviews, approvals and a release.
LATE = 40


@cache
def answers(place: Company) -> tuple[Any, ...]:
    """What `verify` says of every statement, and what was in force on each day."""
    tables = [place.docctl("register", "G-01", "--as-of", day, "--format", "json").json["rows"] for day in DAYS]
    verified = place.docctl("verify", "--format", "json")
    assert verified.code == 0
    return verified.json, tables


@pytest.fixture
def copy(demo: Company, tmp_path: Path) -> Company:
    shutil.copytree(demo.path, tmp_path / "copy", symlinks=True)
    return Company(tmp_path / "copy")


def meanwhile(copy: Company) -> None:
    """A line of its own from some time back, on which something else has happened."""
    copy.run("switch", "--quiet", "--create", "other", f"main~{LATE}")
    copy.write("NOTES.md", "Meanwhile\n")
    copy.commit("Meanwhile")


def test_a_squash_merge_keeps_every_statement(demo: Company, copy: Company) -> None:
    root = copy.text("rev-list", "--max-parents=0", "main")
    copy.run("switch", "--quiet", "--create", "squashed", root)
    copy.run("merge", "--quiet", "--squash", "main")
    copy.commit("Squashed")
    for branch in copy.text("for-each-ref", "--format=%(refname:short)", "refs/heads/").splitlines():
        if branch != "squashed":
            copy.run("branch", "--quiet", "-D", branch)
    assert copy.text("rev-list", "--count", "--all") == "2"
    assert answers(copy) == answers(demo)


def test_a_rebase_keeps_every_statement(demo: Company, copy: Company) -> None:
    meanwhile(copy)
    copy.run("rebase", "--quiet", "--onto", "other", f"main~{LATE}", "main")
    assert answers(copy) == answers(demo)


def test_cherry_picks_keep_every_statement(demo: Company, copy: Company) -> None:
    meanwhile(copy)
    copy.run("cherry-pick", f"main~{LATE}..main")
    assert answers(copy) == answers(demo)


def test_export_and_import_keep_every_statement(demo: Company, tmp_path: Path) -> None:
    stream = demo.run("fast-export", "--all", "--reencode=yes")
    imported = Company(tmp_path / "imported")
    imported.run("fast-import", "--quiet", stdin=stream)
    imported.run("reset", "--quiet", "--hard", "main")
    assert answers(imported) == answers(demo)


def test_a_shallow_clone_keeps_every_statement(demo: Company, copy: Company, tmp_path: Path) -> None:
    copy.run("clone", "--quiet", "--depth=1", "--branch=main", f"file://{demo.path}", str(tmp_path / "shallow"))
    shallow = Company(tmp_path / "shallow")
    assert shallow.text("rev-list", "--count", "HEAD") == "1"
    assert answers(shallow) == answers(demo)


def test_an_archive_without_history_keeps_every_statement(demo: Company, tmp_path: Path) -> None:
    unpacked = tmp_path / "unpacked"
    with tarfile.open(fileobj=io.BytesIO(demo.run("archive", "--format=tar", "main"))) as archive:
        archive.extractall(unpacked, filter="data")
    assert not (unpacked / ".git").exists()
    assert answers(Company(unpacked)) == answers(demo)


def test_ssh_keygen_agrees_on_every_statement(tmp_path: Path) -> None:
    keygen = optional.require("ssh-keygen")
    files = repository(*FOLDERS)
    check, _ = checked(files)
    keys = [(p.id, k["key"], None, None) for p in check.library.of_type("person") for k in p.data.get("keys", ())]
    signers = tmp_path / "allowed_signers"
    signers.write_text(allowed_signers(keys, NAMESPACE))
    confirmed = 0
    for folders in check.approvals.trust.folders.values():
        for filed in (filed for folder in folders for filed in folder.filed):
            place = tmp_path / "statement.sig"
            place.write_bytes(filed.signature or b"")
            options = ["-f", str(signers), "-I", filed.statement.person, "-n", NAMESPACE, "-s", str(place)]
            done = subprocess.run(
                [keygen, "-Y", "verify", *options], input=filed.source, capture_output=True, check=False
            )
            assert done.returncode == 0, (filed.path, done.stderr)
            confirmed += 1
    assert confirmed == sum(path.endswith(".json") for path in files if path.startswith("records/approvals/"))
