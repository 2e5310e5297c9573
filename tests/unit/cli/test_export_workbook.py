from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.spreadsheet import Spreadsheet

if TYPE_CHECKING:
    from pathlib import Path

    from tests.company_repository import Company


def test_the_records_of_a_type_are_written_with_what_follows_from_them(pristine: Company, tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    outcome = pristine.docctl("export", "customer", "--to", str(path))
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines()[0].startswith("wrote ")
    assert "to bring changes back: docctl import " in outcome.out
    sheet = Spreadsheet(path)
    assert sheet.get("CUS-0001", "title") == sheet.get("CUS-0001", "name")
    assert "CERT-0001" in str(sheet.get("CUS-0001", "certificates"))
    assert pristine.text("status", "--porcelain") == ""


def test_a_condition_selects_and_the_state_of_a_document_is_shown(pristine: Company, tmp_path: Path) -> None:
    path = tmp_path / "d.xlsx"
    condition = "id == 'HM-QP-WK001'"
    outcome = pristine.docctl("export", "controlled-document", "--to", str(path), "--where", condition, lang="zh")
    assert (outcome.code, outcome.out.splitlines()[0]) == (0, f"已将 1 条记录导出到 {path}"), outcome.err
    assert Spreadsheet(path).get("HM-QP-WK001", "#state") == "现行有效"


def test_two_exports_are_the_same_file(pristine: Company, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        assert pristine.docctl("export", "person", "--to", str(tmp_path / name)).code == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_file_that_exists_is_not_overwritten(pristine: Company, tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    path.write_bytes(b"my work")
    outcome = pristine.docctl("export", "person", "--to", str(path))
    assert (outcome.code, outcome.out) == (2, "")
    assert "exists already" in outcome.err
    assert path.read_bytes() == b"my work"


def test_a_folder_that_is_missing_is_said(pristine: Company, tmp_path: Path) -> None:
    outcome = pristine.docctl("export", "person", "--to", str(tmp_path / "no" / "c.xlsx"))
    assert outcome.code == 3
    assert "No such file or directory" in outcome.err


def test_half_a_file_is_not_left_behind(pristine: Company, tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    # No file may grow beyond one block, as on a full disk.
    command = f'ulimit -f 1; exec "$0" -m docctl export customer --to "{path}"'
    done = subprocess.run(
        ["sh", "-c", command, sys.executable],
        cwd=pristine.path,
        env={**pristine.environment, "DOCCTL_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "File too large" in done.stderr) == (3, True), done.stderr
    assert not path.exists()


def test_a_faulty_record_is_left_out_and_named(company: Company, tmp_path: Path) -> None:
    company.edit("records/customer/CUS-0002.yaml", "schema_version: 1", "schema_version: one")
    path = tmp_path / "c.xlsx"
    outcome = company.docctl("export", "customer", "--to", str(path))
    assert outcome.code == 0
    assert "left out, they fail docctl check: 1 records, first CUS-0002" in outcome.err
    assert "CUS-0002" not in [row[1].value for row in Spreadsheet(path).sheet.iter_rows()]


def test_a_destroyed_record_is_left_out_as_such(company: Company, tmp_path: Path) -> None:
    tombstone = "id: CUS-0990\ntype: customer\ndestroyed:\n  record: DES-2025-001\n  date: 2025-05-21\n"
    company.write("records/customer/CUS-0990.yaml", tombstone)
    for lang, said in (
        ("en", "left out, they were destroyed and hold nothing any more: 1 records, first CUS-0990\n"),
        ("zh", "有 1 条记录已销毁，仅存销毁标记，未导出；前几条为 CUS-0990\n"),
    ):
        outcome = company.docctl("export", "customer", "--to", str(tmp_path / f"{lang}.xlsx"), lang=lang)
        assert (outcome.code, outcome.err) == (0, said)


@pytest.mark.parametrize("name", ["d.xls", "d.csv", "d"])
def test_a_name_that_promises_another_kind_of_file_is_refused(name: str, pristine: Company, tmp_path: Path) -> None:
    outcome = pristine.docctl("export", "person", "--to", str(tmp_path / name), lang="zh")
    assert (outcome.code, outcome.out) == (2, "")
    assert f"docctl export person --to {tmp_path / 'd.xlsx'}" in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_a_type_that_is_none_is_refused(pristine: Company, tmp_path: Path) -> None:
    outcome = pristine.docctl("export", "castomer", "--to", str(tmp_path / "c.xlsx"))
    assert (outcome.code, "there is no record type castomer" in outcome.err) == (2, True)
