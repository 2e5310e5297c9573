"""What a machine may lack: tests that need it are skipped and named, or fail where CI=true."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parents[1]
SUITE = ROOT / ".cache" / "json-schema-suite"
MARK = "not run here: needs "

# sshd stands outside an ordinary user's PATH on Debian.
PATH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])

# name -> programs of which one is enough; the last column is what the summary tells the reader to do
PROGRAMS: dict[str, tuple[tuple[str, ...], str]] = {
    "cc": (("cc", "gcc"), "apt install gcc libc6-dev"),
    "chromium": (("chromium", "chromium-browser", "google-chrome"), "apt install chromium fonts-noto-cjk"),
    "fc-list": (("fc-list",), "apt install fontconfig fonts-noto-cjk"),
    "libreoffice": (("libreoffice", "soffice"), "apt install libreoffice-core"),
    "pdffonts": (("pdffonts",), "apt install poppler-utils"),
    "pdftoppm": (("pdftoppm",), "apt install poppler-utils"),
    "pdftotext": (("pdftotext",), "apt install poppler-utils"),
    "ssh-agent": (("ssh-agent",), "apt install openssh-client"),
    "ssh-keygen": (("ssh-keygen",), "apt install openssh-client"),
    "sshd": (("sshd",), "apt install openssh-server"),
    "zbarimg": (("zbarimg",), "apt install zbar-tools"),
}
PLACES: dict[str, tuple[Path, str]] = {
    "json-schema-suite": (SUITE, "run `make test` with a network once"),
}


def find(name: str) -> str | None:
    """Where it is on this machine."""
    if name in PLACES:
        place = PLACES[name][0]
        return str(place) if place.exists() else None
    programs, _ = PROGRAMS[name]
    return next(filter(None, (shutil.which(program, path=PATH) for program in programs)), None)


def require(name: str) -> str:
    """Its path; without it the running test is skipped, or fails where everything must be there."""
    found = find(name)
    if found is not None:
        return found
    remedy = (PLACES.get(name) or PROGRAMS[name])[1]
    reason = f"{MARK}{name} ({remedy})"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def missing(reports: Iterable[object]) -> Counter[str]:
    """How many tests each absent thing kept from running."""
    reasons = (str(getattr(report, "longrepr", "")) for report in reports)
    return Counter(reason.partition(MARK)[2].rstrip("')") + ")" for reason in reasons if MARK in reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Names what did not run, so that green is not mistaken for complete."""
    absent = missing(terminalreporter.getreports("skipped"))
    if absent:
        terminalreporter.section("NOT RUN on this machine", yellow=True)
    for name, count in sorted(absent.items()):
        terminalreporter.line(f"{count} tests need {name}")
