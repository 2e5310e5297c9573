from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from tests import paper
from tests.unit.cli.copying import BEFORE
from tests.unit.cli.copying import DOCUMENT
from tests.unit.cli.copying import FOLDER
from tests.unit.cli.copying import issue
from tests.unit.cli.copying import unchanged

if TYPE_CHECKING:
    from pathlib import Path

    from tests.company_repository import Company

FIRST, SECOND = f"{DOCUMENT}-A-1-01", f"{DOCUMENT}-A-2-01"
PDF = f"build/copies/{FIRST}.pdf"
# The first of 2028, when everything that was approved before has taken effect.
LATER = "1830340800"


def test_the_copy_is_of_the_revision_in_force_on_the_day(printed: Company, tmp_path: Path) -> None:
    first = paper.pages(printed.path / PDF)[0]
    for said in (DOCUMENT, "A/1", "文件控制程序", "受控", "分发号 WK001-01", "财务部", "份数 3", BEFORE, FIRST):
        assert said in first, said
    assert set(paper.codes(printed.path / PDF, tmp_path)) == {
        f"https://docs.huaming.example/v/{DOCUMENT}/A-1/#WK001-01"
    }


def test_what_would_be_another_file_is_not_printed(printing: Company, tmp_path: Path) -> None:
    printing.edit("site/templates/copy.css", "size: A4;", "size: A5;")
    outcome = printing.docctl("copy", "print", FIRST, "--out", str(tmp_path / "new"))
    assert (outcome.code, outcome.out) == (1, "")
    assert f"what is made now is not the file issued as {FIRST}" in outcome.err
    assert not (tmp_path / "new").exists()


def test_a_record_of_another_revision_is_not_printed(printing: Company) -> None:
    printing.edit(f"{FOLDER}/{FIRST}.yaml", "document_version: A/1", "document_version: A/0")
    outcome = printing.docctl("copy", "print", FIRST)
    assert outcome.code == 1
    assert f"{FIRST} is a copy of A/0, and A/1 was in force on the day of issue" in outcome.err


@pytest.mark.parametrize("name", ["copy.html", "copy.css"])
def test_a_library_without_the_templates_is_told_which(name: str, printing: Company) -> None:
    (printing.path / "site" / "templates" / name).unlink()
    outcome = issue(printing, lang="zh")
    assert outcome.code == 1
    assert f"site/templates/{name}" in outcome.err
    assert unchanged(printing, "records")


def test_a_template_that_asks_for_more_is_refused(printing: Company) -> None:
    printing.edit("site/templates/copy.html", "<body>\n", '<body><img src="http://127.0.0.1:9/logo.png">\n')
    outcome = issue(printing)
    assert outcome.code == 1
    assert "asks for http://127.0.0.1:9/logo.png, and nothing is fetched" in outcome.err
    assert unchanged(printing, "records")


def test_a_file_in_the_place_of_the_folder_is_named_before_anything_is_written(
    printing: Company, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    outcome = issue(printing, "--out", str(tmp_path / "file"))
    assert outcome.code == 3
    assert "cannot be written" in outcome.err
    assert "--out DIR" in outcome.err
    assert unchanged(printing)


def test_a_print_that_fails_after_the_record_says_how_to_go_on(printing: Company, tmp_path: Path) -> None:
    (tmp_path / "out" / f"{SECOND}.pdf").mkdir(parents=True)
    outcome = issue(printing, "--out", str(tmp_path / "out"))
    assert outcome.code == 3
    assert f"docctl copy print {SECOND} --out DIR" in outcome.err
    assert (printing.path / FOLDER / f"{SECOND}.yaml").exists()


def test_a_diagram_is_printed_as_words_and_said(printing: Company) -> None:
    document = "HM-QP-ZH001"
    path = printing.path / "records" / "controlled-document" / f"{document}.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n```mermaid\ngraph TD\n```\n", encoding="utf-8")
    for step, person in (("submit", "P-008"), ("review", "P-003"), ("approve", "P-001")):
        assert printing.docctl(step, document, "--as", person, "--demo-key").code == 0
    outcome = issue(printing, "--dry-run", document=document, moment=LATER)
    assert outcome.code == 0
    assert f"{document} holds a diagram in words (mermaid)" in outcome.err


def test_without_the_optional_part_the_command_that_adds_it_is_named(
    printed: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    outcome = issue(printed)
    assert outcome.code == 3
    assert "pip install 'docctl[pdf]'" in outcome.err
    assert unchanged(printed)
    # Not even a number is given away.
    assert SECOND not in printed.docctl("numbers").out


def test_a_finished_file_that_is_no_pdf_is_said_and_nothing_is_written(printing: Company) -> None:
    document = "HM-QP-ZH001"
    folder = printing.path / "records" / "controlled-document"
    (folder / f"{document}.files").mkdir(exist_ok=True)
    file = f"{document}.files/{document}-档案借阅与查阅管理程序-A-0.docx"
    (folder / file).write_bytes(b"PK\x03\x04 a text")
    sha256 = hashlib.sha256(b"PK\x03\x04 a text").hexdigest()
    path = folder / f"{document}.md"
    given = f"pages_total: 1\nrendition: {{path: {file}, sha256: {sha256}}}\nchange_history:"
    path.write_text(path.read_text(encoding="utf-8").replace("change_history:", given, 1), encoding="utf-8")
    for step, person in (("submit", "P-008"), ("review", "P-003"), ("approve", "P-001")):
        done = printing.docctl(step, document, "--as", person, "--demo-key")
        assert done.code == 0, done.err
    outcome = issue(printing, "--dry-run", document=document, moment=LATER, lang="zh")
    assert (outcome.code, outcome.out) == (1, "")
    assert f"{document} 的发布件无法印制（不是可用的 PDF 文件）" in outcome.err
    assert "请以 PDF 作为发布件" in outcome.err
