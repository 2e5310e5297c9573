"""Edits a workbook in LibreOffice; run by the system's Python, which knows the `uno` module.

Usage: edit_in_libreoffice.py PORT FILE < EDITS, JSON lists [sheet, address, kind, value], kind one of text, date,
formula: text is typed into the cell as a person types it.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

PATIENCE = 60


def desktop(port: str) -> Any:
    """The running LibreOffice, as soon as it listens."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(PATIENCE * 4):
        try:
            context = resolver.resolve(f"uno:pipe,name={port};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            time.sleep(0.25)
    raise SystemExit("LibreOffice does not answer")


def setting(**given: object) -> Any:
    """A named argument of LibreOffice's interface."""
    made = PropertyValue()
    ((made.Name, made.Value),) = given.items()
    return made


def main(port: str, name: str) -> None:
    """Open, edit, save, and let LibreOffice go."""
    office = desktop(port)
    address = Path(name).absolute().as_uri()
    document = office.loadComponentFromURL(address, "_blank", 0, (setting(Hidden=True),))
    for sheet, cell, kind, value in json.load(sys.stdin):
        place = document.Sheets.getByName(sheet).getCellRangeByName(cell)
        if kind == "text":
            place.String = value
        elif kind == "typed":
            place.FormulaLocal = value
        else:
            place.Formula = value
    document.storeToURL(address, (setting(FilterName="Calc MS Excel 2007 XML"),))
    document.dispose()
    office.terminate()


if __name__ == "__main__":
    main(*sys.argv[1:])
