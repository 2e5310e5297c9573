from __future__ import annotations

from docctl.history.log import Step
from docctl.history.trace import Arrival
from docctl.history.trace import Issued
from docctl.history.trace import arrivals
from docctl.history.trace import disagreements

FOLDER = "records/approvals/A/A-0/"
TEXT, APPROVAL = f"{FOLDER}A.md", f"{FOLDER}03-approve-P-1.json"
ISSUED = Issued("A/0", FOLDER, APPROVAL, "1970-01-05")
DAY = 86_400


def step(day: int, *files: str, oid: str = "0f") -> Step:
    return Step(f"{day:040d}", day * DAY, "Ann", "words", dict.fromkeys(files, oid))


def day_of(moment: int) -> str:
    return f"1970-01-{moment // DAY + 1:02d}"


def told(issued: Issued, *steps: Step) -> list[tuple[str, str, str]]:
    found = disagreements("A", [issued], steps, day_of)
    return [(v.slug.removeprefix("engine."), v.path.rpartition("/")[2], v.code) for v in found]


def test_a_version_arrives_with_its_last_statement() -> None:
    steps = [step(1, TEXT), step(2, APPROVAL), step(3, f"{FOLDER}04-withdraw-P-1.json")]
    assert arrivals([ISSUED], steps) == [Arrival(ISSUED, steps[1])]
    assert arrivals([ISSUED], steps[:1]) == [Arrival(ISSUED, None)]
    assert told(ISSUED, *steps) == []
    assert told(ISSUED) == []


def test_an_approval_that_came_after_its_effective_day_is_late() -> None:
    assert told(ISSUED, step(4, TEXT, APPROVAL)) == []
    assert told(ISSUED, step(5, TEXT, APPROVAL)) == [("issued-late", "03-approve-P-1.json", "R-040")]
    assert told(ISSUED._replace(effective_on=""), step(5, TEXT, APPROVAL)) == []


def test_what_was_issued_is_not_changed_any_more() -> None:
    steps = [step(1, TEXT), step(2, TEXT, APPROVAL)]
    assert told(ISSUED, *steps, step(3, TEXT, oid="0e")) == [("issued-replaced", "A.md", "R-040")]
    assert told(ISSUED, *steps, step(3, APPROVAL, oid="")) == [("issued-replaced", "03-approve-P-1.json", "R-040")]
    assert told(ISSUED, *steps, step(3, "records/approvals/A/A-1/A.md")) == []
