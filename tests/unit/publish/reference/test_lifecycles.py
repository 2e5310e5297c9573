"""The pages of lifecycles: the drawing of the file and a row for each step."""

from __future__ import annotations

import re

import pytest

from docctl.publish.stage import stage_site
from tests.unit.publish import small_company


@pytest.fixture(scope="module")
def staged() -> dict[str, dict[str, str]]:
    site = small_company.site_of(small_company.company_files())
    return {
        language: {path: data.decode() for path, data in stage_site(site, language).items() if path.endswith(".md")}
        for language in site.languages
    }


def test_each_lifecycle_has_a_page_that_the_list_names_with_its_types(staged: dict[str, dict[str, str]]) -> None:
    found = [path for path in staged["zh"] if path.startswith("docs/lifecycles/")]
    assert found == [f"docs/lifecycles/{name}.md" for name in ("controlled-document", "index", "note")]
    index = staged["zh"]["docs/lifecycles/index.md"]
    assert '<a href="../lifecycles/note.html">记录</a>' in index
    assert "适用的记录" in index
    assert "lifecycles/index.md" in str(
        stage_site(small_company.site_of(small_company.company_files()), "zh")["mkdocs.yml"]
    )


@pytest.mark.parametrize(("language", "step"), [("zh", "批准"), ("en", "Approve")])
def test_the_page_shows_the_drawing_and_who_signs(staged: dict[str, dict[str, str]], language: str, step: str) -> None:
    page = staged[language]["docs/lifecycles/controlled-document.md"]
    drawing = page[page.index("<svg") : page.index("</svg>")]
    assert f'lang="{language}"' in drawing
    assert "\n\n" not in drawing, "a blank line would end the block of HTML"
    assert len(re.findall(r"<tr><td", page)) == 4
    assert f"<strong>{step}</strong>" in page


def test_a_stored_status_is_said_to_be_stored_and_a_signed_one_signed(staged: dict[str, dict[str, str]]) -> None:
    assert "The status is kept in the record." in staged["en"]["docs/lifecycles/note.md"]
    assert "Every step is a signed statement." in staged["en"]["docs/lifecycles/controlled-document.md"]


def test_the_list_of_a_type_leads_to_its_lifecycle(staged: dict[str, dict[str, str]]) -> None:
    assert 'href="../../lifecycles/note.html"' in staged["zh"]["docs/records/note/index.md"]
    assert "lifecycles/" not in staged["zh"]["docs/records/person/index.md"]
