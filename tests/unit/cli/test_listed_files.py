from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.cli import listed_files
from docctl.cli.listed_files import Content
from docctl.cli.listed_files import Files
from docctl.cli.listed_files import Several
from docctl.cli.terminal import Trouble

if TYPE_CHECKING:
    from pathlib import Path


def folder(path: Path, *names: str) -> str:
    for name in names:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(f"%PDF- {name}".encode())
    return str(path)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("HM-QP-1.pdf", "HM-QP-1"),
        ("HM-QP-1合同评审程序.pdf", "HM-QP-1"),
        ("hm_qp 1 A-0.PDF", "HM-QP-1"),
        ("HM-QP-10 文件.pdf", "HM-QP-10"),
        ("HM-QP-100.pdf", None),
        ("《合同评审》ＨＭ－ＱＰ－１.pdf", "HM-QP-1"),
        ("XHM-QP-1.pdf", None),
        ("Q-CA.G7C00 手册.pdf", "Q-CA-G7C00"),
        ("sub/HM-QP-1.pdf", "HM-QP-1"),
        ("HMQP1-合同评审.pdf", "HM-QP-1"),
        ("HMQP10.pdf", "HM-QP-10"),
        ("HM-QP-1 QCAG7C00.pdf", "HM-QP-1"),
    ],
)
def test_a_file_belongs_to_the_longest_number_in_its_name(name: str, number: str | None, tmp_path: Path) -> None:
    files = Files(folder(tmp_path, name), ["HM-QP-1", "HM-QP-10", "Q-CA-G7C00"])
    assert [path.name for path in files.unmatched] == ([] if number else [name])
    found = {one for one in ("HM-QP-1", "HM-QP-10", "Q-CA-G7C00") if files.of(one) is not None}
    assert found == ({number} - {None})


def test_a_word_file_is_the_source_of_the_pdf_beside_it(tmp_path: Path) -> None:
    files = Files(folder(tmp_path, "A-1 x.docx", "A-1 x.pdf"), ["A-1"])
    files.convert(["A-1"])
    assert files.of("A-1") == Content(b"%PDF- A-1 x.pdf", ".pdf", "A-1 x.pdf", b"%PDF- A-1 x.docx", ".docx")


def test_markdown_is_the_text(tmp_path: Path) -> None:
    (tmp_path / "A-1.md").write_bytes("\ufeff# 标题\r\n".encode())
    assert Files(str(tmp_path), ["A-1"]).of("A-1") == Content(body="# 标题\n", name="A-1.md")


def test_two_files_of_a_kind_are_one_too_many(tmp_path: Path) -> None:
    files = Files(folder(tmp_path, "A-1 old.pdf", "A-1 new.pdf"), ["A-1"])
    with pytest.raises(Several, match=r"A-1 new\.pdf, A-1 old\.pdf"):
        files.of("A-1")


@pytest.mark.parametrize("other", ["A-1.pdf", "A-1.docx"])
def test_a_text_and_another_file_of_its_number_are_one_too_many(other: str, tmp_path: Path) -> None:
    files = Files(folder(tmp_path, "A-1 x.md", other), ["A-1"])
    with pytest.raises(Several) as refused:
        files.of("A-1")
    assert set(str(refused.value).split(", ")) == {"A-1 x.md", other}


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("QP-1-1.pdf", "QP-1-1"), ("QP1-1.pdf", "QP-1-1"), ("QP-11.pdf", "QP-11"), ("QP11 文件.pdf", "QP-11"),
        ("QP003.pdf", "QP003"), ("qp_003.pdf", "QP-003"), ("质001.pdf", "质-001"),
    ],
)  # fmt: skip
def test_numbers_that_are_written_alike_are_not_confused(name: str, number: str, tmp_path: Path) -> None:
    numbers = ("QP-1-1", "QP-11", "QP-003", "QP003", "质-001")
    files = Files(folder(tmp_path, name), numbers)
    assert [one for one in numbers if files.of(one) is not None] == [number]


def test_what_word_leaves_and_what_is_no_document_is_not_looked_at(tmp_path: Path) -> None:
    files = Files(folder(tmp_path, "~$A-1.docx", ".A-1.pdf", "A-1.exe", "A-1.jpg"), ["A-1"])
    assert (files.of("A-1"), files.unmatched) == (None, [])


def test_an_empty_number_is_no_beginning(tmp_path: Path) -> None:
    files = Files(folder(tmp_path, "A-1.pdf"), ["", "—"])
    assert [path.name for path in files.unmatched] == ["A-1.pdf"]


def test_a_folder_that_is_none_or_holds_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Trouble, match="there is no folder"):
        Files(str(tmp_path / "nowhere"), ["A-1"])
    monkeypatch.setattr(listed_files, "_MOST", 1)
    with pytest.raises(Trouble, match="there are more than 1 files"):
        Files(folder(tmp_path, "A-1.pdf", "A-2.pdf"), ["A-1"])


def test_without_libreoffice_it_is_said_what_helps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = Files(folder(tmp_path, "A-1.docx"), ["A-1"])
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Trouble, match="LibreOffice is missing") as refused:
        files.convert(["A-1"])
    assert refused.value.exit_code == 3
    files.convert(["A-2"])
