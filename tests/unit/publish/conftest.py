"""The site of the small company, built once for all tests that look at built pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.publish import small_company
from tests.unit.publish.built_site import built

if TYPE_CHECKING:
    from tests.unit.publish.built_site import Built


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(small_company.site_of(small_company.company_files()), tmp_path_factory.mktemp("site"))
