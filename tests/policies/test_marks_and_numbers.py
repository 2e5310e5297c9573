"""How the source policies number documents and forms, and how they write revisions."""

from __future__ import annotations

import pytest

from tests import example_library as library
from tests.policies.documents import of_draft

PATTERNS = library.data_of(library.ROOT / library.PARAMETERS)["doc.number_patterns"]["value"]
NOTATIONS = library.data_of(library.ROOT / library.PARAMETERS)["doc.notations"]["value"]


def numbered(number: str) -> list[str]:
    """What is wrong with a document of a number, as far as the scheme is concerned."""
    place = number.upper().replace("/", "-").replace(".", "-").replace(" ", "").replace("*", "")
    stated = (f"id: {number}", f"id: {number}\ndoc_no: {number}") if place != number else ("id: ", "id: ")
    return [slug for _, slug, _ in of_draft(stated, number=number) if slug == "doc.no.pattern"]


@pytest.mark.parametrize("number", [scheme["example"] for scheme in PATTERNS])
def test_each_scheme_accepts_its_example(number: str) -> None:
    assert numbered(number) == []


@pytest.mark.parametrize("number", ["JBL-QP-XS-03", "JBL-QX-XS003", "ZH-FW-GY-2016001", "XX-XX-15-00", "Q/CA.7C00"])
def test_a_number_of_no_scheme_is_refused(number: str) -> None:
    assert numbered(number) == ["doc.no.pattern"]


@pytest.mark.parametrize("revision", [notation["first"] for notation in NOTATIONS])
def test_the_first_revision_of_each_notation_needs_no_notice(revision: str) -> None:
    assert of_draft(("revision: A/0", f'revision: "{revision}"')) == []
