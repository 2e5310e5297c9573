"""The pages of a finished PDF, each set into a sheet of the copy: header, stamp and foot stand on every one."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pypdf import PageObject
    from pypdf import PdfReader

MOST_PAGES = 2_000
_HEADER = "%PDF-1.7"
_POINTS = 72 / 25.4
# The room that site/templates/copy.css leaves on a sheet, in millimetres: left, bottom, and what is taken in all.
_LEFT, BOTTOM = 10, 29
TAKEN_ACROSS, TAKEN_UP = 2 * _LEFT, 28 + BOTTOM


# Its remarks on a file that is not quite right are nobody's affair; what cannot be printed is said by `Unprintable`.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


class Unprintable(Exception):  # noqa: N818 - read as a sentence
    """The finished file cannot be taken apart."""

    def __init__(self, reason: Text) -> None:
        """Keep why."""
        super().__init__(reason.en)
        self.reason = reason


class NoSetter(Exception):  # noqa: N818 - as above
    """pypdf is not there."""


def read_finished(data: bytes) -> Sequence[PageObject]:
    """The pages of a finished file; it came from outside, and may be broken or meant to do harm."""
    try:
        from pypdf import PdfReader  # noqa: PLC0415 - an optional part
    except ImportError as error:
        raise NoSetter(str(error)) from None
    try:
        return _pages(PdfReader(io.BytesIO(data)))
    except Unprintable:
        raise
    except Exception as error:  # noqa: BLE001 - a broken file fails in as many ways as there are broken files
        raise _damaged(error) from None


def _damaged(error: Exception) -> Unprintable:
    reason = show(error) or type(error).__name__
    return Unprintable(Text(f"it is damaged: {reason}", f"文件已损坏：{reason}"))


def _pages(reader: PdfReader) -> Sequence[PageObject]:
    if reader.is_encrypted:
        raise Unprintable(Text("it is encrypted", "文件已加密"))
    if len(reader.pages) > MOST_PAGES:
        raise Unprintable(Text(f"it has more than {MOST_PAGES} pages", f"超过 {MOST_PAGES} 页"))
    from pypdf import PdfWriter  # noqa: PLC0415 - an optional part

    # Only a page of a writer can be turned upright.
    pages = list(PdfWriter(clone_from=reader).pages)
    for page in pages:
        page.transfer_rotation_to_content()
        # Links, forms and scripts belong to a screen.
        for key in ("/Annots", "/AA"):
            page.pop(key, None)
    return pages


def lies_across(page: PageObject) -> bool:
    """Whether a page is wider than high."""
    return float(page.cropbox.width) > float(page.cropbox.height)


def set_into(sheets: bytes, pages: Sequence[PageObject]) -> bytes:
    """The sheets of a copy with the finished pages on the last of them, one on each, as large as the room allows."""
    from pypdf import PdfWriter  # noqa: PLC0415 - as above

    try:
        writer = PdfWriter(clone_from=io.BytesIO(sheets))
        for sheet, page in zip(writer.pages[-len(pages) :], pages, strict=True):
            _set_into(sheet, page)
        writer.pdf_header = _HEADER
        out = io.BytesIO()
        writer.write(out)
    except Exception as error:  # noqa: BLE001 - as above
        raise _damaged(error) from None
    return out.getvalue()


def _set_into(sheet: PageObject, page: PageObject) -> None:
    from pypdf import Transformation  # noqa: PLC0415 - as above

    box = page.cropbox
    width = float(sheet.mediabox.width) - TAKEN_ACROSS * _POINTS
    height = float(sheet.mediabox.height) - TAKEN_UP * _POINTS
    scale = min(width / float(box.width), height / float(box.height), 1.0)
    left = _LEFT * _POINTS + (width - float(box.width) * scale) / 2
    bottom = BOTTOM * _POINTS + (height - float(box.height) * scale) / 2
    place = Transformation().translate(-float(box.left), -float(box.bottom)).scale(scale).translate(left, bottom)
    sheet.merge_transformed_page(page, place, over=False)
