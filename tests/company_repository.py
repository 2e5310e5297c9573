"""The example company as a real repository, and docctl run in it as a user runs it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple
from unittest import mock

import pytest

from docctl.cli.main import run
from tests.gitrepo import GitRepo

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("records", "schemas")
# People, documents and customers: enough for the command line. A check of all records takes twice as long.
CORE = frozenset({
    "approvals", "audit-liaison", "certificate", "controlled-document", "customer", "delegation", "department",
    "distribution-list", "document-change-request", "periodic-review", "person", "record-form",
})  # fmt: skip
# Noon of the day on which the example company is looked at.
NOW = "1795233600"
TODAY = "2026-11-21"


class Outcome(NamedTuple):
    """What a run ended with."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, read as JSON."""
        return json.loads(self.out)


class Company(GitRepo):
    """A repository with the schemas and records of the example company."""

    def docctl(self, *args: str, lang: str = "en", stdin: str = "", **variables: str) -> Outcome:
        """Run a command in this process."""
        out, err = io.StringIO(), io.StringIO()
        with (
            mock.patch.dict(os.environ, self._variables(lang, variables), clear=True),
            mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()))),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            code = run(["-C", str(self.path), *args])
        return Outcome(code, out.getvalue(), err.getvalue())

    def process(self, *args: str, lang: str = "en", cwd: Path | None = None, **variables: str) -> Outcome:
        """Run a command in a process of its own."""
        command = [sys.executable, "-m", "docctl", *args]
        done = subprocess.run(
            command,
            cwd=cwd or self.path,
            env=self._variables(lang, variables),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        encoding = variables.get("PYTHONIOENCODING", "utf-8")
        return Outcome(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text that stands once in a file."""
        text = (self.path / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, (path, old, text.count(old))
        self.write(path, text.replace(old, new))

    def _variables(self, lang: str, variables: dict[str, str]) -> dict[str, str]:
        return {**self.environment, "DOCCTL_LANG": lang, "SOURCE_DATE_EPOCH": NOW, **variables}


def build(path: Path, kept: frozenset[str] | None = None) -> Company:
    """Commit the example company into a new repository, or the records of some types."""
    company = Company(path)
    for part in PARTS:
        shutil.copytree(ROOT / part, path / part)
    for folder in (path / "records").iterdir():
        if kept is not None and folder.name not in kept:
            shutil.rmtree(folder)
    shutil.copy(ROOT / ".gitattributes", path)
    company.commit("The company")
    company.run("repack", "-adq")
    # As in the clone of somebody who works: what a check found is kept, and copies need not find it again.
    assert company.docctl("check").code == 0
    return company


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """The core of the company as it is: not to be changed by a test."""
    return build(tmp_path_factory.mktemp("pristine") / "company", CORE)


@pytest.fixture(scope="session")
def ask(pristine: Company) -> Callable[..., Outcome]:
    """Runs a reading command on the company as it is, each once."""
    return cache(pristine.docctl)


@pytest.fixture
def company(pristine: Company, tmp_path: Path) -> Company:
    """A copy of the company to change."""
    shutil.copytree(pristine.path, tmp_path / "company", symlinks=True)
    return Company(tmp_path / "company")
