"""Word files of a company become renditions by LibreOffice, and the same run again changes nothing."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook
from pypdf import PdfReader

from tests import optional
from tests.company_repository import build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.company_repository import Company

CORE = frozenset({"approvals", "controlled-document", "delegation", "department", "person", "record-form"})
SIGNED = ("--as", "P-007", "--demo-key")
COLUMNS = {
    "文件编号": "", "文件名称": "", "版本": "A/0", "生效日期": "2019-06-01", "发布日期": "2019-05-01",
    "编制部门": "ISO 办公室", "解释部门": "ISO", "owner_department": "ISO", "文件种类": "程序",
    "文件类别": "内部文件", "介质": "纸质", "文件分类": "行政文件", "页数": 3,
    "change_history.revision": "A/0", "change_history.date": "2019-05-01", "修改内容摘要": "首次发布",
    "paper_approval.approved_by": "王建国", "批准日期": "2019-04-28",
}  # fmt: skip
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
}


def word(text: str) -> bytes:
    """A Word file with one paragraph."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in PARTS.items():
            archive.writestr(name, part)
        archive.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
            f"<w:t>{text}</w:t></w:r></w:p></w:body></w:document>",
        )
    return stream.getvalue()


def write_list(folder: Path, numbers: list[str]) -> str:
    """The master list of a company."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["受控文件清单"])
    sheet.append(list(COLUMNS))
    for number in numbers:
        sheet.append([*(COLUMNS | {"文件编号": number, "文件名称": f"程序{number[-3:]}"}).values()])
    workbook.save(folder / "master-list.xlsx")
    return str(folder / "master-list.xlsx")


@pytest.fixture
def company(tmp_path: Path) -> Company:
    """A company to change."""
    return build(tmp_path / "company", CORE)


def test_word_files_are_adopted_as_pdf_with_their_source(company: Company, tmp_path: Path) -> None:
    assert optional.find("libreoffice") is not None, "apt install libreoffice-writer"
    numbers = [f"HM-QP-ZH{number}" for number in (101, 102, 103)]
    documents = tmp_path / "documents"
    documents.mkdir()
    for number in numbers:
        (documents / f"{number} 终稿.docx").write_bytes(word(f"Text of {number}"))
    call = ("adopt", "--from", write_list(tmp_path, numbers), "--files", str(documents), *SIGNED)
    outcome = company.docctl(*call)
    assert outcome.code == 0, outcome.err
    assert outcome.out.endswith("3 adopted; next: git add records && git commit\n")
    folder = company.path / "records/controlled-document/HM-QP-ZH102.files"
    assert sorted(path.name for path in folder.iterdir()) == [
        "HM-QP-ZH102-程序102-A-0.docx", "HM-QP-ZH102-程序102-A-0.pdf",
    ]  # fmt: skip
    assert PdfReader(folder / "HM-QP-ZH102-程序102-A-0.pdf").pages[0].extract_text() == "Text of HM-QP-ZH102"
    assert company.docctl("check").code == 0
    company.run("add", "--all")
    again = company.docctl(*call)
    assert (again.code, again.out.count(": adopted before\n")) == (0, 3), again.err
    assert company.text("diff", "--name-only") == ""
    (documents / "HM-QP-ZH103 终稿.docx").write_bytes(word("Another text"))
    other = company.docctl(*call)
    assert (other.code, "file: HM-QP-ZH103 exists already and says otherwise" in other.err) == (1, True), other.err


def test_a_word_file_that_is_none_is_named_and_nothing_is_written(company: Company, tmp_path: Path) -> None:
    assert optional.find("libreoffice") is not None, "apt install libreoffice-writer"
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "HM-QP-ZH101.docx").write_bytes(b"PK\x03\x04 no archive")
    listed = write_list(tmp_path, ["HM-QP-ZH101"])
    outcome = company.docctl("adopt", "--from", listed, "--files", str(documents), *SIGNED)
    assert (outcome.code, outcome.out) == (1, "")
    assert "HM-QP-ZH101.docx" in outcome.err
    assert company.text("status", "--porcelain") == ""
