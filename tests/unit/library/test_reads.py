from __future__ import annotations

from docctl.library.reads import END
from docctl.library.reads import NEXT
from docctl.library.reads import PART
from docctl.library.reads import Reads
from docctl.library.reads import written


def test_whoever_listens_hears_every_question() -> None:
    reads = Reads()
    reads.record("before")
    with reads.listening() as heard:
        reads.record("C-1")
        reads.held("customer", "handler", "P-001")
        reads.of_type("customer")
        reads.files("records/approvals/")
        reads.signed("person")
    reads.record("after")
    asked = ["record C-1", "held customer handler P-001", "type customer", "files records/approvals/", "signed person"]
    assert heard == {question.replace(" ", PART) for question in asked}


def test_who_listened_before_hears_of_inner_questions_too() -> None:
    reads = Reads()
    with reads.listening() as outer:
        with reads.listening() as inner:
            reads.record("C-1")
        reads.record("C-2")
    assert (len(inner), len(outer)) == (1, 2)


def test_what_is_remembered_brings_its_questions_along() -> None:
    reads, memory = Reads(), {}  # type: ignore[var-annotated]

    def make() -> int:
        reads.record("C-1")
        return 7

    assert reads.remembered(memory, "a", make) == 7
    assert reads.remembered(memory, "a", make) == 7
    with reads.listening() as heard:
        assert reads.remembered(memory, "a", make) == 7
    assert heard == {f"record{PART}C-1"}


def test_questions_that_hold_a_mark_cannot_be_written_down() -> None:
    assert written({"b", "a"}) == f"a{NEXT}b"
    assert written({f"a{NEXT}"}) == written({f"a{END}"}) == ""
