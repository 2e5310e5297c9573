from __future__ import annotations

import re
from dataclasses import replace

import pytest

from docctl.publish.copy.text import holds_diagram
from docctl.publish.copy.text import text_on_paper
from tests.unit.publish import small_company

SITE = replace(small_company.site_of(small_company.company_files()), config={})


def test_a_body_is_what_its_page_shows() -> None:
    body = "# 标题\n\n## 1 目的\n\n**重要** `x < 1`\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n"
    html = text_on_paper(SITE, body)
    assert "标题" not in html
    assert '<h2 id="1">1 目的</h2>' in html
    assert "<strong>重要</strong> <code>x &lt; 1</code>" in html
    assert "<td>1</td>" in html


def test_only_known_extensions_are_taken_from_the_settings() -> None:
    given = [{"toc": {"permalink": "¶"}}, "admonition", {"no.such.module": {"base_path": "/"}}]
    html = text_on_paper(replace(SITE, config={"markdown_extensions": given}), "## 甲\n\n!!! note\n    乙\n")
    assert "¶" in html
    assert 'class="admonition note"' in html


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src='file:///etc/passwd'>",
        "![x](file:///etc/passwd)",
        "![x](https://attacker.example/x.png)",
        "[x](file:///etc/passwd)",
        "[x](javascript:alert(1))",
        "<style>@import 'http://attacker.example/'</style>",
        "`<img src=x>` </code><object data='file:///etc/passwd'>",
        "甲 {: style='background:url(file:///etc/passwd)' }",
        "<a rel=attachment href='file:///etc/passwd'>x</a>",
        "[x]: file:///etc/passwd\n\n[x]",
    ],
)
def test_nothing_in_a_body_runs_or_loads(hostile: str) -> None:
    html = text_on_paper(replace(SITE, config={"markdown_extensions": ["attr_list", "footnotes"]}), hostile)
    tags = re.findall("<[^/][^>]*>", str(html))
    assert tags
    assert not [tag for tag in tags if not re.fullmatch("<(p|code|span|a)>", tag)], html


def test_links_to_other_pages_lead_nowhere_on_paper() -> None:
    assert "href" not in text_on_paper(SITE, "见 [程序](QP-6.md)。")
    assert 'href="https://a.example/"' in text_on_paper(SITE, "见 [网站](https://a.example/)。")


def test_a_diagram_is_known_by_its_fence() -> None:
    assert holds_diagram("文字\n\n```mermaid\ngraph TD\n```\n")
    assert holds_diagram("~~~ mermaid\n~~~\n")
    assert not holds_diagram("mermaid\n\n```\nmermaid\n```\n")
