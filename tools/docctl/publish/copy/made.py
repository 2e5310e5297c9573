"""The PDF of a numbered copy: the text itself, or the finished file that stands for it, under header and stamp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.library.load import RENDITION
from docctl.publish.copy.finished import Unprintable
from docctl.publish.copy.finished import lies_across
from docctl.publish.copy.finished import read_finished
from docctl.publish.copy.finished import set_into
from docctl.publish.copy.sheet import Attached
from docctl.publish.copy.sheet import sheets
from docctl.publish.copy.typeset import pdf_of
from docctl.publish.document.rendition import served_file
from docctl.violation import Text

if TYPE_CHECKING:
    from docctl.publish.copy.sheet import Subject
    from docctl.publish.site import Site

_PDF = ".pdf"


def copy_as_pdf(site: Site, subject: Subject) -> bytes:
    """The same library, record and program give the same bytes; raises `Stop`, `Unprintable`, `Outside` and others."""
    record = subject.issued.record
    if RENDITION not in record.data:
        return pdf_of(sheets(site, subject, None))
    served = served_file(subject.issued)
    if served is None or not served.path.endswith(_PDF):
        raise Unprintable(Text("it is no PDF at hand", "不是可用的 PDF 文件"))
    pages = read_finished(served.data)
    given = record.data[RENDITION]
    name = str(given["path"]).rpartition("/")[2]
    attached = Attached(name, str(given["sha256"]), [lies_across(page) for page in pages])
    return set_into(pdf_of(sheets(site, subject, attached), None), pages)
