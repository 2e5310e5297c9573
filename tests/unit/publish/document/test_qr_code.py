"""The drawn code holds exactly the modules of the code, in black on white."""

from __future__ import annotations

import re

import pytest
import segno

from docctl.publish.document.qr_code import qr_code

_RUN = re.compile(r"(M|m)(\d+) ([\d.]+)h(\d+)")


def drawn(markup: str) -> tuple[int, set[tuple[int, int]]]:
    """The size of a drawing and its dark places."""
    size = re.search(r'viewBox="0 0 (\d+) \1"', markup)
    path = re.search(r'stroke="#000" d="([^"]*)"', markup)
    assert size is not None
    assert path is not None
    dark, x, y = set(), 0, 0
    for kind, first, second, width in _RUN.findall(path[1]):
        x, y = (int(first), int(float(second))) if kind == "M" else (x + int(first), y)
        dark |= {(x + step, y) for step in range(int(width))}
        x += int(width)
    return int(size[1]), dark


@pytest.mark.parametrize("address", ["https://docs.example/v/QP-1/A-0/", "https://d.example/v/" + "QP" * 40 + "/A-0/"])
def test_the_drawing_has_the_modules_of_the_code(address: str) -> None:
    rows = segno.make(address, error="m", micro=False).matrix
    wanted = {(x + 4, y + 4) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}
    assert drawn(qr_code(address, "x")) == (len(rows) + 8, wanted)


def test_it_is_black_on_white_and_says_where_it_leads() -> None:
    markup = qr_code("https://docs.example/v/QP-1/A-0/", "leads to <b>")
    assert '<path fill="#fff" d="M0 0h37v37H0z"/>' in markup
    assert 'role="img"' in markup
    assert "<title>leads to &lt;b&gt;</title>" in markup
    assert "style=" not in markup
