"""The example company, for tests that need all of it."""

from __future__ import annotations

from tests.company_repository import ask
from tests.company_repository import company
from tests.company_repository import pristine
from tests.demo import demo

__all__ = ["ask", "company", "demo", "pristine"]
