"""Bodies: text as written, nothing that runs, loads or leads astray."""

from __future__ import annotations

import markdown
import pytest

from docctl.publish.document.body import clean_body

EXTENSIONS = [
    "admonition",
    "tables",
    "sane_lists",
    "toc",
    "attr_list",
    "md_in_html",
    "fenced_code",
    "footnotes",
    "abbr",
]


def clean(body: str, *, keep_title: bool = False) -> str:
    known = {"QP-2.md": "../documents/QP-2.html"}
    return clean_body(body, known.get, keep_title=keep_title)


def rendered(body: str) -> str:
    return str(markdown.markdown(clean(body), extensions=EXTENSIONS))


def test_the_first_heading_is_left_to_the_header() -> None:
    assert clean("\n# 标题\n\n## 1 目的\n") == "## 1 目的"
    assert clean("# 标题\n", keep_title=True) == "# 标题"
    assert clean("正文\n\n# 不是标题行\n").startswith("正文")
    assert clean("") == ""


def test_headings_lists_tables_and_emphasis_stay() -> None:
    html = rendered("## 1 目的\n\n- **甲**\n- 乙\n\n| 编号 | 名称 |\n|---|---|\n| 1 | 《清单》 |\n")
    assert "<h2" in html
    assert "<li><strong>甲</strong></li>" in html
    assert "<td>《清单》</td>" in html


def test_links_lead_to_pages_and_to_the_web() -> None:
    html = rendered(
        '[程序](QP-2.md) [规范](https://example.com/a_b?c=1 "说明") <https://example.com/x>'
        " [信](mailto:a@b.cn) [节](#x)"
    )
    assert 'href="../documents/QP-2.html"' in html
    assert 'href="https://example.com/a_b?c=1"' in html
    assert 'href="https://example.com/x"' in html
    assert 'href="mailto:a@b.cn"' in html
    assert 'href="#x"' in html


@pytest.mark.parametrize(
    "body",
    [
        "[点我](javascript:alert(1))",
        "[点我](JaVaScRiPt:alert)",
        "[点我](&#106;avascript:alert)",
        "[点我](java\tscript:alert)",
        "[点我](<javascript:alert(1)>)",
        "[点\n我](javascript:alert)",
        "[甲 [乙](https://example.com) 丙](javascript:alert)",
        "[点我][x]\n\n[x]: javascript:alert(1)",
        "[x]\n\n[x]:\n    javascript:alert(1)",
        "[点我](data:text/html,x)",
        "[点我](vbscript:x)",
        "[点我](//evil.example/x)",
        "[点我](gone.md)",
        "![图](https://evil.example/x.png)",
        "![图](x.png)",
        "<script>alert(1)</script>",
        "\\`<script>alert(1)</script>`",
        "```\n<script>alert(1)</script>",
        "   ```\n<script>alert(1)</script>\n   ```",
        "``` x y <script>\n<script>alert(1)</script>\n```",
        "``` `\n<script>alert(1)</script>\n``` ",
        "`a\n<script>alert(1)</script>\n`",
        "<img src=x onerror=alert(1)>",
        "<javascript:alert(1)>",
        '<https://example.com/"onmouseover=alert(1)>',
        "[甲](https://example.com){ onclick=alert(1) }",
        "## 标题 {: onclick=alert(1) }",
        '[甲](https://example.com "x" onclick=alert)',
        "*[HTML]: <script>alert(1)</script>",
        "<div markdown>x</div>",
        '--8<-- "/etc/passwd"',
    ],
)
def test_nothing_in_a_body_runs_or_loads(body: str) -> None:
    html = rendered(body)
    lowered = html.lower()
    for sign in (
        "<script",
        "<img",
        "<div markdown",
        'onclick="',
        'onerror="',
        'href="java',
        'href="data',
        'href="vb',
        'href="//',
        'gone.md"',
    ):
        assert sign not in lowered, html
    assert 'href="&' not in lowered, html


def test_code_is_shown_as_written() -> None:
    html = rendered("用 `<b>{{ x }}</b>` 和\n\n```yaml\na: <b>*x*</b>\n\n[y](z)\n```\n\n后文 **粗**")
    assert "<code>&#60;b&#62;&#123;&#123; x &#125;&#125;&#60;&#47;b&#62;</code>" in html
    assert (
        '<pre class="dc-code">a&#58; &#60;b&#62;&#42;x&#42;&#60;&#47;b&#62;\n\n&#91;y&#93;&#40;z&#41;\n</pre>' in html
    )
    assert "<strong>粗</strong>" in html


def test_marks_that_hide_or_reorder_text_are_replaced() -> None:
    assert clean("甲\u202e乙\u200b丙") == "甲\ufffd乙\ufffd丙"
