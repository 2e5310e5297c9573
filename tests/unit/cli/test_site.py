from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest

from tests.company_repository import ROOT
from tests.company_repository import Company

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def with_site(company: Company) -> Company:
    shutil.copytree(ROOT / "site", company.path / "site")
    shutil.copy(ROOT / "mkdocs.yml", company.path)
    return company


@pytest.fixture(scope="module")
def built(pristine: Company, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """A copy of the company whose site is built once."""
    place = tmp_path_factory.mktemp("site") / "company"
    shutil.copytree(pristine.path, place, symlinks=True)
    company = with_site(Company(place))
    outcome = company.docctl("site", "build", lang="zh")
    assert (outcome.code, outcome.err) == (0, ""), outcome.out
    count = len(pages(company))
    assert outcome.out == f"build/site 应有 {count} 页，实有 {count} 页（截至 2026-11-21），问题 0 处\n"
    yield company
    shutil.rmtree(place)


def pages(company: Company) -> set[str]:
    root = company.path / "build" / "site"
    return {path.relative_to(root).as_posix() for path in root.rglob("*.html")} - {"404.html", "en/404.html"}


def test_build_says_how_many_pages_there_are(built: Company) -> None:
    outcome = built.docctl("site", "verify")
    assert outcome.code == 0
    count = len(pages(built))
    assert outcome.out == f"build/site holds {count} of {count} pages as of 2026-11-21, problems: 0\n"


def test_every_record_has_its_page_in_both_languages(built: Company) -> None:
    found = pages(built)
    assert {"index.html", "en/index.html", "documents/HM-QP-WK001.html", "en/registers/G-12.html"} <= found
    # What printed codes lead to is in all languages at once.
    assert all(f"en/{name}" in found for name in found if not name.startswith(("en/", "v/")))
    assert "v/HM-QP-WK001/A-0/index.html" in found


def test_the_start_page_lists_what_is_in_force(built: Company) -> None:
    start = (built.path / "build/site/index.html").read_text(encoding="utf-8")
    assert "HM-QP-WK001" in start
    assert "受控文件清单" in start


def test_verify_reports_what_is_missing(built: Company) -> None:
    page = built.path / "build/site/documents/HM-QP-WK001.html"
    text = page.read_bytes()
    page.unlink()
    try:
        outcome = built.docctl("site", "verify", "--format", "json")
        assert outcome.code == 1
        codes = {violation["code"] for violation in json.loads(outcome.out)["violations"]}
        assert codes == {"SITE_PAGE_MISSING", "SITE_LINK_DEAD"}
    finally:
        page.write_bytes(text)


def test_stage_leaves_what_is_equal_alone_and_removes_what_is_gone(built: Company) -> None:
    staged = built.path / "build" / "zh"
    start = staged / "docs" / "index.md"
    before = start.stat().st_mtime_ns
    (staged / "docs" / "stray.md").write_text("x")
    outcome = built.docctl("site", "stage")
    assert outcome.code == 0
    assert outcome.out.startswith("staged build/zh/: ")
    assert start.stat().st_mtime_ns == before
    assert not (staged / "docs" / "stray.md").exists()


def test_equal_trees_and_days_give_equal_bytes(built: Company) -> None:
    def content() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in (built.path / "build").rglob("*.html")}

    before = content()
    assert built.docctl("site", "build").code == 0
    assert content() == before


def test_an_audience_reads_up_to_its_ceiling(built: Company) -> None:
    def staged() -> set[str]:
        root = built.path / "build" / "zh" / "docs"
        return {path.relative_to(root).as_posix() for path in root.rglob("*.md")}

    assert built.docctl("site", "stage", "--audience", "public").code == 0
    public = staged()
    assert built.docctl("site", "stage").code == 0
    assert {"records/customer/CUS-0001.md", "records/person/P-001.md"} <= staged() - public
    refused = built.docctl("site", "verify", "--audience", "public")
    assert (refused.code, "[R-114]" in refused.out) == (1, True)


def test_an_unknown_audience_is_refused_with_those_that_are_known(company: Company) -> None:
    with_site(company)
    outcome = company.docctl("site", "stage", "--audience", "all")
    assert outcome.code == 2
    assert outcome.err == (
        "docctl: there is no audience all\n    → conf.site_ceiling names: public, internal, vetting\n"
    )


def test_before_a_build_there_is_nothing_to_verify_or_serve(company: Company) -> None:
    with_site(company)
    for command in (("verify",), ("serve",)):
        outcome = company.docctl("site", *command)
        assert outcome.code == 2
        assert outcome.err == "docctl: there is no build/site yet\n    → docctl site build\n"


def test_without_mkdocs_yml_or_with_a_wrong_one_nothing_is_made(company: Company) -> None:
    with_site(company)
    (company.path / "mkdocs.yml").write_text("site_name: [\n")
    assert company.docctl("site", "stage").code == 1
    (company.path / "mkdocs.yml").unlink()
    outcome = company.docctl("site", "stage")
    assert (outcome.code, "there is no mkdocs.yml" in outcome.err) == (2, True)
    assert not (company.path / "build").exists()


def test_what_the_page_engine_refuses_is_said_in_a_line(company: Company) -> None:
    with_site(company)
    (company.path / "mkdocs.yml").write_text("theme: {name: no-such-theme}\n")
    outcome = company.docctl("site", "build")
    assert outcome.code == 3
    assert outcome.err.startswith("docctl: the page engine refused: ")


def test_an_engine_that_is_not_installed_is_said(company: Company) -> None:
    with_site(company)
    outcome = company.docctl("site", "build", "--engine", "zensical")
    assert outcome.code == 3
    assert outcome.err.startswith("docctl: the page engine refused: No module named 'zensical'")


def test_an_engine_that_there_is_not_is_said(company: Company) -> None:
    with_site(company)
    outcome = company.docctl("site", "build", "--engine", "hugo")
    assert outcome.code == 3
    assert outcome.err.startswith("docctl: the page engine refused: hugo: mkdocs | zensical")


def test_a_template_that_cannot_be_used_is_said_with_its_place(company: Company) -> None:
    with_site(company)
    company.edit("site/templates/start.md", "{{ company }}", "{{ no_such_word }}")
    outcome = company.docctl("site", "build")
    assert outcome.code == 1
    assert outcome.err.startswith("docctl: site/templates/start.md:1: ")


def test_a_port_in_use_is_said(built: Company) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        outcome = built.docctl("site", "serve", "--port", str(port))
    assert outcome.code == 3
    assert outcome.err.startswith(f"docctl: port {port} cannot be used: ")


def test_serve_answers_on_this_machine_until_it_is_interrupted(built: Company) -> None:
    command = [sys.executable, "-u", "-m", "docctl", "site", "serve", "--port", "0"]
    environment = {**built.environment, "DOCCTL_LANG": "en"}
    # A shell that starts a job in the background makes it, and all that it starts, deaf to interrupts.
    with subprocess.Popen(
        command,
        cwd=built.path,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - this process has no threads
    ) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split()[0]
            assert address.startswith("http://127.0.0.1:")
            with urllib.request.urlopen(address + "index.html", timeout=10) as answer:  # noqa: S310 - the address above
                assert "HM-QP-WK001" in answer.read().decode()
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
            with pytest.raises(urllib.error.HTTPError, match="404") as wrong:
                urllib.request.urlopen(address + "documents/GONE.html", timeout=10)  # noqa: S310 - as above
            assert "没有这个页面" in wrong.value.read().decode()
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
    assert server.returncode == 0
