from __future__ import annotations

import io
import time
from datetime import UTC
from datetime import datetime

from openpyxl import Workbook
from openpyxl import load_workbook

from docctl.exchange.packed import packed


def made() -> Workbook:
    workbook = Workbook()
    workbook.worksheets[0]["A1"] = "x"
    return workbook


def test_the_moment_of_writing_leaves_no_trace() -> None:
    first = packed(made())
    time.sleep(1.1)  # the clock of the properties counts seconds
    assert packed(made()) == first
    properties = load_workbook(io.BytesIO(first)).properties
    assert properties.modified.replace(tzinfo=UTC) == datetime(1980, 1, 1, tzinfo=UTC)
