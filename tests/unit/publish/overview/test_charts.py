"""Charts: numbers in proportion, names escaped, a title and a description for those who cannot see them."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from docctl.publish.overview import charts
from docctl.publish.overview.charts import Part

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>"


def drawn(markup: str) -> ET.Element:
    return ET.fromstring(str(markup).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314


def texts(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def test_bars_are_as_long_as_their_numbers() -> None:
    root = drawn(charts.bars("late", "逾期", "逾期：甲 4、乙 1", [Part("甲", 4), Part("乙", 1), Part(HOSTILE, 0)]))
    lengths = [float(rect.get("width", "0")) for rect in root.iter(f"{SVG}rect")]
    assert lengths[0] == 4 * lengths[1]
    assert lengths[2] == 1, "none is a hairline, not nothing"
    assert texts(root) == ["甲", "4", "乙", "1", HOSTILE, "0"]


def test_a_chart_tells_those_who_cannot_see_it() -> None:
    root = drawn(charts.bars("late", "逾期", HOSTILE, []))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "late-title late-desc"
    assert [element.text for element in root][:2] == ["逾期", HOSTILE]


def test_shares_make_a_whole_ring() -> None:
    root = drawn(charts.shares("kinds", "种类", "", [Part("甲", 3), Part("乙", 1)], "合计"))
    paths = [path.get("d", "") for path in root.iter(f"{SVG}path")]
    flags = [re.findall(r"A80 80 0 (\d)", path) for path in paths]
    assert flags == [["1"], ["0"]], "three quarters are the large arc"
    assert paths[0].startswith("M90 10A")
    assert texts(root) == ["甲", "3", "乙", "1", "4", "合计"]


def test_one_share_alone_is_a_ring_in_two_halves() -> None:
    (path,) = drawn(charts.shares("kinds", "", "", [Part("甲", 5)], "")).iter(f"{SVG}path")
    assert path.get("d", "").count("M") == 2


@pytest.mark.parametrize(
    ("values", "scale"),
    [([92.5, 95.2], ["92", "93", "94", "95", "96"]), ([7], ["7", "7.2", "7.5", "7.8", "8"]), ([-3, 12], None)],
)
def test_a_line_lies_within_its_scale(values: list[float], scale: list[str] | None) -> None:
    root = drawn(charts.line("trend", "趋势", "", [Part(f"24Q{n}", value) for n, value in enumerate(values)]))
    heights = [float(circle.get("cy", "0")) for circle in root.iter(f"{SVG}circle")]
    lines = sorted(float(tick.get("y1", "0")) for tick in root.iter(f"{SVG}line"))
    assert all(lines[0] <= height <= lines[-1] for height in heights)
    assert heights == sorted(heights, reverse=True), "more is higher"
    if scale:
        assert texts(root)[:5] == scale
