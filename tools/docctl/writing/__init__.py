"""Writing into a clone: whole or not at all, one command at a time, never over what somebody else wrote."""

from __future__ import annotations

from docctl.writing.clone import Clone
from docctl.writing.clone import Writer
from docctl.writing.journal import Refused
from docctl.writing.journal import Unfinished
from docctl.writing.journal import write
from docctl.writing.lock import Busy
from docctl.writing.recovery import Recovered
from docctl.writing.recovery import recover
from docctl.writing.recovery import unfinished

__all__ = ["Busy", "Clone", "Recovered", "Refused", "Unfinished", "Writer", "recover", "unfinished", "write"]
