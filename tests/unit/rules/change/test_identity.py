from __future__ import annotations

import hashlib

from tests.changed_shop import Files
from tests.changed_shop import context
from tests.changed_shop import said
from tests.changed_shop import slugs
from tests.shop import ORDER
from tests.shop import order

FREE = ORDER.replace("x-lifecycle: order\n", "")
SHA = hashlib.sha256(b"x").hexdigest()


def pinned(number: int, name: str, status: str = "open") -> Files:
    entry = f"files: [{{path: O-{number}.files/{name}, sha256: {SHA}}}]\n"
    return {**order(number, entry, status=status), f"records/order/O-{number}.files/{name}": "x"}


def test_a_record_does_not_vanish() -> None:
    (line,) = said(context([order(1), order(2)], [order(2)]))
    assert line == "O-1 record-gone : Order O-1 is gone"
    assert slugs(context([order(1, "x: [\n")], [])) == ["record-gone"]
    assert slugs(context([order(1, "x: [\n")], [order(2, "x: [\n")])) == ["record-gone"]


def test_a_number_does_not_change() -> None:
    renamed = {"records/order/O-9.yaml": order(1)["records/order/O-1.yaml"].replace("O-1", "O-9")}
    (line,) = said(context([order(1)], [renamed]))
    assert line.startswith("O-9 record-renumbered /id: O-1 goes by the number O-9 now")
    assert slugs(context([order(1)], [order(9, "name: x\n")])) == ["record-gone"]
    person = {"records/person/P-5.yaml": "id: P-5\ntype: person\n"}
    assert slugs(context([order(1)], [person])) == ["record-gone"]


def test_a_moved_file_is_the_same_record() -> None:
    (text,) = order(1).values()
    assert slugs(context([order(1)], [{"records/order/2026/O-1.yaml": text}])) == []


def test_type_and_day_of_creation_stay() -> None:
    (text,) = order(1).values()
    other = {"records/person/O-1.yaml": text.replace("type: order", "type: person")}
    assert slugs(context([order(1)], [other])) == ["type-changed /type"]
    assert slugs(context([order(1)], [order(1, day="2026-02-02")])) == ["created-changed /created_on"]
    undated = {"records/order/O-1.yaml": text.replace("created_on: 2026-02-01\n", "")}
    assert slugs(context([order(1)], [undated])) == ["created-changed /created_on"]
    assert slugs(context([undated], [order(1)])) == []
    assert slugs(context([order(1)], [{"records/order/O-1.yaml": "a: [\n"}])) == []


def test_an_attachment_of_a_settled_record_stays() -> None:
    bare = order(1, "corrections: [{field: files, old: '[]', new: '-'}]\n", status="confirmed")
    found = slugs(context([pinned(1, "a.pdf", "confirmed")], [bare]))
    assert "attachment-gone" in found
    assert "attachment-gone" not in slugs(context([pinned(1, "a.pdf")], [order(1)]))
    assert slugs(context([pinned(1, "a.pdf")], [pinned(1, "b.pdf")], types__order=FREE)) == []
    assert slugs(context([pinned(1, "a.pdf")], [order(1)], types__order=FREE)) == ["attachment-gone"]


def test_attachments_without_a_record_and_of_lost_records_are_reported_once() -> None:
    stray: Files = {"records/order/O-8.files/a.pdf": "x"}
    assert slugs(context([stray], [])) == []
    assert slugs(context([pinned(1, "a.pdf", "confirmed")], [])) == ["record-gone"]


def test_folders_of_statements_stay() -> None:
    folder: Files = {"records/approvals/O-1/A-0/x.json": "{}", "records/approvals/O-1/A-0/O-1.files/a.pdf": "x"}
    (line,) = said(context([order(1), folder], [order(1)]))
    assert line.startswith("O-1 statements-gone : the statements in records/approvals/O-1/A-0 are gone")
    assert slugs(context([order(1), folder], [order(1), {"records/approvals/O-1/A-0/y.json": "{}"}])) == []
    assert slugs(context([order(1), folder], [])) == ["record-gone"]
    assert slugs(context([order(1), {"records/approvals/O-1/stray": "x"}], [order(1)])) == []
