from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from docctl.lifecycle.drawing import svg
from tests.unit.lifecycle.test_diagram import ROLES
from tests.unit.lifecycle.test_diagram import TEXT
from tests.unit.lifecycle.test_diagram import lifecycle

SVG = "{http://www.w3.org/2000/svg}"


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own drawing


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_drawing_is_one_image_with_a_title_and_a_description(language: str) -> None:
    root = parsed(svg(lifecycle(), ROLES, language))
    assert (root.get("role"), root.get("lang")) == ("img", language)
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert title.text == {"zh": "便条", "en": "Note"}[language]
    assert "会签（负责人和文员）" in (description.text or "") or language == "en"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


def test_the_drawing_needs_nothing_from_elsewhere_and_is_the_same_each_time() -> None:
    text = svg(lifecycle(), ROLES, "en")
    assert text == svg(lifecycle(), ROLES, "en")
    assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"<(script|style|image|use|a)\b|url\(|\bon\w+=", text)
    assert "\n\n" not in text


def test_texts_are_escaped() -> None:
    text = svg(lifecycle(TEXT.replace("title: End,", "title: <b>&End,")), ROLES, "en")
    assert "&lt;b&gt;&amp;End" in text
    assert "<b>" not in text


def test_final_states_are_double_and_states_of_a_day_dashed() -> None:
    root = parsed(svg(lifecycle(), ROLES, "en"))
    boxes = root.findall(f"{SVG}rect")
    assert len(boxes) == 2 + 1 + 1
    assert len([box for box in boxes if box.get("stroke-dasharray")]) == 1
    plain = parsed(svg(lifecycle(TEXT[: TEXT.index("derived:")]), ROLES, "en"))
    assert float(plain.get("height", 0)) < float(root.get("height", 0))
    assert not [box for box in plain.findall(f"{SVG}rect") if box.get("stroke-dasharray")]


def test_where_several_states_join_a_lane_each_has_its_dot() -> None:
    joined = TEXT.replace("from: [open], to: open,", "from: [open, end], to: open,")
    dots = [c for c in parsed(svg(lifecycle(joined), ROLES, "zh")).findall(f"{SVG}circle") if c.get("r") == "2"]
    assert len(dots) == 2


def test_two_steps_to_the_state_below_share_an_arrow_and_keep_their_labels() -> None:
    text = TEXT.replace("derived:", "  - {name: stop, title: Stop, x-zh: 停止, from: [open], to: end}\nderived:")
    root = parsed(svg(lifecycle(text), ROLES, "en"))
    labels = [(element.get("y"), element.text) for element in root.findall(f"{SVG}text")]
    assert len(labels) == len(set(labels))
    assert {"Stop", "End; now"} <= {label for _, label in labels}
