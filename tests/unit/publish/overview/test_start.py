from __future__ import annotations

import re

from docctl.publish.stage import stage_site
from tests.unit.publish.small_company import base_files
from tests.unit.publish.small_company import site_of


def test_a_company_without_documents_has_a_start_page_whose_links_lead_somewhere() -> None:
    staged = stage_site(site_of(base_files()), "zh")
    links = re.findall(r'class="dc-tile[^>]*href="([^"#]+\.html)', staged["docs/index.md"].decode())
    assert links
    assert [link for link in links if "docs/" + link.replace(".html", ".md") not in staged] == []
