"""Records found by id, type and content; the library that expressions ask."""

from __future__ import annotations

from docctl.library.change import Change
from docctl.library.change import Edit
from docctl.library.library import Library
from docctl.library.load import load_beside
from docctl.library.load import load_library
from docctl.library.record import Record

__all__ = ["Change", "Edit", "Library", "Record", "load_beside", "load_library"]
