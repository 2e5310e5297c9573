from __future__ import annotations

import pytest

from docctl.reader import codes
from docctl.reader.markdown_text import Heading
from docctl.reader.markdown_text import Parts
from docctl.reader.markdown_text import headings
from docctl.reader.markdown_text import problems
from docctl.reader.markdown_text import split
from docctl.violation import Stop


def body(text: str) -> Parts:
    return Parts(b"", text, 1)


def found(text: str) -> list[tuple[int, int, str]]:
    violations = list(problems(body(text), "a.md"))
    assert {v.code for v in violations} <= {codes.MD_RAW_HTML.code}
    return [(*v.position, v.message.en.removeprefix("raw HTML ").removesuffix(" is not allowed")) for v in violations]


def test_front_matter_and_body_are_split() -> None:
    text = "---\nid: 甲\nname: x\n---\n\n# 乙\n---\n"
    assert split(text.encode(), text, "a.md") == Parts("id: 甲\nname: x\n".encode(), "\n# 乙\n---\n", 5)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("# Title\n", "FM_MISSING"),
        (" ---\nid: A\n---\n", "FM_MISSING"),
        ("----\nid: A\n---\n", "FM_MISSING"),
        ("---\nid: A\n", "FM_UNTERMINATED"),
        ("---\nid: A\n----\n", "FM_UNTERMINATED"),
        ("---\nid: A\n---", "FM_UNTERMINATED"),
    ],
)
def test_front_matter_is_needed(text: str, code: str) -> None:
    with pytest.raises(Stop) as stop:
        split(text.encode(), text, "a.md")
    assert (stop.value.violation.code, stop.value.violation.position) == (code, (1, 1))


def test_headings_are_indexed() -> None:
    text = "# 一\n  ## 1.2 Two ##\n####### seven\n#none\n###### six #\n    # code\n#\ttab\n"
    assert headings(body(text)) == (
        Heading(1, "一", 1),
        Heading(2, "1.2 Two", 2),
        Heading(6, "six", 5),
        Heading(1, "tab", 7),
    )


def test_headings_in_fences_are_left_out() -> None:
    text = "```\n# a\n~~~\n````\n# b\n~~~ yaml\n# c\n```\n  ~~~  \n# d\n"
    assert headings(body(text)) == (Heading(1, "b", 5), Heading(1, "d", 10))


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("text\n  <div class='x'>a</div>\n", [(2, 3, "<div"), (2, 19, "</div")]),
        ("<!-- c -->", [(1, 1, "<!--")]),
        ("<?php", [(1, 1, "<?php")]),
        ("a <b\n>", [(1, 3, "<b")]),
        ("\\\\<b>", [(1, 3, "<b")]),
        ("<https://a.example>", []),
        ("<mailto:a@a.example>", []),
        ("<https://a.example onclick>", [(1, 1, "<https://a.example")]),
        ("\\<b>", []),
        ("a < b, 1<2, <3, 《甲》", []),
        ("no angle bracket", []),
    ],
)
def test_raw_html_is_found(text: str, places: list[tuple[int, int, str]]) -> None:
    assert found(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a `<b>` c", []),
        ("`` <b> ` ``", []),
        ("`<b>` <i> `<u>`", [(1, 7, "<i")]),
        ("` <b>", [(1, 3, "<b")]),
        ("`` <b> `", [(1, 4, "<b")]),
        ("\\`<b>\\`", [(1, 3, "<b")]),
        ("\\`<b>`", [(1, 3, "<b")]),
        ("```\n<b>\n```\n<i>", [(4, 1, "<i")]),
        ("~~~ html\n<b>\n```\n~~~~\n<i>", [(5, 1, "<i")]),
        ("```\n<b>\n~~~\n", [(2, 1, "<b")]),
        ("``` a`b\n<b>\n", [(2, 1, "<b")]),
        ("    ```\n<b>\n", [(2, 1, "<b")]),
        ("````\n```\n<b>\n````", []),
    ],
)
def test_code_is_no_raw_html(text: str, places: list[tuple[int, int, str]]) -> None:
    assert found(text) == places


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a](https://x.example/a:b)", []),
        ("[a](HTTP://x.example) [b](mailto:a@b.example) [c](x.md#y:z) [d](//x.example)", []),
        ("[1]: https://x.example\n[^1]: note: something\n\n`[x](javascript:a)`", []),
        ("```\n[x](javascript:a)\n{{ a }}\n```", []),
        ("注：a（b:c）\n", []),
        ("[x](javascript:a)", [("MD_BAD_URL", 4, 3)]),
        ("a\n\n![x]( <vbscript:a b>)", [("MD_RAW_HTML", 6, 7), ("MD_BAD_URL", 6, 4)]),
        ("[x](&#x6A;avascript&colon;a)", [("MD_BAD_URL", 4, 3)]),
        ("[x](\\j\\avascript:a)", [("MD_BAD_URL", 4, 3)]),
        ("a\n [b]: tel:123", [("MD_BAD_URL", 5, 1)]),
        ("a {{ b }} {% c %}", [("MD_TEMPLATE", 4, 3), ("MD_TEMPLATE", 4, 11)]),
        ("`{{ b }}` {# c #} {#anchor}", []),
        ('a\n  --8<-- "x"', [("MD_INCLUDE", 5, 3)]),
        ("-8<- x", [("MD_INCLUDE", 4, 1)]),
        ("{!x.md!}", [("MD_INCLUDE", 4, 1)]),
        ("a --8<-- b", []),
    ],
)  # fmt: skip
def test_links_templates_and_files_taken_in_are_told(text: str, found: list[tuple[str, int, int]]) -> None:
    assert [(v.code, *v.position) for v in problems(Parts(b"", text, 4), "a.md")] == found
