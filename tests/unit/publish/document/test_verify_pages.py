"""The pages that printed codes lead to: small, in both languages, at an address that never changes, and never wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.approval.statement import digest
from docctl.publish.security import POLICY_TAG
from docctl.publish.stage import stage_site
from tests.unit.publish import small_company
from tests.unit.publish.built_site import changed
from tests.unit.publish.built_site import codes

if TYPE_CHECKING:
    from docctl.publish.site import Site
    from tests.unit.publish.built_site import Built

LARGEST = 3_000


@pytest.fixture(scope="module")
def site() -> Site:
    return small_company.site_of(small_company.company_files())


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, str]:
    staged = stage_site(site, "zh")
    return {path: data.decode() for path, data in staged.items() if path.startswith("docs/v/")}


def test_each_issued_revision_has_one_and_no_other(site: Site, pages: dict[str, str]) -> None:
    wanted = {"QP-1/A-0", "QP-2/A-0", "QP-4/A-0", "QP-6/A-0", "QP-6/A-1"}
    assert set(pages) == {f"docs/v/{name}/index.html" for name in wanted}
    assert not [path for path in stage_site(site, "en") if "/v/" in path], "once, not once per language"
    assert all(path.isascii() for path in pages)
    assert max(len(text.encode()) for text in pages.values()) < LARGEST


@pytest.mark.parametrize(
    ("name", "verdicts"),
    [
        ("QP-1/A-0", ("现行有效", "In force")),
        ("QP-2/A-0", ("已批准待实施", "takes effect on 2026-12-01")),
        ("QP-4/A-0", ("已废止，禁止使用", "Withdrawn on 2026-06-01")),
        ("QP-6/A-0", ("本版已作废（被 A/1 版代替），禁止使用", "Superseded by revision A/1: do not use")),
    ],
)
def test_it_says_what_holds_in_both_languages(pages: dict[str, str], name: str, verdicts: tuple[str, str]) -> None:
    text = pages[f"docs/v/{name}/index.html"]
    assert all(verdict in text for verdict in verdicts)
    assert "状态截至 2026-11-21" in text
    assert "State as of 2026-11-21" in text
    document = name.partition("/")[0]
    assert f'href="../../../documents/{document}.html"' in text
    assert f'href="../../../en/documents/{document}.html"' in text


def test_it_gives_the_hash_that_was_signed(site: Site, pages: dict[str, str]) -> None:
    [revision] = site.approvals.issued("QP-1")
    [signed] = {judged.statement.files["QP-1.md"] for judged in revision.statements}
    assert signed in pages["docs/v/QP-1/A-0/index.html"]
    assert signed == digest(small_company.company_files()["records/approvals/QP-1/A-0/QP-1.md"])


def test_only_its_script_makes_it_green(site: Site, pages: dict[str, str]) -> None:
    text = pages["docs/v/QP-1/A-0/index.html"]
    assert "dc-verify-fresh" not in text
    assert "✓" not in text
    assert 'data-dc-max-age="7"' in text
    assert "verify/verify.js" in site.assets, "in a folder that other pages do not load"


def test_a_revision_above_the_ceiling_has_none() -> None:
    files = small_company.base_files()
    place = "records/controlled-document/QP-6.md"
    secret = small_company.document("QP-6", "合同评审程序", "A/0", "2026-03-01").replace("普通级", "机密级")
    files[place] = secret.encode()
    small_company.approved(files, "QP-6", "2026-02-01")
    files[place] = small_company.document("QP-6", "合同评审程序", "A/1", "2026-09-01").encode()
    small_company.approved(files, "QP-6", "2026-08-01")
    for audience, wanted in (("internal", 1), ("vetting", 2)):
        staged = stage_site(small_company.site_of(files, audience=audience), "zh")
        assert len([path for path in staged if path.startswith("docs/v/")]) == wanted
        entries = staged["docs/atom.xml"].decode().split("<entry>")
        assert len([entry for entry in entries if "QP-6" in entry and "A/0" in entry]) == wanted - 1


def test_of_a_withheld_document_there_is_nothing() -> None:
    files = small_company.company_files()
    place = "records/controlled-document/QP-14.md"
    files[place] = small_company.document("QP-14", "商密程序", "A/0", "2026-03-01").replace("普通级", "机密级").encode()
    small_company.approved(files, "QP-14", "2026-02-01")
    files[place] = small_company.document("QP-14", "商密程序", "A/1", "2026-09-01").replace("普通级", "机密级").encode()
    small_company.approved(files, "QP-14", "2026-08-01")
    for audience, wanted in (("internal", set()), ("vetting", {"v", "history", "audit", "documents"})):
        staged = stage_site(small_company.site_of(files, audience=audience), "zh")
        assert {path.split("/")[1] for path in staged if "QP-14" in path} == wanted


def test_a_missing_one_is_found(good: Built) -> None:
    files, wanted = good
    left = {path: data for path, data in files.items() if path != "v/QP-1/A-0/index.html"}
    assert ("SITE_PAGE_MISSING", "v/QP-1/A-0/index.html") in codes(left, wanted)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("v/QP-6/A-0/index.html", "本版已作废（被 A/1 版代替），禁止使用", "现行有效"),
        ("v/QP-6/A-0/index.html", "dc-verify-superseded", "dc-verify-effective"),
        ("v/QP-1/A-0/index.html", "sha256:", "sha256:0"),
        ("v/QP-1/A-0/index.html", 'data-dc-max-age="7"', 'data-dc-max-age="9999"'),
        ("assets/verify/verify.js", "fresh = days > 0 &&", "fresh = true ||"),
    ],
)
def test_a_changed_one_is_found(good: Built, path: str, old: str, new: str) -> None:
    assert changed(good, path, old, new) == [("SITE_COPY_CHANGED", path)]


@pytest.mark.parametrize(
    "path", ["v/QP-5/A-0/index.html", "en/v/QP-1/A-0/index.html", "files/QP-1.pdf", "audit/QP-99.html"]
)
def test_one_that_no_record_gave_is_found(good: Built, path: str) -> None:
    files, wanted = good
    assert codes({**files, path: POLICY_TAG.encode()}, wanted) == [("SITE_STRAY", path)]


def test_a_missing_script_is_found(good: Built) -> None:
    files, wanted = good
    left = {path: data for path, data in files.items() if path != "assets/verify/verify.js"}
    assert ("SITE_COPY_CHANGED", "assets/verify/verify.js") in codes(left, wanted)
