"""S002-03: a document shows that it is controlled, a copy its number; property of external providers is listed too."""

from __future__ import annotations

from functools import cache

from docctl.publish.stage import stage_site
from tests import example_library as library
from tests.policies.outside import case
from tests.policies.outside import changed
from tests.policies.outside import example
from tests.policies.outside import found
from tests.policies.outside import register
from tests.policies.test_S003_07 import COPY
from tests.unit.publish.small_company import site_of

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


def test_property_of_an_external_provider_is_listed_like_that_of_a_customer() -> None:
    files = example("customer-property/software-of-a-provider")
    assert found(files) == set()
    row = register(files, "G-26", "2026-03-02")["CP-SUP-0001-0009"]
    assert (row["owner"], row["owner_kind"]) == ("石门示例铸造有限公司", "外部供方")
    assert (row["kind"], row["verified_by"], row["copy_to"]) == ("软件/子程序", "QA、SALES", "")
    as_customer = changed(files, "CP-SUP-0001-0009", ("owner_kind: 外部供方", "owner_kind: 顾客"))
    assert found(as_customer) == {("prop.external-provider.owner", "CP-SUP-0001-0009")}


def test_software_is_verified_by_quality_and_by_sales() -> None:
    files = case("prop.inspect.assigned/software-by-both")
    assert found(files) == set()
    for department in ("QA", "SALES"):
        alone = changed(files, "CP-CUS-0001-0001", (f"  - {department}\n", ""))
        assert found(alone) == {("prop.inspect.assigned", "CP-CUS-0001-0001")}
