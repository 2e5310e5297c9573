"""What a page may show of a text: no control or bidi marks, and of personal data the first character."""

from __future__ import annotations

import re

from markupsafe import Markup

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)
_URL = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?(/[A-Za-z0-9._~/?#@!$&*+,;=%:-]*)?")
MASK = "*"
_MASK_LENGTH = 2


def plain(value: object) -> str:
    """A value as text without characters that hide or reorder others."""
    return _UNSAFE.sub("\ufffd", str(value))


def masked(value: object) -> str:
    """Personal data as pages show it; the number of stars does not tell its length."""
    text = plain(value).strip()
    return text[: len(text) > 1] + MASK * _MASK_LENGTH


def masked_mark(value: object) -> Markup:
    """Personal data, marked so that the built page can be verified."""
    return Markup('<span class="dc-masked" data-dc-pii>{}</span>').format(masked(value))


def safe_url(value: object) -> str:
    """An address that may be linked, else an empty text."""
    text = str(value)
    return text if _URL.fullmatch(text) else ""
