"""Records found by id, type and content; the library that expressions ask."""

from __future__ import annotations

from docctl.library.library import Library
from docctl.library.load import load_library
from docctl.library.record import Record

__all__ = ["Library", "Record", "load_library"]
