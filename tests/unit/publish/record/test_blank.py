"""Empty fields: boxes for closed lists, tables for lists of groups, lines for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import pytest

from docctl.publish.edition import Edition
from docctl.publish.record.blank import Blank
from docctl.publish.words import Words
from docctl.publish.words import read_words
from tests.unit.publish import small_company

if TYPE_CHECKING:
    from docctl.publish.site import Site

LINE = '<span class="dc-line"></span>'


@pytest.fixture(scope="module")
def site() -> Site:
    return small_company.site_of(small_company.base_files())


def blank(site: Site, language: str = "zh") -> Blank:
    return Blank(Edition(site, language, Words(read_words(site.templates, site.languages), language)))


@pytest.mark.parametrize(
    ("schema", "space"),
    [
        ({"enum": ["是"], "x-labels": {"是": "<yes>"}}, '<span class="dc-tick">&lt;yes&gt;</span>'),
        ({"type": "boolean"}, '<span class="dc-tick">yes</span><span class="dc-tick">no</span>'),
        ({"type": "string"}, LINE),
        ({"type": "array", "items": {"type": "string"}}, LINE + LINE),
        ({"type": "array", "items": {"enum": ["a"]}}, '<span class="dc-tick">a</span>'),
        ({"properties": {"path": {}, "sha256": {}}}, LINE),
        ({"type": "array", "items": {"properties": {"path": {}, "sha256": {}}}}, LINE + LINE),
    ],
)
def test_each_kind_of_field_has_its_space(site: Site, schema: dict[str, Any], space: str) -> None:
    assert str(blank(site, "en").space(schema)) == space


def test_a_group_names_its_parts_and_a_list_of_groups_is_a_table(site: Site) -> None:
    parts = {"name": {"title": "Name", "x-zh": "姓名"}, "on": {"format": "date", "title": "On", "x-zh": "日期"}}
    group = str(blank(site).space({"properties": parts}))
    assert '<span class="dc-part-label">姓名</span>' + LINE in group
    assert "年" in group
    table = str(blank(site).space({"type": "array", "items": {"properties": parts}}))
    assert '<th scope="col">姓名</th><th scope="col">日期</th>' in table
    assert table.count("<tr>") == 5


def test_a_sheet_holds_what_people_fill_in(site: Site) -> None:
    fields = blank(site).fields(site.schemas.types["note"])
    labels = [field["label"] for field in fields]
    assert labels[0] == "种类"
    assert "后续记录" not in labels, "it is worked out"
    assert "编号" not in labels, "it is in the head of the sheet"


def test_two_short_fields_share_a_line_and_one_alone_takes_it(site: Site) -> None:
    wide = {field["label"]: field["wide"] for field in blank(site).fields(site.schemas.types["note"])}
    assert [wide[name] for name in ("种类", "金额", "数量", "紧急", "应办日期", "查看时间")] == [False] * 6
    assert wide["内容"] is True
    assert (wide["经办人"], wide["文件"]) == (False, False)
    assert (wide["扫描件校验值"], wide["前一记录"]) == (False, False)
