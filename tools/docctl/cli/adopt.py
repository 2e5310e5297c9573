"""`docctl adopt`: approvals that were given on paper before the library began."""

from __future__ import annotations

from docctl.approval.steps import ADOPT
from docctl.cli import transition

command = transition.command(ADOPT)
