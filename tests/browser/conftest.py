from __future__ import annotations

from tests.company_repository import company
from tests.company_repository import pristine

__all__ = ["company", "pristine"]
