from __future__ import annotations

import pytest

from tests.shop import book
from tests.shop import opened
from tests.shop import order

MARKDOWN = """\
x-type: page
title: Page
x-zh: 页
x-id: {pattern: "^PG-[0-9]$"}
x-body: {headings: [目的], rendition: true}
properties: {rendition: {type: string}}
"""
ORDER_IN_YEARS = """\
x-type: order
title: Order
x-zh: 订单
x-id: {pattern: "^O-[0-9]$"}
x-path: "{year}/{id}.yaml"
properties: {status: {type: string}}
"""


def said(files: dict[str, str]) -> list[str]:
    _, problems = opened(book(types__page=MARKDOWN)[0], files)
    return [f"{v.code} {v.path}:{v.position.line} {v.message.en}" for v in problems]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("records/nothing/X.yaml", "id: X\n", "RECORD_TYPE records/nothing/X.yaml:0"),
        ("records/README.yaml", "id: X\n", "RECORD_TYPE records/README.yaml:0"),
        (
            "records/order/2026/O-1.yaml",
            "id: O-1\ntype: order\nstatus: open\n",
            "RECORD_PATH records/order/2026/O-1.yaml:0",
        ),
        ("records/order/X-1.yaml", "id: X-1\ntype: order\nstatus: open\n", "RECORD_ID records/order/X-1.yaml:1"),
        ("records/order/O-1.yaml", "type: order\nid: O-2\nstatus: open\n", "RECORD_ID_STATED records/order/O-1.yaml:2"),
        ("records/order/O-1.yaml", "id: [\n", "YAML_SYNTAX records/order/O-1.yaml"),
        (
            "records/order/O-1.md",
            "---\nid: O-1\ntype: order\nstatus: open\n---\nText\n",
            "RECORD_PATH records/order/O-1.md:0",
        ),
        ("records/page/PG-1.md", "---\nid: PG-1\ntype: page\n---\n\n# 1 范围\n", "BODY_HEADING records/page/PG-1.md:1"),
    ],
)
def test_what_is_wrong_with_a_file_is_a_violation(path: str, text: str, expected: str) -> None:
    (found,) = said({path: text})
    assert found.startswith(expected)


def test_a_body_with_its_headings_or_a_rendition_is_right() -> None:
    head = "---\nid: PG-1\ntype: page\n---\n"
    assert said({"records/page/PG-1.md": head + "\n# 1 目的\n"}) == []
    assert said({"records/page/PG-1.md": head.replace("---\n", "---\nrendition: a.pdf\n", 1)}) == []


def test_the_first_of_two_files_with_one_number_counts() -> None:
    made, _ = book(types__order=ORDER_IN_YEARS)
    files = {f"records/order/{year}/O-1.yaml": "id: O-1\ntype: order\nstatus: open\n" for year in (2026, 2027)}
    check, problems = opened(made, files)
    assert [(v.code, v.path, v.record) for v in problems] == [("RECORD_TWICE", "records/order/2027/O-1.yaml", "O-1")]
    assert check.library.records["O-1"].path == "records/order/2026/O-1.yaml"


def test_attachments_statements_and_dot_files_are_no_records() -> None:
    files = {"records/order/O-1.files/a.yaml": "x", "records/approvals/X/A-0/b.yaml": "x", "records/order/.keep": ""}
    assert said({**files, **order(1)}) == []


def test_a_file_that_cannot_be_read_is_a_faulty_record() -> None:
    check, problems = opened(book()[0], order(1, "count: [\n"))
    record = check.library.records["O-1"]
    assert len(problems) == 1
    assert (record.faulty, record.data, record.title) == (True, {}, "O-1")
    assert record.document.position(("count",)) == (1, 1)
    assert record.document.source.endswith(b"[\n")


def test_a_record_with_a_field_of_another_business_is_read_and_warned_of() -> None:
    wider = ORDER_IN_YEARS.replace("{year}/", "").replace(
        "status: {", "spare: {type: string, x-profile: [club]}, status: {"
    )
    check, problems = opened(
        book(types__order=wider)[0], {"records/order/O-1.yaml": "id: O-1\ntype: order\nspare: x\n"}
    )
    assert [problem.code for problem in problems] == ["FIELD_PROFILE"]
    assert not check.library.records["O-1"].faulty


def test_a_mark_of_what_was_destroyed_has_no_field_of_another_business() -> None:
    wider = ORDER_IN_YEARS.replace("{year}/", "").replace(
        "status: {", "spare: {type: string, x-profile: [club]}, status: {"
    )
    mark = "id: O-1\ntype: order\ndestroyed: {record: D-1, date: 2026-03-01}\nspare: x\n"
    _, problems = opened(book(types__order=wider)[0], {"records/order/O-1.yaml": mark})
    assert [problem.code for problem in problems] == ["FIELD_UNKNOWN"]
