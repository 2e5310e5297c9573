from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from docctl import __version__
from docctl.__main__ import main as start
from docctl.cli import main as cli

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Company
    from tests.company_repository import Outcome

HEAVY = [
    "docctl.publish",
    "xml.etree.ElementTree",
    "git",
    "jsonschema",
    "importlib.metadata",
    "rich",
    "mkdocs",
    "jinja2",
]


def test_help_lists_every_command_without_loading_one(ask: Callable[..., Outcome]) -> None:
    for language in ("en", "zh"):
        lines = ask("--help", lang=language).out.splitlines()
        for name, listed in cli.COMMANDS.items():
            assert any(line.split() and line.split()[0] == name and listed.text.get(language) in line for line in lines)
    assert " / " not in ask("--help", lang="zh").out


def test_version(ask: Callable[..., Outcome]) -> None:
    assert ask("--version").out == f"docctl {__version__}\n"


def test_an_unexpected_error_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(**_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(cli.docctl, "main", fail)
    assert cli.run([]) == 3
    assert "docctl itself failed (RuntimeError: boom)" in capsys.readouterr().err


def test_a_closed_pipe_ends_well(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(cli.docctl, "main", fail)
    monkeypatch.setattr(cli, "quiet", lambda _: None)
    assert cli.run([]) == 0


def test_an_interrupt_is_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(**_: object) -> None:
        raise click.Abort

    monkeypatch.setattr(cli.docctl, "main", fail)
    assert cli.run([]) == 130
    assert capsys.readouterr().err == "docctl: interrupted\n"

    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "main", interrupt)
    with pytest.raises(SystemExit) as stopped:
        start()
    assert stopped.value.code == 130


def test_the_process_ends_with_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["docctl", "nope"])
    with pytest.raises(SystemExit) as stopped:
        start()
    assert stopped.value.code == 2


@pytest.mark.parametrize("arguments", [["hook", "pre-commit"], ["check", "--staged"]])
def test_the_hook_imports_nothing_it_does_not_need(arguments: list[str], pristine: Company) -> None:
    program = (
        "import json, sys\nfrom docctl.cli.main import run\n"
        f"code = run(['-C', {str(pristine.path)!r}, *{arguments!r}])\n"
        "print(json.dumps([code, sorted(sys.modules)]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=pristine.environment
    )
    code, modules = json.loads(done.stdout.splitlines()[-1])
    assert code == 0
    assert not [name for name in HEAVY if name in modules]


def test_importing_the_command_line_is_cheap(pristine: Company) -> None:
    program = "import sys\nimport docctl.cli.main\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded.intersection(["yaml", "jsonschema_rs", "cel_expr_python", "cryptography", "docctl.git", *HEAVY])
    assert {name for name in loaded if name.startswith("docctl.")} == {
        "docctl.cli",
        "docctl.cli.language",
        "docctl.cli.main",
        "docctl.cli.terminal",
        "docctl.cli.words",
        "docctl.person_numbers",
        "docctl.violation",
    }
    assert pristine.path.is_dir()


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_other_encodings_than_utf_8(encoding: str, pristine: Company) -> None:
    outcome = pristine.process("show", "HM-QP-XS003", lang="zh", PYTHONIOENCODING=encoding)
    assert outcome.code == 0
    assert "顾客财产控制程序" in outcome.out


def test_plain_locale_and_a_reader_that_leaves_early(pristine: Company) -> None:
    command = f"{sys.executable} -m docctl --lang zh show HM-QP-XS003 | head -n 1"
    environment = {**pristine.environment, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        cwd=pristine.path,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == b""
    assert "受控文件" in done.stdout.decode()
