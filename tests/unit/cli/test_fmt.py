from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.cli.fmt import canonical

if TYPE_CHECKING:
    from tests.company_repository import Company

CUSTOMER = "records/customer/CUS-0001.yaml"


@pytest.mark.parametrize(
    ("path", "source", "expected"),
    [
        ("a.yaml", b"\xef\xbb\xbfa: 1  \r\nb: 2\r\n\r\n\r\n", b"a: 1\nb: 2\n"),
        ("a.yaml", b"\n\na: 1", b"a: 1\n"),
        ("a.yaml", b"a: |\n  x  \n  y\n", b"a: |\n  x  \n  y\n"),
        ("a.yaml", "a: e\u0301\n".encode(), "a: \u00e9\n".encode()),
        ("a.yaml", b"\xff", b"\xff"),
        ("a.yaml", b"a: [1", b"a: [1"),
        ("a.md", b"---\na: 1\n---\n\nx   \ny \n   \n", b"---\na: 1\n---\n\nx  \ny\n"),
    ],
)
def test_style_changes_and_values_stay(path: str, source: bytes, expected: bytes) -> None:
    assert canonical(path, source) == expected
    assert canonical(path, expected) == expected


def test_the_company_needs_nothing(pristine: Company) -> None:
    outcome = pristine.docctl("fmt", "--check", lang="zh")
    assert (outcome.code, outcome.out) == (0, "无需整理\n")


def test_check_and_dry_run_write_nothing(company: Company) -> None:
    untidy = (company.path / CUSTOMER).read_bytes() + b"\n\n"
    company.write(CUSTOMER, untidy)
    for option, code in (("--check", 1), ("--dry-run", 0)):
        outcome = company.docctl("fmt", option)
        assert (outcome.code, outcome.out) == (code, f"would write {CUSTOMER}\n")
        assert (company.path / CUSTOMER).read_bytes() == untidy
    assert company.docctl("fmt", "records/person").out == "nothing to do\n"
    outcome = company.docctl("fmt", "records/customer")
    assert (outcome.code, outcome.out) == (0, f"wrote {CUSTOMER}\n")
    assert company.text("status", "--porcelain") == ""


def test_signed_bytes_are_left_alone_and_a_new_draft_is_not(company: Company) -> None:
    path = "records/controlled-document/HM-QP-XS003.md"
    copy = "records/approvals/HM-QP-XS003/A-0/HM-QP-XS003.md"
    untidy = (company.path / path).read_bytes() + b"\n\n"
    company.write(path, untidy)
    company.write(copy, untidy)
    outcome = company.docctl("fmt")
    assert f"left alone, it is signed: {path}" in outcome.out
    assert (company.path / path).read_bytes() == untidy
    company.run("checkout", "--quiet", copy)
    assert company.docctl("fmt").out == f"wrote {path}\n"
    assert company.text("status", "--porcelain") == ""
