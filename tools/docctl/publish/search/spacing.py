"""Chinese text for an index that knows words only by the spaces between them: every character is a word."""

from __future__ import annotations

import re

# Ideographs, kana, hangul, and the full-width marks that stand between them.
_WIDE = "\u3000-\u303f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_CHARACTER = re.compile(f"[{_WIDE}]")
_BLANKS = re.compile(r"\s+")
_BESIDE_WIDE = re.compile(rf"(?<=[{_WIDE}])\s+|\s+(?=[{_WIDE}])")


def spaced(text: str) -> str:
    """The text with a blank around each Chinese character; a mark between two keeps them from being one phrase."""
    return _BLANKS.sub(" ", _CHARACTER.sub(r" \g<0> ", text)).strip()


def unspaced(text: str) -> str:
    """The text without blanks beside Chinese characters."""
    return _BESIDE_WIDE.sub("", text)
