"""S002-03, the part about its header: a document shows that it is controlled, a copy shows its number."""

from __future__ import annotations

from functools import cache

from docctl.publish.stage import stage_site
from tests import example_library as library
from tests.policies.test_S003_07 import COPY
from tests.unit.publish.small_company import site_of

LACKS = "the property of external providers: B-66"
COPIED = "records/distribution-record/HM-QP-XS001-A-0-01.yaml"


@cache
def pages() -> dict[str, bytes]:
    """The Chinese pages of the example library with one issued copy."""
    site_files = library.tree(library.ROOT, "site/")
    copy = COPY.format(level="普通级", medium="纸质", channel="内部邮件").encode()
    files = {**library.schema_files(), **site_files, **library.base_files(), COPIED: copy}
    return stage_site(site_of(files, "2026-02-10"), "zh")


def test_a_document_in_force_is_shown_as_controlled() -> None:
    assert "受控" in pages()["docs/documents/HM-QP-XS001.md"].decode()


def test_a_copy_is_shown_with_its_number() -> None:
    shown = pages()["docs/records/distribution-record/HM-QP-XS001-A-0-01.md"].decode()
    assert "分发号" in shown
    assert "XS001-01" in shown
    assert "XS001-01" in pages()["docs/registers/G-03.md"].decode()
