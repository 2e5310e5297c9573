"""Git for Windows converts line ends unless told otherwise: the attributes tell it, and docctl names what escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.company_repository import ROOT
from tests.company_repository import Company
from tests.unit.publish import small_company

if TYPE_CHECKING:
    from pathlib import Path

NOTE = "records/note/N-2.yaml"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Company:
    company = Company(tmp_path_factory.mktemp("server") / "company")
    for path, content in small_company.company_files().items():
        company.write(path, content)
    for name in ("mkdocs.yml", ".gitattributes", ".gitignore"):
        company.write(name, (ROOT / name).read_bytes())
    company.commit("The company")
    return company


def windows_clone(server: Company, place: Path) -> Company:
    """A clone as Git for Windows makes one."""
    server.run(
        "-c", "core.autocrlf=true", "clone", "--quiet", "--config", "core.autocrlf=true", str(server.path), str(place)
    )
    return Company(place)


def test_the_attributes_keep_every_byte_that_docctl_reads(server: Company, tmp_path: Path) -> None:
    clone = windows_clone(server, tmp_path / "clone")
    read = [path for path in server.text("ls-files", "records", "schemas", "site", "mkdocs.yml").split("\n") if path]
    assert len(read) > 100
    assert [path for path in read if (clone.path / path).read_bytes() != (server.path / path).read_bytes()] == []
    assert b"\r\n" in (clone.path / ".gitignore").read_bytes()  # the clone does convert
    outcome = clone.docctl("check")
    assert outcome.code == 0, outcome.out
    for name in (server, clone):
        assert name.docctl("site", "stage").code == 0
    staged = [path for path in (server.path / "build").rglob("*") if path.is_file()]
    assert staged
    for path in staged:
        assert (clone.path / path.relative_to(server.path)).read_bytes() == path.read_bytes(), path


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_editor_that_converts_is_told_where_and_what_to_do(language: str, server: Company, tmp_path: Path) -> None:
    clone = windows_clone(server, tmp_path / "clone")
    clone.write(NOTE, (clone.path / NOTE).read_bytes().replace(b"\n", b"\r\n"))
    outcome = clone.docctl("check", lang=language)
    assert outcome.code == 1
    assert outcome.out.startswith(f"{NOTE}:1:")
    assert "engine.text-cr [TEXT_CR]" in outcome.out
    assert "docctl fmt" in outcome.out
    assert clone.docctl("fmt", NOTE.replace("/", "\\")).code == 0
    assert (clone.path / NOTE).read_bytes() == (server.path / NOTE).read_bytes()
    assert clone.docctl("check").code == 0


def test_docctl_writes_no_text_with_the_line_ends_of_the_machine() -> None:
    """Windows would turn a hook into a script that no shell runs, and pages into other bytes."""
    sources = sorted((ROOT / "tools/docctl").rglob("*.py"))
    calls = [line.strip() for source in sources for line in source.read_text(encoding="utf-8").split("\n")]
    written = [line for line in calls if "write_text(" in line]
    assert written
    assert [line for line in written if 'newline="\\n"' not in line] == []
