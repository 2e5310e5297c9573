"""The example company, for tests that need all of it."""

from __future__ import annotations

from tests.company import ask
from tests.company import company
from tests.company import pristine

__all__ = ["ask", "company", "pristine"]
