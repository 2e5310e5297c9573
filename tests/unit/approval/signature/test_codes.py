"""Each refusal of a signature has a code of its own, and a test that sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from docctl.approval import codes
from docctl.approval.signature.codes import CODES
from docctl.approval.signature.codes import code_of
from docctl.approval.signature.wire import Refusal
from docctl.cli.catalogue import ENGINE_CODES


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_has_its_code_with_two_sentences_and_two_hints(refusal: Refusal) -> None:
    code = code_of(refusal)
    assert code.code == refusal.value
    for text in (code.message, code.hint):
        assert text.en.isascii()
        assert not text.zh.isascii()
    assert "{" not in code.message.en + code.message.zh


def test_no_two_refusals_read_alike() -> None:
    for language in ("en", "zh"):
        assert len({code.message.get(language) for code in CODES}) == len(CODES) == len(Refusal)


def test_the_codes_are_listed_and_no_other_code_has_their_names() -> None:
    assert set(CODES) <= set(ENGINE_CODES)
    assert not {code.code for code in CODES} & {code.code for code in codes.CODES}


def test_every_code_is_named_by_a_test_that_sees_it_fire() -> None:
    texts = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert [code.code for code in CODES if f'"{code.code}"' not in texts and f"^{code.code}:" not in texts] == []
