"""Blank forms: a sheet for each form in use, with number, version and procedure; a site without one is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.publish.stage import stage_site
from tests.unit.publish import small_company
from tests.unit.publish.built_site import built
from tests.unit.publish.built_site import changed
from tests.unit.publish.built_site import codes

if TYPE_CHECKING:
    from docctl.publish.site import Site
    from tests.unit.publish.built_site import Built

TYPE = """x-type: form
title: Form
x-zh: 表单
x-id: {pattern: "^F-[0-9]+$"}
x-lifecycle: form
required: [name, record_type, version]
properties:
  name: {type: string, title: Name, x-zh: 表单名称}
  name_en: {type: string, title: Name in English, x-zh: 英文名称}
  procedure: {type: string, x-ref: [controlled-document], title: Owning procedure, x-zh: 所属程序}
  record_type: {type: string, title: Record type, x-zh: 记录类型}
  version: {type: string, title: Version, x-zh: 版本}
x-stated:
  - id: R-039
    slug: site.forms.published
    kind: site
    statement: {en: Every form has a page., zh: 每份表单都有页面。}
    because: {en: it is about pages, zh: 它判断网页}
"""

LIFECYCLE = """kind: field
title: Form
x-zh: 表单
initial: open
states: {open: {title: Open, x-zh: 使用中}, closed: {title: Closed, x-zh: 已停用, final: true}}
transitions: [{name: close, title: Close, x-zh: 停用, from: [open], to: closed}]
create: any
"""


def form(name: str, stands_for: str, status: str = "open") -> bytes:
    front = f"id: {name}\ntype: form\nconfidentiality: 普通级\nstatus: {status}\nname: 记录单<甲>\nname_en: Note <A>\n"
    return f"{front}procedure: QP-1\nrecord_type: {stands_for}\nversion: B\n".encode()


@pytest.fixture(scope="module")
def site() -> Site:
    files = small_company.company_files()
    files["schemas/types/form.yaml"] = TYPE.encode()
    files["schemas/lifecycles/form.yaml"] = LIFECYCLE.encode()
    # A rule is stated once.
    note = files["schemas/types/note.yaml"]
    files["schemas/types/note.yaml"] = note[: note.index(b"x-stated")]
    files["records/form/F-1.yaml"] = form("F-1", "note")
    files["records/form/F-2.yaml"] = form("F-2", "nowhere")
    files["records/form/F-3.yaml"] = form("F-3", "note", "closed")
    return small_company.site_of(files)


@pytest.fixture(scope="module")
def with_forms(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Built:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1795000000")
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        return built(site, tmp_path_factory.mktemp("forms"))


def test_every_form_in_use_has_a_sheet_with_its_head(site: Site) -> None:
    staged = stage_site(site, "zh")
    assert {path for path in staged if path.startswith("docs/forms/")} == {
        "docs/forms/index.md",
        "docs/forms/F-1.md",
        "docs/forms/F-2.md",
    }
    shown = staged["docs/forms/F-1.md"].decode()
    for text in ("记录单&lt;甲&gt;", "Note &lt;A&gt;", "<dd>F-1</dd>", "<dd>B</dd>", "QP-1 文件控制程序", "投诉"):
        assert text in shown, text
    assert 'href="../forms/F-1.html"' in staged["docs/forms/index.md"].decode()
    assert '../../forms/F-1.html"' in staged["docs/records/form/F-1.md"].decode()
    assert "forms/F-3.html" not in staged["docs/records/form/F-3.md"].decode()


def test_a_form_of_a_type_that_is_not_kept_is_a_ruled_sheet(site: Site) -> None:
    shown = stage_site(site, "en")["docs/forms/F-2.md"].decode()
    assert "dc-ruled" in shown
    assert "dc-sheet" not in shown


def test_a_company_without_forms_has_no_such_page() -> None:
    staged = stage_site(small_company.site_of(small_company.base_files()), "zh")
    assert not [path for path in staged if path.startswith("docs/forms/")]
    assert b"forms/" not in staged["mkdocs.yml"].replace(b"/forms/*", b"")


def test_a_good_site_has_nothing_wrong(with_forms: Built) -> None:
    assert codes(*with_forms) == []


def test_a_missing_sheet_breaks_the_rule(with_forms: Built) -> None:
    files, wanted = with_forms
    left = {path: data for path, data in files.items() if path != "forms/F-1.html"}
    assert ("R-039", "forms/F-1.html") in codes(left, wanted)


@pytest.mark.parametrize(
    ("old", "new"),
    [("<dd>B</dd>", "<dd>C</dd>"), ("<dd>F-1</dd>", ""), ("documents/QP-1.html", "documents/QP-2.html")],
)
def test_a_sheet_that_says_otherwise_breaks_the_rule(with_forms: Built, old: str, new: str) -> None:
    assert changed(with_forms, "forms/F-1.html", old, new) == [("R-039", "forms/F-1.html")]


def test_a_sheet_without_its_block_breaks_the_rule(with_forms: Built) -> None:
    found = changed(with_forms, "en/forms/F-1.html", 'data-dc-block="form"', "")
    assert found == [("R-039", "en/forms/F-1.html")]
