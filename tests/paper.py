"""What a printed copy says, read back by programs that had no part in making it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from tests.optional import require

if TYPE_CHECKING:
    from pathlib import Path

# Dots to the inch: what a cheap scanner or a telephone sees.
SCAN = 150


def pages(pdf: Path) -> list[str]:
    """The words of each page, with single blanks between them."""
    shown = _output("pdftotext", "-layout", str(pdf), "-")
    return [" ".join(page.split()) for page in shown.split("\f")[:-1]]


def codes(pdf: Path, folder: Path) -> list[str]:
    """What the printed code of each page says when it is scanned."""
    _output("pdftoppm", "-r", str(SCAN), "-gray", str(pdf), str(folder / "page"))
    found = []
    for image in sorted(folder.glob("page-*.pgm")):
        found.append(_output("zbarimg", "--quiet", "--raw", str(image)).strip())
        image.unlink()
    return found


def fonts(pdf: Path) -> list[tuple[str, str]]:
    """Each font with `yes` where it is in the file."""
    rows = _output("pdffonts", str(pdf)).splitlines()[2:]
    return [(row.split()[0], row.split()[-5]) for row in rows]


def _output(program: str, *arguments: str) -> str:
    done = subprocess.run([require(program), *arguments], capture_output=True, check=True, timeout=60)
    return done.stdout.decode()
