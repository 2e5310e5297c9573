"""Consoles and pipes that cannot hold every character: nothing crashes, and the exit code stays what it is."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Company
    from tests.company_repository import Outcome

CUSTOMER = "records/customer/CUS-0001.yaml"
# A surname beyond GBK, and a mark that no old code page has.
RARE = "𠮷田精密 ✓ €"
# The code page of a Chinese console, of a Western one, and of none.
ENCODINGS = ["gbk", "cp1252", "ascii"]


@pytest.fixture
def odd(company: Company) -> Company:
    """A company with a name that no code page holds, in a record that is wrong, so that messages repeat it."""
    company.edit(CUSTOMER, "important: true", f'important: "{RARE}"')
    return company


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_report_is_printed_whole(encoding: str, language: str, odd: Company) -> None:
    outcome = odd.process("check", lang=language, PYTHONIOENCODING=encoding)
    assert (outcome.code, outcome.err) == (1, "")
    assert f"{CUSTOMER}:" in outcome.out
    assert RARE.encode(encoding, "backslashreplace").decode(encoding) in outcome.out


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
@pytest.mark.parametrize(
    "arguments",
    [("rules",), ("explain", "R-013"), ("list", "customer"), ("register", "G-01"), ("issue-form", "customer")],
    ids=lambda arguments: arguments[0],
)
def test_reading_commands_say_all_they_have_to_say(
    arguments: tuple[str, ...], encoding: str, pristine: Company, ask: Callable[..., Outcome]
) -> None:
    outcome = pristine.process(*arguments, lang="zh", PYTHONIOENCODING=encoding)
    whole = ask(*arguments, lang="zh")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == whole.out.encode(encoding, "backslashreplace").decode(encoding)


@pytest.mark.parametrize("encoding", ["gbk", "cp1252"])  # click takes ASCII for a mistake, and writes help in UTF-8
def test_help_is_printed_whole(encoding: str, pristine: Company) -> None:
    outcome = pristine.process("new", "--help", lang="zh", PYTHONIOENCODING=encoding)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("用法：".encode(encoding, "backslashreplace").decode(encoding))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_refusal_is_printed_too(encoding: str, pristine: Company) -> None:
    outcome = pristine.process("show", RARE, lang="zh", PYTHONIOENCODING=encoding)
    assert (outcome.code, outcome.out) == (2, "")
    assert "没有编号为".encode(encoding, "backslashreplace").decode(encoding) in outcome.err
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_terminal_keeps_its_own_encoding(encoding: str, odd: Company) -> None:
    near, far = os.openpty()
    environment = {**odd.environment, "DOCCTL_LANG": "zh", "PYTHONIOENCODING": encoding}
    with os.fdopen(near, "rb", buffering=0) as terminal:
        started = subprocess.Popen(
            [sys.executable, "-m", "docctl", "check"], cwd=odd.path, env=environment, stdout=far, stderr=far
        )
        os.close(far)
        said = b"".join(iter(lambda: _read(terminal.fileno()), b""))
        assert started.wait() == 1
    assert "不符合规则".encode(encoding, "backslashreplace") in said
    assert b"Traceback" not in said


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed
        return b""


def test_a_file_gets_utf_8_whatever_the_locale(odd: Company) -> None:
    outcome = odd.process("check", lang="zh", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert outcome.code == 1
    assert RARE in outcome.out
