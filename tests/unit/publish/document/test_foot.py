"""The foot card leads to a page that exists, and why a document is in force stands on its page in words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from docctl.approval.explain import explain
from docctl.publish.stage import stage_site
from tests.unit.publish import small_company
from tests.unit.publish.built_site import changed

if TYPE_CHECKING:
    from tests.unit.publish.built_site import Built

LARGEST = 30_000


@pytest.mark.parametrize(("folder", "up"), [("", "../"), ("en/", "../../")])
def test_the_address_on_the_card_is_a_page_of_the_site(good: Built, folder: str, up: str) -> None:
    files, _ = good
    page = files[f"{folder}documents/QP-6.html"].decode()
    card = page[page.index('data-dc-block="check"') :]
    found = re.search(r'<a href="([^"]+)">https://docs\.example/([^<]+)</a>', card)
    assert found is not None
    assert found[1] == f"{up}{found[2]}index.html"
    assert f"{found[2]}index.html" in files
    assert "A/1" in files[f"{found[2]}index.html"].decode()
    title = re.search("<title>([^<]*)</title>", card)
    assert title is not None
    assert f"https://docs.example/{found[2]}" in title[1]


def test_a_page_stays_small(past: Built) -> None:
    files, _ = past
    for path in ("documents/QP-8.html", "documents/QP-9.html", "en/documents/QP-8.html"):
        assert len(files[path]) <= LARGEST, path


def test_without_an_address_of_the_site_there_is_no_code() -> None:
    files = small_company.company_files()
    policy = files["schemas/policy.yaml"].replace(b"base_url: https://docs.example\n", b"")
    site = small_company.site_of(files)
    bare = replace(site, schemas=replace(site.schemas, policy={**site.schemas.policy, "base_url": ""}))
    assert policy != files["schemas/policy.yaml"]
    page = stage_site(bare, "zh")["docs/documents/QP-1.md"].decode()
    assert "dc-qr" not in page
    assert ">/v/QP-1/A-0/</a>" in page


def test_only_a_document_in_force_has_a_card() -> None:
    staged = stage_site(small_company.site_of(small_company.company_files()), "zh")
    for name in ("QP-2", "QP-3", "QP-4", "QP-5"):
        assert 'data-dc-block="check"' not in staged[f"docs/documents/{name}.md"].decode()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_reasons_are_the_sentences_of_explain(language: str) -> None:
    site = small_company.site_of(small_company.company_files())
    page = stage_site(site, language)["docs/documents/QP-1.md"].decode()
    why = page[page.index("dc-why") :]
    said = [s.get(language).strip() for s in explain(site.approvals, site.library.records["QP-1"], site.day)]
    reasons = re.findall(r"<li>(.*)</li>", why[: why.index("</details>")])
    assert reasons
    assert set(reasons) <= set(said)
    assert any("P-003" in reason for reason in reasons)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('data-dc-block="check"', "", "SITE_BLOCK_MISSING"),
        ('data-dc-block="why"', "", "SITE_BLOCK_MISSING"),
        ('data-dc-block="comparison"', "", "SITE_BLOCK_MISSING"),
        ('stroke="#000" d="M4', 'stroke="#000" d="M5', "SITE_BLOCK_CHANGED"),
        ("https://docs.example/v/QP-6/A-1/</a>", "https://docs.example/v/QP-6/A-0/</a>", "SITE_BLOCK_CHANGED"),
        ('<p class="dc-verified">电子签名已核验</p>', "", "SITE_BLOCK_CHANGED"),
    ],
)
def test_a_changed_page_is_found(good: Built, old: str, new: str, code: str) -> None:
    path = "documents/QP-6.html"
    assert (code, path) in changed(good, path, old, new)
