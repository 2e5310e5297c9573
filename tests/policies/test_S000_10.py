"""S000-10, the part about its header: the version is filled in, the decrees that it rests on are listed as laws."""

from __future__ import annotations

from tests import example_library as library
from tests.policies.documents import NEW
from tests.policies.documents import draft
from tests.policies.documents import of_draft
from tests.policies.documents import violations

LACKS = "sales and the review of first buyers: B-28 and B-55"
LAW = "records/external-document/EXT-1-0001.yaml"
BESIDE = library.TYPES / "controlled-document" / "beside" / LAW


def test_a_version_left_blank_is_refused() -> None:
    assert of_draft(("revision: A/0\nissued", "issued")) == [("FIELD_MISSING", "engine.field-missing", "/revision")]


def test_a_decree_is_listed_as_an_external_document() -> None:
    text = draft(("forms:\n", "legal_basis: [EXT-1-0001]\nforms:\n"))
    place = f"records/controlled-document/{NEW}.md"
    assert violations({place: text, LAW: BESIDE.read_bytes()}) == []
    assert violations({place: text}) == [("REF_MISSING", "engine.ref-missing", "/legal_basis/0")]
