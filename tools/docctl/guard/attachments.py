"""Attachments: files of known kinds that are what their name says and bring nothing along that runs."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.guard import codes
from docctl.reader.codes import FILE_TOO_LARGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.guard.limits import Limits
    from docctl.violation import Violation

_ZIP, _OLE, _TIFF = (b"PK\x03\x04",), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",), (b"II*\x00", b"MM\x00*")
_JPEG = (b"\xff\xd8\xff",)


class Kind(NamedTuple):
    """How the files of a kind begin; `packed` and `compound` may hold macros."""

    starts: tuple[bytes, ...] = ()
    packed: bool = False
    compound: bool = False
    text: bool = False


OFFICE, OLD_OFFICE, PLAIN = Kind(_ZIP, packed=True), Kind(_OLE, compound=True), Kind(text=True)
# WPS writes either form under one ending.
WPS = Kind((*_ZIP, *_OLE), packed=True, compound=True)
KINDS = {
    "pdf": Kind((b"%PDF-",)),
    "ofd": OFFICE,
    "png": Kind((b"\x89PNG\r\n\x1a\n",)),
    "jpg": Kind(_JPEG),
    "jpeg": Kind(_JPEG),
    "gif": Kind((b"GIF87a", b"GIF89a")),
    "bmp": Kind((b"BM",)),
    "tif": Kind(_TIFF),
    "tiff": Kind(_TIFF),
    "docx": OFFICE,
    "xlsx": OFFICE,
    "pptx": OFFICE,
    "doc": OLD_OFFICE,
    "xls": OLD_OFFICE,
    "ppt": OLD_OFFICE,
    "wps": WPS,
    "et": WPS,
    "dps": WPS,
    "csv": PLAIN,
    "txt": PLAIN,
    "dxf": PLAIN,
    "step": PLAIN,
    "stp": PLAIN,
    "dwg": Kind((b"AC10",)),
    "age": Kind((b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----\n")),
}
_MAX_MEMBERS, _MAX_UNPACKED, _MAX_RATIO = 5_000, 200 << 20, 1_000
_MACRO_MEMBER = re.compile(r"(?i)(?:^|/)(?:vba[^/]*\.bin|vbaData\.xml|macrosheets/.*|activeX/.*\.bin|scripts?/.*\.js)$")
# What a directory entry of a compound file is called, in UTF-16, when it holds macros.
_MACRO_STREAM = tuple(name.encode("utf-16-le") for name in ("_VBA_PROJECT", "Macros\0", "_VBA_PROJECT_CUR"))
# An action needs one of these names; the first view that OpenAction often sets does not.
_ACTIVE = ("JavaScript", "Launch", "EmbeddedFile", "RichMedia", "XFA")


def _written(letter: str) -> str:
    """A letter of a PDF name, plain or as the number that the format allows in its place."""
    number = f"{ord(letter):02x}"
    return f"(?:{letter}|#{number[0]}[{number[1]}{number[1].upper()}])"


_ACTIVE_NAME = re.compile(
    f"/({'|'.join(''.join(map(_written, name)) for name in _ACTIVE)})(?![A-Za-z0-9#_.-])".encode()
)
_HTML = re.compile(rb"(?i)^\s*(?:<!doctype|<html|<svg|<script|<\?xml)")


def attachment_problems(path: str, data: bytes, limits: Limits) -> Iterator[Violation]:
    """The first thing that is wrong with an attachment; what a PDF holds in compressed parts is not looked into."""
    if len(data) > limits.attachment_bytes:
        yield FILE_TOO_LARGE.at(path, size=len(data), limit=limits.attachment_bytes)
        return
    name = path.rpartition("/")[2]
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    kind = KINDS.get(ending)
    if kind is None:
        yield codes.ATTACH_TYPE.at(path, value=name, expected=" ".join(sorted(KINDS)))
    elif not _is_of_kind(kind, data):
        yield codes.ATTACH_MAGIC.at(path, value=name, ending=ending)
    elif data.startswith(_ZIP):
        yield from _packed_problems(path, name, data)
    elif kind.compound and any(stream in data for stream in _MACRO_STREAM):
        yield codes.ATTACH_MACRO.at(path, value=name)
    elif ending == "pdf" and (found := _ACTIVE_NAME.search(data)):
        yield codes.ATTACH_ACTIVE_PDF.at(path, value=found[1].decode())


def _is_of_kind(kind: Kind, data: bytes) -> bool:
    if kind.text:
        return b"\0" not in data and not _HTML.match(data)
    return data.startswith(kind.starts)


def _packed_problems(path: str, name: str, data: bytes) -> Iterator[Violation]:
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, OSError):
        yield codes.ATTACH_MAGIC.at(path, value=name, ending=name.rpartition(".")[2])
        return
    if _is_bomb(members):
        yield codes.ATTACH_ZIP_BOMB.at(path, value=name)
        return
    for member in members:
        if _leads_out(member.orig_filename):
            yield codes.ATTACH_ZIP_PATH.at(path, value=member.orig_filename)
            return
        if _MACRO_MEMBER.search(member.filename):
            yield codes.ATTACH_MACRO.at(path, value=name)
            return


def _is_bomb(members: list[zipfile.ZipInfo]) -> bool:
    if len(members) > _MAX_MEMBERS or sum(member.file_size for member in members) > _MAX_UNPACKED:
        return True
    return any(member.file_size > _MAX_RATIO * max(1, member.compress_size) for member in members)


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/")
