"""The whole way: staged, built by the page engine, verified; hostile text anywhere stays text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from docctl.publish.codes import CODES
from docctl.publish.engine.failure import BuildFailed
from docctl.publish.engine.mkdocs import build
from docctl.publish.security import POLICY_TAG
from docctl.publish.stage import stage_site
from tests.unit.publish import small_company
from tests.unit.publish.built_site import built
from tests.unit.publish.built_site import changed
from tests.unit.publish.built_site import codes
from tests.unit.publish.built_site import write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.publish.built_site import Built

HOSTILE = "\"'><script>alert(1)</script>[x](javascript:alert(1)) {: onclick=alert(1) } **b** {{ x }} &lt;i&gt; `</dl>"


def test_a_good_site_has_nothing_wrong(good: Built) -> None:
    assert codes(*good) == []


def test_two_builds_are_equal(good: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    again, _ = built(small_company.site_of(small_company.company_files()), tmp_path)
    assert again == good[0]


def test_hostile_text_in_every_field_stays_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    files = small_company.base_files()
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    title = f"title: {quoted}\ntitle_en: {quoted}"
    text = small_company.document("QP-1", "标题", "A/0", "2026-03-01")
    text = text.replace("title: 标题\ntitle_en: Procedure QP-1", title)
    files["records/controlled-document/QP-1.md"] = text.replace("summary: 发布", f"summary: {quoted}").encode()
    small_company.approved(files, "QP-1", "2026-02-01")
    note = small_company.NOTE
    for value in ("第一张记录单", "The first note", "第一行", "示例银行", "采购"):
        note = note.replace(value, quoted)
    note = note.replace('"6222000011112222"', "'<script>alert(2)'").replace("钱亦舒", "'<b onclick=alert(3)>'")
    files["records/note/N-1.yaml"] = note.replace("[甲, 乙]", f"[{quoted}, 乙]").encode()
    for path in ("schemas/policy.yaml", "schemas/registers/G-02.yaml", "schemas/types/note.yaml", "schemas/roles.yaml"):
        schema = files[path].decode()
        for value in (
            "小样有限公司",
            '"Small & Co."',
            "记录单一览",
            "title: Notes",
            "全部记录单。",
            "编制人",
            "x-zh: 标签",
        ):
            schema = schema.replace(value, value.partition(": ")[0] + f": {quoted}" if ": " in value else quoted)
        files[path] = schema.encode()
    found, wanted = built(small_company.site_of(files), tmp_path)
    assert codes(found, wanted) == []
    for path, data in found.items():
        if path.endswith(".html"):
            assert b"<script>alert" not in data, path
            assert b'href="javascript' not in data, path
            assert b" onclick" not in data.replace(b"{: onclick", b""), path
    assert "&lt;**" in found["records/note/N-1.html"].decode()
    assert b"&lt;script&gt;alert(1)" in found["records/note/N-1.html"]


def test_a_missing_page_is_found(good: Built) -> None:
    files, wanted = good
    left = {path: data for path, data in files.items() if path != "en/help.html"}
    assert ("SITE_PAGE_MISSING", "en/help.html") in codes(left, wanted)


@pytest.mark.parametrize(
    "address", ["gone.html", "QP-1.html#gone", "/gone/", "../gone.html?x=1", "https://docs.example/gone.html"]
)
def test_a_dead_link_is_found(good: Built, address: str) -> None:
    found = changed(good, "documents/QP-1.html", "<h1>", f'<h1><a href="{address}">x</a>')
    assert found == [("SITE_LINK_DEAD", "documents/QP-1.html")]


@pytest.mark.parametrize(
    "address", ["QP-2.html", "./", "https://docs.example/help.html", "https://other.example", "mailto:a@b", "tel:1"]
)
def test_a_live_link_is_none(good: Built, address: str) -> None:
    files, wanted = good
    with_index = ({**files, "documents/index.html": POLICY_TAG.encode()}, wanted)
    assert changed(with_index, "documents/QP-1.html", "<h1>", f'<h1><a href="{address}">x</a>') == []


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://evil.example/x.png" alt="">',
        '<img srcset="//evil.example/x.png 2x" alt="">',
        '<link rel="stylesheet" href="https://evil.example/x.css">',
        '<p style="background: url(https://evil.example/x.png)">x</p>',
        "<style>@import 'https://evil.example/x.css';</style>",
        "<script>alert(1)</script>",
        '<a href="javascript:alert(1)">x</a>',
        '<p onclick="alert(1)">x</p>',
        '<iframe src="https://evil.example/"></iframe>',
    ],
)
def test_what_comes_from_outside_or_runs_is_found(good: Built, html: str) -> None:
    found = changed(good, "documents/QP-1.html", "<h1>", f"<h1>{html}")
    assert set(found) - {("SITE_POLICY", "documents/QP-1.html")} == {("SITE_ORIGIN", "documents/QP-1.html")}


@pytest.mark.parametrize(
    "html",
    [
        '<form action="https://evil.example"></form>',
        "<svg><foreignObject><p>x</p></foreignObject></svg>",
        "<math><mtext>x</mtext></math>",
        '<a href="vbscript:x">x</a>',
        '<p style="position: fixed">x</p>',
        "<video autoplay></video>",
    ],
)
def test_what_a_sanitiser_would_take_out_is_found(good: Built, html: str) -> None:
    assert ("SITE_ORIGIN", "documents/QP-1.html") in changed(good, "documents/QP-1.html", "<h1>", f"<h1>{html}")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (POLICY_TAG, ""),
        ("script-src 'self'", "script-src *"),
        ("</head>", "<script>alert(1)</script></head>"),
    ],
)
def test_a_page_without_the_policy_or_with_a_script_of_its_own_is_found(good: Built, old: str, new: str) -> None:
    assert changed(good, "documents/QP-1.html", old, new) == [("SITE_POLICY", "documents/QP-1.html")]


def test_a_site_built_twice_has_the_same_bytes(good: Built, tmp_path: Path) -> None:
    again, _ = built(small_company.site_of(small_company.company_files()), tmp_path)
    assert [path for path in good[0].keys() | again.keys() if good[0].get(path) != again.get(path)] == []


def test_columns_are_aligned_without_a_style(tmp_path: Path) -> None:
    files = small_company.company_files()
    table = b"\n| a | b |\n|---|---:|\n| 1 | 2 |\n"
    files["site/pages/help.zh.md"] += table
    found, _ = built(small_company.site_of(files), tmp_path)
    assert b'<td align="right">2</td>' in found["help.html"]
    assert b"style=" not in found["help.html"]


def test_what_a_style_sheet_loads_is_found(good: Built) -> None:
    files, wanted = good
    style = b"a { background: url('https://evil.example/x.png') } b { background: url(data:x) } "
    style += b"c { background: url(gone.png) }"
    found = codes({**files, "assets/docctl.css": style}, wanted)
    assert found == [("SITE_LINK_DEAD", "assets/docctl.css"), ("SITE_ORIGIN", "assets/docctl.css")]


@pytest.mark.parametrize("block", ["stamp", "meta", "signoffs", "foot"])
def test_a_document_page_without_a_block_is_found(good: Built, block: str) -> None:
    found = changed(good, "en/documents/QP-1.html", f'data-dc-block="{block}"', "")
    assert found == [("SITE_BLOCK_MISSING" if block == "signoffs" else "R-032", "en/documents/QP-1.html")]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("index.html", small_company.BODY.format(name="QP-1B/0")),
        ("documents/QP-5.html", small_company.BODY.format(name="QP-5A/0")),
        ("documents/QP-6.html", small_company.BODY.format(name="QP-6A/0")),
        ("help.html", "010-5550-0010"),
        ("records/note/N-1.html", "6222000011112222"),
        ("records/note/N-1.html", "钱亦舒"),
        ("en/records/person/P-001.html", "周文博"),
    ],
)
def test_a_leak_is_found(good: Built, path: str, text: str) -> None:
    code = "R-031" if "正文" in text else "SITE_LEAK"
    assert changed(good, path, "<h1", f"<p>{text}</p><h1") == [(code, path)]


def test_a_value_that_is_marked_but_not_masked_is_found(good: Built) -> None:
    found = changed(good, "records/note/N-1.html", "6**</span>", "62220</span>")
    assert ("SITE_LEAK", "records/note/N-1.html") in found


def test_each_code_says_what_is_wrong_in_both_languages() -> None:
    for code in CODES:
        violation = code.at("site/x", value="x", language="en", problem="x", what="x")
        for text in (violation.message, violation.hint):
            assert text.zh
            assert text.en
            assert "{" not in (text.zh + text.en).replace("{zh: …, en: …}", "")


def test_a_warning_of_the_engine_refuses_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    site = small_company.site_of(small_company.base_files())
    files = stage_site(site, "zh")
    stray = write({**files, "docs/stray.md": b"# stray\n\n[x](gone.md)\n"}, tmp_path / "stray")
    with pytest.raises(BuildFailed, match=r"gone\.md"):
        build(stray, tmp_path / "out")
    broken = write({**files, "mkdocs.yml": b"site_name: x\ntheme: gone\n"}, tmp_path / "broken")
    with pytest.raises(BuildFailed, match="gone"):
        build(broken, tmp_path / "out")


def test_a_site_without_master_list_still_has_a_start_page() -> None:
    site = small_company.site_of(small_company.company_files())
    bare = replace(site, config={}, tables=[])
    assert "目前没有现行有效的受控文件" in stage_site(bare, "zh")["docs/index.md"].decode()
