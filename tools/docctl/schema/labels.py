"""What people call a value of a closed list, in the language they read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def is_foreign(text: str, language: str) -> bool:
    """Whether a text is in another language than the one that is read."""
    return _is_chinese(text) != (language == "zh")


def value_label(schema: Mapping[str, Any], value: str, language: str) -> str:
    """The label of a value; `x-labels` hold the language that the value itself is not in."""
    other = schema.get("x-labels", {}).get(value)
    return str(other) if other is not None and is_foreign(value, language) else value


def _is_chinese(text: str) -> bool:
    return any("\u3400" <= character <= "\u9fff" for character in text)
