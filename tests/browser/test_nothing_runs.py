"""Two hundred hostile texts in every field, title and body: none runs, none loads, with the policy and without it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.browser.browsing import served
from tests.browser.example_site import build
from tests.browser.payloads import PAYLOADS
from tests.browser.payloads import RUN
from tests.browser.search_page import ask
from tests.browser.search_page import hits
from tests.browser.search_page import open_dialog
from tests.optional import require
from tests.unit.publish import small_company

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

# So many notes and as many procedures carry them.
RECORDS = 25
# Counts instead of asking, and from the first line of every page.
WATCH = "window.ran = 0; for (const n of ['alert', 'confirm', 'prompt']) window[n] = () => { window.ran += 1; };"


def note(number: int, payloads: list[str]) -> bytes:
    """A note with the payloads in every field that takes a text, another one first in each."""
    texts = [json.dumps(" ".join(payloads[turn:] + payloads[:turn])) for turn in range(7)]
    lines = [f"id: N-{number}", "type: note", "confidentiality: 普通级", "status: open", f"title: {texts[0]}"]
    lines += [f"text: {texts[1]}", f"tags: [{texts[2]}]", f"bank: {{name: {texts[3]}, account: {texts[4]}}}"]
    lines += [f"contacts: [{{name: {texts[5]}, post: {texts[6]}}}]", "due_on: 2026-11-20", ""]
    return "\n".join(lines).encode()


def document(name: str, payloads: list[str]) -> bytes:
    """A procedure with payloads in its body, its titles and what it says of its revision."""
    title, summary = json.dumps(payloads[0]), json.dumps(" ".join(payloads))
    front = f"id: {name}\ntype: controlled-document\ntitle: {title}\ntitle_en: {title}\ndoc_kind: 程序\n"
    front += "confidentiality: 普通级\nowner_department: QA\nrevision: A/0\neffective_on: 2026-03-01\n"
    front += f"change_history:\n  - {{revision: A/0, summary: {summary}}}\n"
    body = "\n\n".join(payloads) + "\n\n| a | b |\n|---|---|\n" + "".join(f"| {p} | b |\n" for p in payloads)
    return f"---\n{front}---\n\n# x\n\n{body}\n".encode()


@pytest.fixture(scope="module")
def hostile(shared: Path) -> Iterator[tuple[str, list[str]]]:
    """The address of a company whose every text is hostile, and its pages."""
    require("chromium")
    files = small_company.company_files()
    for number in range(RECORDS):
        files[f"records/note/N-{1000 + number}.yaml"] = note(1000 + number, list(PAYLOADS[number::RECORDS]))
        name = f"QP-{100 + number}"
        files[f"records/controlled-document/{name}.md"] = document(name, list(PAYLOADS[number::RECORDS]))
    small_company.approved_all(files, [f"QP-{100 + number}" for number in range(RECORDS)], "2026-02-01")
    folder = build(small_company.site_of(files, faulty=True), shared / "hostile-site")
    pages = [p.relative_to(folder).as_posix() for p in sorted(folder.rglob("*.html"))]
    with served(folder) as port:
        yield f"http://127.0.0.1:{port}", [p for p in pages if not p.startswith("en/") or "index" in p]


def test_there_are_two_hundred_and_each_would_run_or_load() -> None:
    assert len(set(PAYLOADS)) == 200
    assert all(RUN in payload or "evil.example" in payload for payload in PAYLOADS)


@pytest.mark.parametrize("guarded", [True, False], ids=["policy", "no-policy"])
def test_nothing_runs_and_nothing_is_fetched(
    hostile: tuple[str, list[str]], browser: Browser, *, guarded: bool
) -> None:
    address, pages = hostile
    context = browser.new_context(bypass_csp=not guarded)
    context.add_init_script(WATCH)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    ran: list[str] = []
    held = 0
    # With the policy less can run than without: a look at every fifth page says that it breaks nothing.
    visited = pages[::5] if guarded else pages
    for path in visited:
        page.goto(f"{address}/{path}")
        ran += [path] * page.evaluate("window.ran")
        held += page.evaluate("document.body.textContent").count(RUN)
    assert held > len(PAYLOADS) * (1 if guarded else 10), "the payloads are on the pages, as text"
    assert ran == []
    assert [url for url in asked if not url.startswith((address, "data:image/svg+xml"))] == []
    context.close()


@pytest.mark.parametrize("guarded", [True, False], ids=["policy", "no-policy"])
def test_nothing_runs_where_the_search_shows_it(
    hostile: tuple[str, list[str]], browser: Browser, *, guarded: bool
) -> None:
    address, _ = hostile
    context = browser.new_context(bypass_csp=not guarded)
    context.add_init_script(WATCH)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/index.html")
    open_dialog(page)
    page.get_by_role("button", name="仅现行有效").click()
    ask(page, "alert")
    assert len(hits(page, "names")) == 2 * RECORDS
    assert hits(page, "texts")
    shown = page.locator(".dc-search-results").inner_text()
    assert all(" ".join(payload.split()) in " ".join(shown.split()) for payload in PAYLOADS if is_plain(payload))
    assert page.evaluate("window.ran") == 0
    assert [url for url in asked if not url.startswith((address, "data:image/svg+xml"))] == []
    context.close()


def is_plain(payload: str) -> bool:
    """Whether the payload is shown as it is: a sign that nobody can see is shown as a mark."""
    return payload.isprintable()
