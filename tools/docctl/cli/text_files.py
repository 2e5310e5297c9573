"""Text files as people in China save them: in UTF-8, or in the encoding of an older Windows."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from docctl.cli.terminal import say
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from pathlib import Path

# Every GBK file is one.
_CHINESE = "gb18030"


def decoded(source: bytes) -> tuple[str, bool] | None:
    """The text and whether it was UTF-8; none for anything but UTF-8 and GB18030."""
    try:
        return source.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        pass
    try:
        # "Unicode text" of Windows would decode here too, into characters that nobody wrote.
        if not source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return source.decode(_CHINESE), False
    except UnicodeDecodeError:
        pass
    return None


def not_text(path: Path) -> Text:
    """What is said of a file in another encoding."""
    return Text(f"{show(path)} is neither UTF-8 nor GB18030 text", f"{show(path)} 的编码既不是 UTF-8 也不是 GB18030")


def say_encoding(path: Path) -> None:
    """Tell that a file was not UTF-8."""
    name = show(path.name)
    say(Text(f"{name} is not UTF-8: read as GB18030", f"{name} 不是 UTF-8 编码，已按 GB18030（GBK）读取"), err=True)
