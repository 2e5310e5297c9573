"""The site of the company with a past, built once for all tests of the pages of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.publish.stage import stage_site
from tests.unit.publish.built_site import built
from tests.unit.publish.past_company import past_company
from tests.unit.publish.small_company import site_of

if TYPE_CHECKING:
    from docctl.publish.site import Site
    from tests.unit.publish.built_site import Built


@pytest.fixture(scope="session")
def past_site() -> Site:
    return site_of(past_company())


@pytest.fixture(scope="session")
def staged(past_site: Site) -> dict[str, dict[str, bytes]]:
    return {language: stage_site(past_site, language) for language in past_site.languages}


@pytest.fixture(scope="session")
def past(past_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Built:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1795000000")
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        return built(past_site, tmp_path_factory.mktemp("past"))
