"""The example company, for the policies that are tried on it."""

from __future__ import annotations

from tests.company_repository import ask
from tests.company_repository import company
from tests.company_repository import pristine

__all__ = ["ask", "company", "pristine"]
