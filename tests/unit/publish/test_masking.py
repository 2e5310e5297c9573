"""Personal data shows its first character, addresses only what may be linked."""

from __future__ import annotations

import pytest

from docctl.publish.masking import masked
from docctl.publish.masking import masked_mark
from docctl.publish.masking import plain
from docctl.publish.masking import safe_url


@pytest.mark.parametrize(
    ("value", "shown"),
    [("钱亦舒", "钱**"), ("张三", "张**"), ("a@example.com", "a**"), ("甲", "**"), ("", "**"), (7, "**")],
)
def test_the_first_character_is_kept_and_the_length_hidden(value: object, shown: str) -> None:
    assert masked(value) == shown


def test_a_masked_value_is_marked_and_escaped() -> None:
    assert masked_mark("<b>") == '<span class="dc-masked" data-dc-pii>&lt;**</span>'


def test_control_and_bidi_marks_are_replaced() -> None:
    assert plain("a\x00b\u202ec\ud800") == "a\ufffdb\ufffdc\ufffd"
    assert plain("第一行\n第二行\t") == "第一行\n第二行\t"


@pytest.mark.parametrize("url", ["https://example.com", "http://example.com:8080/a?b=c#d"])
def test_web_addresses_may_be_linked(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize("url", ["javascript:x", 'https://a/"onclick', "//x", "https:x", "ftp://x", "https://a b", ""])
def test_nothing_else_may(url: str) -> None:
    assert safe_url(url) == ""
