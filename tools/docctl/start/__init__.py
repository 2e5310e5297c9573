"""The files with which a company's library begins, as texts with places to be filled in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent
_PLACE = re.compile(r"@([A-Z_]+)@")


def filled(name: str, values: Mapping[str, str]) -> str:
    """A text with its places filled in; a place without a value is an error of ours."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    return _PLACE.sub(lambda place: values[place[1]], text)
