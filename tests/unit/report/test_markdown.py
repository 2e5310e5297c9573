"""The summary as forges render it: GitHub's Markdown with HTML allowed, the worst case."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from docctl.report import FORMATS
from docctl.violation import Text
from docctl.violation import Violation
from tests.unit.report.samples import ERROR
from tests.unit.report.samples import HOSTILE
from tests.unit.report.samples import MANY
from tests.unit.report.samples import WARNING
from tests.unit.report.samples import report

TAGS = {"p", "strong", "table", "thead", "tbody", "tr", "th", "td"}
HOSTILE_TEXTS = [
    "| a | b |", "`code`", "**b** _i_ ~~s~~", "<script>alert(1)</script>", "<!-- x", "![i](http://a.example/p.png)",
    "[l](javascript:alert(1))", "https://a.example/x", "http://a.example", "www.a.example", "WWW.a.example",
    "a@a.example", "@everyone", "#1", "!2", "$3", "%4", "~bug", "&5", "&lt;b&gt;", "\\| x", "# h", "- l", "1. l", "> q",
    "a\n\nb\n| c", "$x$", ":smile:", "[^1]", "\\", "\\\\|",
]  # fmt: skip


def rendered(*violations: Violation, language: str = "en") -> str:
    text = FORMATS["markdown"](report(*violations), language)
    return str(MarkdownIt("commonmark", {"html": True, "linkify": False}).enable("table").render(text))


def cells(page: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    return [re.findall(r"<td>(.*?)</td>", row, re.DOTALL) for row in rows[1:]]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_table_has_a_row_of_five_cells_for_each(language: str) -> None:
    page = rendered(*MANY, language=language)
    found = cells(page)
    assert [len(row) for row in found] == [5] * len(MANY)
    assert set(re.findall(r"</?([a-z0-9]+)", page)) == TAGS


def test_a_row_says_what_the_report_says() -> None:
    first, second = cells(rendered(ERROR, WARNING, language="zh"))
    assert first == ["错误", "records/a,b.yaml:<!-- -->14:<!-- -->7", "tier.price.B [R-329]", "过低", "请提高"]
    assert second == ["警告", "z", "tier.price.B [R-329]", "过低", ""]


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_no_value_is_more_than_text(text: str) -> None:
    page = rendered(replace(ERROR, message=Text(text, text), path=f"records/{text}"))
    ((_, place, _, message, _),) = cells(page)
    assert set(re.findall(r"</?([a-z0-9]+)", page)) == TAGS
    for cell in (place, message):
        # A forge makes persons, issues and addresses of what stands together in the text.
        assert not re.search(r"[@#!$%~&:][A-Za-z0-9/]", re.sub(r"&(lt|gt|amp|quot);", "", cell))
        assert not re.search(r"www\.[a-z]", FORMATS["markdown"](report(replace(ERROR, path=text)), "en"), re.IGNORECASE)
    plain = message.replace("<!-- -->", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert plain.replace("&quot;", '"') == " ".join(text.split())


def test_a_clean_check_is_one_line() -> None:
    assert (
        FORMATS["markdown"](report(), "en")
        == "**docctl**: 2 records checked (work tree)&#58;<!-- --> 0 errors, 0 warnings"
    )


def test_a_long_table_is_cut_and_says_so() -> None:
    many = [replace(HOSTILE, path=f"records/{number}") for number in range(501)]
    text = FORMATS["markdown"](report(*many), "zh")
    assert text.count("\n| ") == 501  # the titles, and 500 rows
    assert text.endswith("\n\n另有 1 处，详见 `docctl check`")


def test_what_moves_the_cursor_is_replaced() -> None:
    assert "\x1b" not in FORMATS["markdown"](report(HOSTILE), "en")
