"""Registers as CSV and JSON: what the command prints, masked as on the page, and judged with the site."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from docctl.publish.stage import stage_site
from docctl.registers.table import Column
from docctl.registers.table import Table
from docctl.registers.written import as_data
from docctl.violation import NO_TEXT
from docctl.violation import Text
from tests.unit.publish import small_company
from tests.unit.publish.built_site import codes

if TYPE_CHECKING:
    from docctl.publish.site import Site
    from tests.unit.publish.built_site import Built


@pytest.fixture(scope="module")
def site() -> Site:
    return small_company.site_of(small_company.company_files())


def rows(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf"), "Excel knows the encoding by this"
    assert data.endswith(b"\r\n")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_json_is_what_the_command_prints(site: Site) -> None:
    staged = stage_site(site, "en")
    table = next(table for table in site.tables if table.id == "G-02")
    assert json.loads(staged["docs/registers/G-02.json"]) == as_data(table, "en", site.commit)


def test_the_csv_says_what_the_page_says(site: Site) -> None:
    found = rows(stage_site(site, "zh")["docs/registers/G-02.csv"])
    assert found[0] == ["编号", "种类", "数量", "经办人", "状态"]
    assert found[1][0] == "N-1"
    assert found[1][3] == "P-001 周**"
    assert rows(stage_site(site, "en")["docs/registers/G-02.csv"])[0][0] == "Number"


def test_numbers_dates_and_hostile_cells(site: Site) -> None:
    columns = (
        Column("number", Text("Number", "编号"), "ref"),
        Column("sum", Text("Sum", "金额"), "money"),
        Column("due", Text("Due", "期限"), "date"),
        Column("contact", Text("Contact", "联系人"), "text", {"x-pii": "contact"}),
        Column("note", Text("Note", "备注"), "text"),
    )
    row = ("N-1", 12_345_000, "2026-11-01", "钱亦舒", "=HYPERLINK(1)")
    table = Table("G-02", NO_TEXT, NO_TEXT, site.day, columns, (row, ("N-2", "", "", "", "")))
    staged = stage_site(replace(site, tables=[table]), "zh")
    assert rows(staged["docs/registers/G-02.csv"])[1:] == [
        ["N-1", "1234.50", "2026-11-01", "钱**", "'=HYPERLINK(1)"],
        ["N-2", "", "", "", ""],
    ]
    assert json.loads(staged["docs/registers/G-02.json"])["rows"][0][3] == "钱**"


def test_what_an_audience_may_not_read_is_in_no_file() -> None:
    files = small_company.company_files()
    public = stage_site(small_company.site_of(files, audience="public"), "zh")
    assert b"N-1" in stage_site(small_company.site_of(files), "zh")["docs/registers/G-02.csv"]
    assert b"N-1" not in public["docs/registers/G-02.csv"]
    assert b"N-1" not in public["docs/registers/G-02.json"]


@pytest.mark.parametrize("path", ["registers/G-01.csv", "en/registers/G-02.json"])
def test_a_changed_or_missing_file_is_found(good: Built, path: str) -> None:
    files, wanted = good
    assert codes({**files, path: files[path].replace(b"QP-1", b"QP-9").replace(b"N-1", b"N-9")}, wanted) == [
        ("R-038", path)
    ]
    left = {name: data for name, data in files.items() if name != path}
    assert ("R-038", path) in codes(left, wanted)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("010-5550-0010", "SITE_LEAK"),
        (small_company.BODY.format(name="QP-5A/0"), "R-031"),
        ("6222000011112222", "SITE_LEAK"),
    ],
)
def test_a_leak_in_a_file_is_found(good: Built, text: str, code: str) -> None:
    files, wanted = good
    path = "registers/G-01.csv"
    found = codes({**files, path: files[path] + text.encode()}, wanted)
    assert (code, path) in found


def test_a_page_without_the_links_to_its_files_is_found(good: Built) -> None:
    files, wanted = good
    path = "registers/G-01.html"
    text = files[path].decode().replace('data-dc-block="files"', "")
    assert codes({**files, path: text.encode()}, wanted) == [("SITE_BLOCK_MISSING", path)]
