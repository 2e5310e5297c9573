"""Registers as pages: values by their labels, missed dates, masked fields, choices."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

import pytest

from docctl.due import DueItem
from docctl.publish.edition import Edition
from docctl.publish.pages import Pages
from docctl.publish.register.tables import shown_table
from docctl.publish.words import Words
from docctl.publish.words import read_words
from docctl.registers.table import Column
from docctl.registers.table import Table
from docctl.violation import NO_TEXT
from docctl.violation import Text
from tests.unit.publish import small_company

if TYPE_CHECKING:
    from docctl.publish.site import Site

Given = tuple[str, str, dict[str, Any], Any]
LABELS = {"enum": ["未回收", "已回收"], "x-labels": {"未回收": "not recalled", "已回收": "recalled"}}


@pytest.fixture(scope="module")
def site() -> Site:
    return small_company.site_of(small_company.company_files())


def shown(site: Site, language: str, *columns: Given) -> list[str]:
    """The cells of a register of notes with one row, whose first column is N-1."""
    known = [Column("number", Text("Number", "编号"), "ref")]
    known += [Column(key, Text(key, key), kind, schema) for key, kind, schema, _ in columns]
    table = Table("G-02", NO_TEXT, NO_TEXT, site.day, tuple(known), (("N-1", *(c[3] for c in columns)),))
    pages = Pages(Edition(site, language, Words(read_words(site.templates, site.languages), language)))
    return [str(cell) for cell in shown_table(pages, table, "registers/G-02.html").rows[0].cells[1:]]


def test_the_words_of_a_column_are_in_the_language_of_the_page(site: Site) -> None:
    assert shown(site, "en", ("missing", "text", LABELS, "未回收")) == ["not recalled"]
    assert shown(site, "zh", ("missing", "text", LABELS, "未回收")) == ["未回收"]


def test_each_part_of_a_list_has_its_label(site: Site) -> None:
    assert shown(site, "en", ("missing", "text", LABELS, "未回收、已回收")) == ["not recalled, recalled"]
    assert shown(site, "en", ("missing", "text", LABELS, "未回收、其他")) == ["未回收、其他"]


def test_personal_fields_are_masked_whatever_the_column_is_called(site: Site) -> None:
    cells = shown(site, "zh", ("contact", "text", {"x-pii": "contact"}, "钱亦舒"))
    assert cells == ['<span class="dc-masked" data-dc-pii>钱**</span>']


def test_a_date_that_a_duty_missed_is_a_word_too(site: Site) -> None:
    item = DueItem("R-1", "x", "N-1", "", "2026-11-01", "overdue", "", "", NO_TEXT)
    late = replace(site, due=[item])
    columns: tuple[Given, ...] = (("due", "date", {}, "2026-11-01"), ("closed", "date", {}, "2026-11-02"))
    cells = shown(late, "zh", *columns)
    assert cells[0].startswith('<span class="dc-late">2026-11-01</span>')
    assert "已逾期" in cells[0]
    assert cells[1] == "2026-11-02"
    assert shown(replace(site, due=[replace(item, state="due")]), "zh", *columns)[0] == "2026-11-01"


def test_numbers_are_written_for_people(site: Site) -> None:
    columns: tuple[Given, ...] = (("sum", "money", {}, 12_345_000), ("share", "pct", {}, 7), ("open", "text", {}, True))
    assert shown(site, "en", *columns) == ["1,234.50", "7 %", "yes"]
