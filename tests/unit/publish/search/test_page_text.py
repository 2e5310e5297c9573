from __future__ import annotations

import pytest

from docctl.publish.search.page_text import page_text

FRONT = '---\ntitle: "标题"\n---\n'


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("## 1 目的\n\n为了**控制**合同。", "1 目的 · 为了控制合同。"),
        ("| 项目 | 要求 |\n|---|---|\n| 合同 | 评审 |", "项目 · 要求 · 合同 · 评审"),
        ("- 第一\n- 第二", "第一 · 第二"),
        (
            "<dl><div><dt>编号</dt><dd>QP-1</dd></div><div><dt>Owner</dt><dd>QA</dd></div></dl>",
            "编号：QP-1 · Owner: QA",
        ),
        ("<p>旧<del>不再有效</del>新<ins>增</ins></p>", "旧新增"),
        ('<p>在<span data-search-exclude>外</span>内<br>下</p><hr><img src="x" alt="y">', "在内 · 下"),
        ('<div class="dc-head"><h1>标题</h1></div><nav>路径</nav><svg><text>图</text></svg>正文', "正文"),
        ("<div data-search-exclude><div><p>外</div><br></div>内", "内"),
        ("a &lt;script&gt;alert(1)&lt;/script&gt;", "a <script>alert(1)</script>"),
        ("<script>alert(1)</script><style>p {}</style>文", "文"),
        ("", ""),
    ],
)
def test_a_page_says_what_its_readers_see(page: str, text: str) -> None:
    assert page_text(FRONT + page) == text


def test_of_a_page_one_block_can_be_asked() -> None:
    page = '<p>前</p><div data-dc-block="notice"><p>已于<br>废止 <a href="x">新版</a></p></div><p>后</p>'
    assert page_text(page, "notice") == "已于 · 废止 新版"
    assert page_text(page, "gone") == ""
