from __future__ import annotations

import pytest

from docctl.publish.search.spacing import spaced
from docctl.publish.search.spacing import unspaced


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("合同评审", "合 同 评 审"),
        ("见QP-XS-003第3条", "见 QP-XS-003 第 3 条"),
        ("50 万元", "50 万 元"),
        ("50万元", "50 万 元"),
        ("合同、评审", "合 同 、 评 审"),
        ("合同(评审)", "合 同 ( 评 审 )"),
        ("Contract  review\n第三", "Contract review 第 三"),
        ("𠮷かナ한", "𠮷 か ナ 한"),
        ("", ""),
    ],
)
def test_every_chinese_character_and_mark_is_a_word(text: str, words: str) -> None:
    assert spaced(text) == words


@pytest.mark.parametrize(
    ("text", "shown"), [("合 同 评 审", "合同评审"), ("50 万 元", "50万元"), ("ISO 9001 认 证", "ISO 9001认证")]
)
def test_blanks_beside_chinese_go_and_others_stay(text: str, shown: str) -> None:
    assert unspaced(text) == shown
