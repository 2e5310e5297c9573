"""The hooks as the pre-commit framework installs them from a clone of this repository, in a company's repository.

The framework makes an environment of its own and lets pip install the clone into it. There is no package index here:
pip builds docctl itself and leaves out what it depends on, which `PYTHONPATH` lends from the running environment.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple

import pytest

from tests import pages
from tests.company_repository import CORE
from tests.company_repository import NOW
from tests.company_repository import Company
from tests.company_repository import build

if TYPE_CHECKING:
    from tests.gitrepo import GitRepo

CUSTOMER = "records/customer/CUS-0001.yaml"
CONFIG = """\
repos:
  - repo: {clone}
    rev: {commit}
    hooks:
      - id: docctl-check
      - id: docctl-commit-msg
"""


class Guarded(NamedTuple):
    """A company that the framework guards, and the folder in which it keeps its environments."""

    company: Company
    store: Path

    def commit(self, *options: str) -> subprocess.CompletedProcess[str]:
        """Commit as a person does."""
        return self.run("git", "commit", "--message=Change", *options)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a program beside the framework."""
        programs = Path(sys.executable).parent
        environment = {
            **self.company.environment,
            "PATH": f"{programs}{os.pathsep}{self.company.environment['PATH']}",
            "PRE_COMMIT_HOME": str(self.store),
            "PYTHONPATH": sysconfig.get_path("purelib"),
            "PIP_NO_INDEX": "1",
            "PIP_NO_DEPS": "1",
            "PIP_NO_BUILD_ISOLATION": "0",  # pip's way to say that there is none
            "PIP_IGNORE_INSTALLED": "1",
            "DOCCTL_LANG": "en",
            "SOURCE_DATE_EPOCH": NOW,
        }
        return subprocess.run(
            command, cwd=self.company.path, env=environment, capture_output=True, text=True, check=False
        )


def hosted(clone: GitRepo, path: Path, store: Path) -> Guarded:
    """A company whose settings name the clone, with both hooks installed."""
    company = build(path, CORE)
    company.write(".pre-commit-config.yaml", CONFIG.format(clone=clone.path, commit=clone.text("rev-parse", "HEAD")))
    company.commit("Guard it")
    guarded = Guarded(company, store)
    done = guarded.run("pre-commit", "install", "--install-hooks", "--hook-type=pre-commit", "--hook-type=commit-msg")
    assert done.returncode == 0, done.stdout + done.stderr
    return guarded


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Guarded:
    folder = tmp_path_factory.mktemp("framework")
    return hosted(pages.copy_of_this_repository(folder / "docctl"), folder / "company", folder / "store")


@pytest.fixture(autouse=True)
def clean(guarded: Guarded) -> None:
    """Each test begins with the last commit."""
    guarded.company.run("reset", "--quiet", "--hard")


def test_the_framework_takes_the_manifest(guarded: Guarded) -> None:
    done = guarded.run("pre-commit", "validate-manifest", str(pages.ROOT / ".pre-commit-hooks.yaml"))
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_framework_runs_a_docctl_of_its_own(guarded: Guarded) -> None:
    (program,) = guarded.store.glob("*/py_env*/bin/docctl")
    installed = subprocess.run(
        [str(program.with_name("python")), "-c", "import docctl; print(docctl.__file__)"],
        cwd=guarded.store, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(installed.stdout.strip()).is_relative_to(guarded.store)


def test_a_wrong_record_is_refused(guarded: Guarded) -> None:
    head = guarded.company.text("rev-parse", "HEAD")
    guarded.company.write(CUSTOMER, "id: CUS-0001\ntype: customer\n")
    guarded.company.stage(CUSTOMER)
    done = guarded.commit()
    assert done.returncode == 1
    assert "docctl check....." in done.stderr
    assert f"{CUSTOMER}:1:1: engine.field-missing" in done.stderr
    assert guarded.company.text("rev-parse", "HEAD") == head


def test_a_commit_that_only_deletes_is_judged_too(guarded: Guarded) -> None:
    guarded.company.run("rm", "--quiet", "records/customer/CUS-0026.yaml")
    done = guarded.commit()
    assert done.returncode == 1
    assert "docctl check....." in done.stderr
    assert "175 records checked (index): 1 error" in done.stderr


def test_a_right_record_that_changed_wrongly_is_refused(guarded: Guarded) -> None:
    record = "records/customer/CUS-0002.yaml"
    (line,) = [text for text in guarded.company.text("show", f"HEAD:{record}").split("\n") if "created_on" in text]
    guarded.company.edit(record, line, "created_on: 2026-01-08")
    guarded.company.stage()
    done = guarded.commit()
    assert done.returncode == 1
    assert re.search(r"docctl check\.+Passed\ndocctl change\.+Failed\n", done.stderr)
    assert f"{record}:" in done.stderr


def test_a_right_record_is_committed(guarded: Guarded) -> None:
    head = guarded.company.text("rev-parse", "HEAD")
    guarded.company.edit("records/customer/CUS-0002.yaml", "schema_version: 1", "schema_version: 2")
    guarded.company.stage()
    done = guarded.commit()
    assert done.returncode == 0, done.stdout + done.stderr
    assert guarded.company.text("rev-parse", "HEAD~1") == head
