"""What is installed is what the lock pins, and what is missing is said in one line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

import docctl
from build import schema_suite
from tests import optional

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT: dict[str, Any] = tomllib.loads(PYPROJECT)
RUNTIME = (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8")
DEV = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
CHINESE = re.compile(r"[\u4e00-\u9fff]{4}")


def pins(lock: str) -> set[str]:
    return {line.removesuffix(" \\") for line in lock.splitlines() if line and not line.startswith(" ")}


def named(requirement: str) -> str:
    return re.split(r"[<>=!\[; ]", requirement.lower().replace("_", "-"))[0]


# The lock


@pytest.mark.parametrize("lock", [RUNTIME, DEV], ids=["runtime", "dev"])
def test_a_lock_names_no_address_and_hashes_every_package(lock: str) -> None:
    assert "://" not in lock
    entries = re.split(r"\n(?! )", lock.strip())
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_small_set_has_the_versions_of_the_large_one() -> None:
    small = {pin.partition(" ;")[0] for pin in pins(RUNTIME)}
    large = {pin.partition(" ;")[0] for pin in pins(DEV)}
    assert small < large


def test_the_lock_holds_every_declared_package() -> None:
    groups = dict(PROJECT["dependency-groups"])
    apart = pins((ROOT / "requirements" / "zensical.txt").read_text(encoding="utf-8"))
    assert {named(item) for item in groups.pop("zensical")} <= {named(pin) for pin in apart}
    declared = [item for group in groups.values() for item in group if isinstance(item, str)]
    locked = {named(pin) for pin in pins(DEV)}
    assert {named(item) for item in [*PROJECT["project"]["dependencies"], *declared]} <= locked
    assert {named(item) for item in PROJECT["project"]["dependencies"]} <= {named(pin) for pin in pins(RUNTIME)}


# The package


def test_the_wheel_holds_the_package_and_its_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    assert wheel.name == f"docctl-{docctl.__version__}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        folders = {name.split("/")[0] for name in archive.namelist()}
        assert folders == {"docctl", f"docctl-{docctl.__version__}.dist-info"}
        assert "docctl/py.typed" in archive.namelist()
        ci = {name for name in archive.namelist() if name.startswith("docctl/start/ci/")}
        assert ci == {f"docctl/start/ci/{name}" for name in ("Jenkinsfile", "gitea.yml", "github.yml", "gitlab.yml")}
        commands = archive.read(f"docctl-{docctl.__version__}.dist-info/entry_points.txt").decode()
    assert "docctl = docctl.__main__:main" in commands


def test_every_lint_rule_left_out_has_its_reason() -> None:
    section = PYPROJECT.partition("\nignore = [\n")[2].partition("\n]\n")[0]
    assert section
    assert [line for line in section.splitlines() if not re.search(r'^  "\w+", +# \S', line)] == []


# What is missing


def run_environment(path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [shutil.which("sh") or "/bin/sh", str(ROOT / "tools" / "build" / "environment.sh"), "runtime"],
        env={"PATH": str(path), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def program(folder: Path, name: str, script: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A PATH with what every system has, a git, and a Python that passes for a good one."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("dirname", "sh"):
        (folder / name).symlink_to(shutil.which(name) or name)
    program(folder, "git", "exit 0")
    program(folder, "python3", "echo 3.11")
    return folder


def refusal(outcome: subprocess.CompletedProcess[str]) -> str:
    """The one line, in both languages."""
    assert (outcome.returncode, outcome.stdout) == (1, "")
    (line,) = outcome.stderr.splitlines()
    assert line.startswith("docctl: ")
    assert CHINESE.search(line)
    return line


def test_no_git_is_said(programs: Path) -> None:
    (programs / "git").unlink()
    assert "git is missing; install it (Debian: apt install git)" in refusal(run_environment(programs))


@pytest.mark.parametrize("version", ["2.7", "3.8", "3.10"])
def test_an_old_python_is_said(programs: Path, version: str) -> None:
    program(programs, "python3", f"echo {version}")
    line = refusal(run_environment(programs))
    assert f"python3 is Python {version}; docctl needs 3.11 or later" in line


def test_no_python_is_said(programs: Path) -> None:
    assert "/nowhere/python is missing" in refusal(run_environment(programs, PYTHON="/nowhere/python"))


def test_no_venv_module_is_said(programs: Path) -> None:
    program(programs, "python3", 'case "$2" in *ensurepip*) exit 1;; *) echo 3.11;; esac')
    assert "python3 has no venv module; install it (Debian: apt install python3-venv)" in refusal(
        run_environment(programs)
    )


# What the tests may lack


def test_what_is_missing_skips_a_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(optional, "PATH", "")
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="needs sshd"):
        optional.require("sshd")


def test_what_is_missing_fails_a_test_where_everything_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(optional, "PATH", "")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="needs sshd"):
        optional.require("sshd")


def test_a_suite_that_the_lock_does_not_name_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "jsonschema-0.tar.gz"
    archive.write_bytes(b"something else")
    with pytest.raises(schema_suite.SuiteError, match="which the lock does not name"):
        schema_suite.verify(archive, schema_suite.pinned(DEV))


# The architecture

PACKAGES = {
    "__main__": "import docctl.cli",
    "cli": "import click\nimport docctl.publish",
    "publish": "import docctl.registers",
    "guard": "import docctl.rules",
    "exchange": "import openpyxl\nimport docctl.registers",
    "registers": "",
    "rules": "import docctl.approval",
    "due": "",
    "report": "",
    "approval": "import cryptography\nimport docctl.lifecycle",
    "lifecycle": "import docctl.library",
    "library": "import docctl.schema\nimport docctl.expressions",
    "schema": "import jsonschema_rs",
    "expressions": "import cel_expr_python\nimport docctl.reader",
    "reader": "import yaml\nimport docctl.snapshot",
    "snapshot": "import docctl.git",
    "writing": "import docctl.git",
    "git": "import git\nimport subprocess",
    "cache": "",
    "shares": "",
    "violation": "import docctl.person_numbers",
    "person_numbers": "",
}

# Layers of one file.
MODULES = {"__main__", "person_numbers", "shares", "violation"}

BREACHES = [
    ("violation", "import docctl.git", "Imports go down"),
    ("snapshot", "import docctl.reader", "Imports go down"),
    ("writing", "import docctl.snapshot", "Imports go down"),
    ("cache", "import docctl.git", "Imports go down"),
    ("shares", "import docctl.cache", "Imports go down"),
    ("guard", "import docctl.cli", "Imports go down"),
    ("registers", "import docctl.rules", "Imports go down"),
    ("schema", "import docctl.expressions", "Imports go down"),
    ("library", "import docctl.lifecycle", "Imports go down"),
    ("publish", "import docctl.cli", "Imports go down"),
    ("newcomer", "", "Imports go down"),
    ("publish", "import subprocess", "Only git/ starts programs or imports GitPython"),
    ("rules", "import subprocess", "Only git/ starts programs or imports GitPython"),
    ("library", "from git import Repo", "Only git/ starts programs or imports GitPython"),
    ("report", "import click", "Only cli/ speaks to the terminal"),
    ("schema", "import yaml", "Only the reader reads YAML"),
    ("rules", "from cel_expr_python import cel", "Only expressions/ knows the CEL library"),
    ("reader", "import jsonschema_rs", "Only schema/ knows the validators"),
    ("exchange", "import docctl.guard", "Imports go down"),
    ("cli", "import openpyxl", "Only exchange/ knows Excel files"),
    ("cli", "from cryptography.hazmat import primitives", "Only approval/ handles keys"),
]


def write_packages(folder: Path) -> None:
    for name, text in PACKAGES.items():
        file = folder / "docctl" / (f"{name}.py" if name in MODULES else f"{name}/__init__.py")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text + "\n", encoding="utf-8")
    (folder / "docctl" / "__init__.py").touch()
    (folder / "docctl" / "publish" / "search").mkdir()
    (folder / "docctl" / "publish" / "search" / "__init__.py").touch()
    for starter in ("publish/search/pagefind.py", "exchange/libreoffice.py"):
        (folder / "docctl" / starter).write_text("import subprocess\n", encoding="utf-8")


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--config", str(ROOT / "pyproject.toml")],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_accept_the_architecture(tmp_path: Path) -> None:
    write_packages(tmp_path)
    outcome = lint_imports(tmp_path)
    assert outcome.returncode == 0, outcome.stdout
    assert f"Contracts: {len(PROJECT['tool']['importlinter']['contracts'])} kept, 0 broken." in outcome.stdout


@pytest.mark.parametrize(("module", "line", "contract"), BREACHES)
def test_each_contract_refuses_its_breach(tmp_path: Path, module: str, line: str, contract: str) -> None:
    write_packages(tmp_path)
    breach = tmp_path / "docctl" / (f"{module}.py" if module in {*MODULES, "newcomer"} else f"{module}/breach.py")
    breach.write_text(line + "\n", encoding="utf-8")
    outcome = lint_imports(tmp_path)
    broken = re.findall(r"^(.+) BROKEN$", outcome.stdout, re.MULTILINE)
    assert (outcome.returncode, broken) == (1, [contract]), outcome.stdout


def test_every_contract_is_seen_to_refuse() -> None:
    names = {contract["name"] for contract in PROJECT["tool"]["importlinter"]["contracts"]}
    assert {contract for _, _, contract in BREACHES} == names
