"""A workbook as bytes: the same bytes for the same content, whenever it is written."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = "docProps/core.xml"
_CLOCK = re.compile(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def packed(workbook: Workbook) -> bytes:
    """The file of a workbook, without the moment at which it is written."""
    drawn, fixed = io.BytesIO(), io.BytesIO()
    workbook.save(drawn)
    with zipfile.ZipFile(drawn) as given, zipfile.ZipFile(fixed, "w") as archive:
        for name in given.namelist():
            data = given.read(name)
            if name == _PROPERTIES:
                data = _CLOCK.sub(b"1980-01-01T00:00:00Z", data)
            entry = zipfile.ZipInfo(name, _FIRST_MOMENT)
            entry.create_system = 3  # the same on every machine
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
