"""Values: labels of the page's language, links, masks; titles of records in each language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

import pytest

from docctl.publish.cells import Cells
from docctl.publish.edition import Edition
from docctl.publish.words import Words
from docctl.publish.words import read_words
from tests.unit.publish import small_company

if TYPE_CHECKING:
    from docctl.publish.site import Site


@pytest.fixture(scope="module")
def site() -> Site:
    files = small_company.company_files()
    files["records/note/N-3.yaml"] = b"id: N-3\ntype: note\nstatus: gone\ntitle: 7\n"
    files["records/note/N-4.yaml"] = b"id: N-4\ntype: note\nstatus: open\ntitle: Late\ndue_on: 2026-12-24\n"
    snapshot, check, _ = small_company.opened(files)
    good = small_company.site_of(small_company.company_files())
    del snapshot
    return type(good)(
        check, (), (), check.library.schemas, None, "", small_company.DAY, good.templates, {}, {}, good.config
    )


def cells(site: Site, language: str = "en") -> Cells:
    words = read_words(site.templates, site.languages)
    return Cells(Edition(site, language, Words(words, language)), "../")


@pytest.mark.parametrize(
    ("value", "schema", "name", "shown"),
    [
        ("投诉", {"enum": ["投诉"], "x-labels": {"投诉": "complaint"}}, "kind", "complaint"),
        ("open", {"enum": ["open"], "x-labels": {"open": "未关闭"}}, "kind", "open"),
        ("机密级", {"enum": ["机密级"]}, "confidentiality", "Confidential"),
        ("author", {}, "role", "Author"),
        ("nobody", {}, "role", "nobody"),
        ("<b>", {}, "text", "&lt;b&gt;"),
        (True, {}, "urgent", "yes"),
        (2026, {"type": "integer"}, "year", '<span class="dc-number">2026</span>'),
        (1234567.5, {"x-scale": 2}, "amount", '<span class="dc-number">1,234,567.50</span>'),
        (12_345_000, {"x-scale": 1, "type": "number", "x-computed": "…"}, "amount", "1,234.5"),
        ("X-1", {"x-ref": ["note"]}, "after", "X-1"),
        ("2026-10-13T08:21:07Z", {"format": "date-time"}, "at", "2026-10-13 16:21"),
        (["a", "b"], {"x-pii": True}, "p", '<span class="dc-masked" data-dc-pii>**</span>, ' * 2),
        ({"k": "abc"}, {"x-pii": True}, "p", '<span class="dc-masked" data-dc-pii>a**</span>'),
        ({"stray": 1}, {}, "g", "<dt>stray</dt>"),
        ([{"stray": 1}, {}], {}, "t", '<td data-label="stray"></td>'),
        ([1, {"a": 2}], {}, "t", "<dt>a</dt>"),
    ],
)
def test_a_value_is_shown(site: Site, value: Any, schema: dict[str, Any], name: str, shown: str) -> None:
    assert shown.strip(", ") in cells(site).value(value, schema, name)


def test_a_chinese_page_labels_values_in_chinese(site: Site) -> None:
    schema = {"enum": ["open"], "x-labels": {"open": "未关闭"}}
    assert cells(site, "zh").value("open", schema, "kind") == "未关闭"
    assert cells(site, "zh").value("机密级", {"enum": ["机密级"]}, "confidentiality") == "商密"


def test_a_reference_is_named_by_title_and_a_masked_one_also_by_number(site: Site) -> None:
    assert cells(site).reference("N-1") == '<a href="../records/note/N-1.html" title="N-1">The first note</a>'
    assert ">P-001 周**</a>" in cells(site).reference("P-001")
    assert ">QP-5 Procedure QP-5</a>" in cells(site).reference("QP-5")
    assert ">N-1</a>" in cells(site).reference("N-1", number_only=True)


def test_a_state_is_stored_or_derived_and_a_faulty_record_keeps_its_own(site: Site) -> None:
    records = site.library.records
    assert cells(site, "zh").state(records["N-1"]) == '<span class="dc-badge dc-state-late">已超期</span>'
    assert cells(site).state(records["N-2"]) == '<span class="dc-badge dc-state-closed">Closed</span>'
    assert cells(site).state(records["N-3"]) == '<span class="dc-badge dc-state-gone">gone</span>'
    assert cells(site).state(records["N-4"]) == '<span class="dc-badge dc-state-open">Open</span>'
    assert cells(site).state(records["QA"]) == ""
    assert cells(site).edition.state_title("department", "x") == "x"


def test_a_record_without_title_is_called_by_its_number(site: Site) -> None:
    edition = cells(site).edition
    document = site.library.records["QP-5"]
    assert edition.title(document) == "Procedure QP-5"
    assert edition.title(site.library.records["N-3"]) == "7"
    without = {name: value for name, value in document.data.items() if name != "title"}
    assert edition.title(replace(document, document=replace(document.document, data=without))) == "QP-5"
