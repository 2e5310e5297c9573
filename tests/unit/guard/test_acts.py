"""Sign-offs that are new are the pusher's own, whatever stood in their place before."""

from __future__ import annotations

from datetime import UTC
from datetime import datetime

import pytest

from docctl.guard.acts import STATEMENT
from docctl.guard.acts import SignOffs
from docctl.guard.acts import stale_statements
from docctl.reader import read
from tests.shop import book
from tests.shop import order

PATH = "records/order/O-1.yaml"
SIGNED = "confirmed_by: {person: P-1, role: head, date: 2026-02-02}\n"
CHECKED = (
    "checked_by:\n  - {person: P-1, role: clerk, date: 2026-02-03}\n  - {person: P-2, role: clerk, date: 2026-02-03}\n"
)


def found(text: str, *before: str | bytes, person: str = "P-2") -> list[str]:
    signoffs = SignOffs(book()[0])
    versions = [given if isinstance(given, bytes) else order(1, given)[PATH].encode() for given in before]
    document, *others = (read(PATH, source)[0] for source in (order(1, text)[PATH].encode(), *versions))
    return [f"{v.code} {v.pointer}" for v in signoffs.problems(document, others, person)]


@pytest.mark.parametrize(
    ("text", "before", "refused"),
    [
        ("", [], []),
        (SIGNED, [], ["SIGNOFF_PUSHER /confirmed_by"]),
        (SIGNED, [SIGNED], []),
        (SIGNED, ["", SIGNED], []),
        (SIGNED, [SIGNED.replace("02-02", "02-01")], ["SIGNOFF_PUSHER /confirmed_by"]),
        (SIGNED, [b"\xff"], ["SIGNOFF_PUSHER /confirmed_by"]),
        (SIGNED + CHECKED, [SIGNED], ["SIGNOFF_PUSHER /checked_by/0"]),
        ("confirmed_by: P-1\nchecked_by: [P-1]\n", [], []),
    ],
)
def test_a_new_signature_is_the_pushers_own(text: str, before: list[str | bytes], refused: list[str]) -> None:
    assert found(text, *before) == refused


def test_what_cannot_be_read_holds_no_signature() -> None:
    assert list(SignOffs(book()[0]).problems(None, [], "P-2")) == []


@pytest.mark.parametrize(
    ("path", "answer"),
    [(PATH, True), ("records/person/P-1.yaml", False), ("records/x.yaml", False), ("site/x.yaml", False),
     ("records/approvals/O-1/1/x.yaml", False)],
)  # fmt: skip
def test_only_records_with_signed_steps_are_looked_at(path: str, answer: bool) -> None:  # noqa: FBT001 - a table
    assert SignOffs(book()[0]).concerns(path) is answer


def test_statements_are_known_by_their_place() -> None:
    assert STATEMENT("records/approvals/X-1/A-0/01-submit-P-1.json")
    assert not STATEMENT("records/approvals/X-1/A-0/01-submit-P-1.json.sig")
    assert not STATEMENT("records/approvals/X-1/A-0/scan.json")


def test_what_is_no_statement_is_as_old_as_it_likes() -> None:
    assert list(stale_statements("a.json", b"{}", datetime(2026, 11, 21, tzinfo=UTC))) == []
