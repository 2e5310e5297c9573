"""What a change may do to a library: each checker compares two states, whatever each of them is by itself."""

from __future__ import annotations

from docctl.rules.change.checkers import CHECKERS
from docctl.rules.change.checkers import judge
from docctl.rules.change.context import ChangeContext
from docctl.rules.change.reading import read_by

__all__ = ["CHECKERS", "ChangeContext", "judge", "read_by"]
