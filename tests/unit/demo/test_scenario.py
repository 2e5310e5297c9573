from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.demo.scenario import Version
from docctl.demo.scenario import load
from docctl.demo.texts import Difference

if TYPE_CHECKING:
    from pathlib import Path

VIEWS = "views:\n  old: {put: {status: draft}}\n"
EVENTS = """events:
  - at: 2025-03-02 08:30
    by: P-2
    message: Second
    branch: aside
    files:
      A-1: gone
      A-2: old
      A-3: {from: other.md, view: old, drop: [tier], put: {n: 1}, edit: [{old: a, new: b}]}
  - at: 2025-03-01 18:00
    by: P-1
    message: First
    files: {A-1: last}
    sign:
      - {step: submit, folder: A-1/A-0, key: P-1/1}
      - {step: review, folder: A-1/A-0, by: P-2, time: "17:59"}
  - {at: 2025-03-03 00:10, by: P-1, message: Third, squash: aside}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "views.yaml").write_text(VIEWS)
    (tmp_path / "2025.yaml").write_text(EVENTS)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/slip.pdf").write_bytes(b"%PDF")
    return tmp_path


def test_events_come_in_their_order(folder: Path) -> None:
    scenario = load(folder)
    assert [event.message for event in scenario.events] == ["First", "Second", "Third"]
    assert scenario.texts == {"slip.pdf": b"%PDF"}
    assert [(event.branch, event.takes) for event in scenario.events] == [
        ("main", None), ("aside", None), ("main", ("squash", "aside")),
    ]  # fmt: skip


def test_versions_are_said_in_four_ways(folder: Path) -> None:
    first, second, _ = load(folder).events
    old = Difference(put={"status": "draft"})
    assert first.files == {"A-1": Version("A-1")}
    assert second.files["A-1"] == Version(is_gone=True)
    assert second.files["A-2"] == Version("A-2", old)
    more = Difference(drop=("tier",), put={"n": "1"}, edit=(("a", "b"),))
    assert second.files["A-3"] == Version("other.md", old.then(more))


def test_steps_are_signed_on_the_clock_of_the_company(folder: Path) -> None:
    submit, review = load(folder).events[0].acts
    assert (submit.record, submit.by, submit.utc, submit.more) == (
        "A-1",
        "P-1",
        "2025-03-01T10:00:00Z",
        {"key": "P-1/1"},
    )
    assert (review.by, review.utc, review.more) == ("P-2", "2025-03-01T09:59:00Z", {})


def test_a_file_that_cannot_be_read_is_named(folder: Path) -> None:
    (folder / "2025.yaml").write_text("events: [\n")
    with pytest.raises(ValueError, match=r"2025\.yaml"):
        load(folder)
