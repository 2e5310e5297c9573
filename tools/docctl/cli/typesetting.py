"""What numbered copies need of this machine, for `docctl doctor`: the optional part, its library, Chinese fonts."""

from __future__ import annotations

import ctypes
import importlib.util
from contextlib import suppress
from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.publish.copy.typeset import NoTypesetter
from docctl.publish.copy.typeset import typesetter
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES = ("weasyprint", "pypdf")
# Under the names of Linux, macOS and Windows.
FONTCONFIG = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll")
_CHINESE = b":lang=zh"


class Part(NamedTuple):
    """One thing that is needed to print copies, and what mends its absence."""

    what: Text
    found: bool
    mend: Text


def parts() -> Iterator[Part]:
    """What was looked for: a library is looked for by loading what needs it."""
    install = Text("pip install 'docctl[pdf]'", "pip install 'docctl[pdf]'")
    for name in PACKAGES:
        found = importlib.util.find_spec(name) is not None
        yield Part(Text(f"package {name} (numbered copies)", f"软件包 {name}（分发件）"), found, install)
    yield Part(
        Text("library Pango (numbered copies)", "程序库 Pango（分发件）"),
        _loads(),
        Text(
            "install Pango (Debian: apt install libpangoft2-1.0-0 libharfbuzz-subset0)",
            "请安装 Pango（Debian：apt install libpangoft2-1.0-0 libharfbuzz-subset0）",
        ),
    )
    yield Part(
        Text("Chinese fonts", "中文字体"),
        has_chinese_font(),
        Text(
            "install Noto CJK (Debian: apt install fonts-noto-cjk); look: fc-list :lang=zh",
            "请安装 Noto CJK 字体（Debian：apt install fonts-noto-cjk），可用 fc-list :lang=zh 查看",
        ),
    )


def _loads() -> bool:
    try:
        typesetter()
    except NoTypesetter:
        return False
    return True


class _FontSet(ctypes.Structure):
    """FcFontSet, whose first field counts the fonts."""

    _fields_ = (("count", ctypes.c_int),)


def has_chinese_font() -> bool:
    """Whether `fc-list :lang=zh` would list any; asked of its library, because no program is started here."""
    for name in FONTCONFIG:
        with suppress(OSError):
            library = ctypes.CDLL(name)
            library.FcNameParse.restype = library.FcObjectSetCreate.restype = ctypes.c_void_p
            library.FcFontList.restype = ctypes.POINTER(_FontSet)
            library.FcFontList.argtypes = [ctypes.c_void_p] * 3
            found = library.FcFontList(None, library.FcNameParse(_CHINESE), library.FcObjectSetCreate())
            return bool(found and found.contents.count)
    return False
