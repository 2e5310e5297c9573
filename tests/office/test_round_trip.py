"""What LibreOffice makes of an exported workbook comes back with exactly the changes made in it."""

from __future__ import annotations

import json
import os
import re
import subprocess
from typing import TYPE_CHECKING
from typing import NamedTuple

import pytest

from tests import optional
from tests.company_repository import ROOT
from tests.company_repository import build
from tests.spreadsheet import Spreadsheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.company_repository import Company

CORE = frozenset({"approvals", "audit-liaison", "certificate", "controlled-document", "customer", "delegation",
                  "department", "document-change-request", "person", "record-form"})  # fmt: skip
SYSTEM_PYTHON = "/usr/bin/python3"
SCRIPT = ROOT / "tests/office/edit_in_libreoffice.py"


class Edit(NamedTuple):
    """A value put into a cell: as text, as typed by a person, or as a formula of Calc."""

    address: str
    kind: str
    value: str

    @property
    def plain(self) -> tuple[str, str, str, str]:
        """Sheet, cell, kind, value."""
        sheet, _, cell = self.address.rpartition("!")
        return sheet, cell, self.kind, self.value


@pytest.fixture
def company(tmp_path: Path) -> Company:
    """A company to change."""
    return build(tmp_path / "company", CORE)


@pytest.fixture
def exported(company: Company, tmp_path: Path) -> Spreadsheet:
    """Its customers in a workbook."""
    path = tmp_path / "customers.xlsx"
    outcome = company.docctl("export", "customer", "--to", str(path), lang="zh")
    assert outcome.code == 0, outcome.err
    return Spreadsheet(path)


@pytest.fixture
def edit(tmp_path: Path) -> Callable[[Path, list[Edit]], None]:
    """Makes edits in LibreOffice, with a profile of its own."""
    office = optional.find("libreoffice")
    assert office is not None, "apt install libreoffice-calc python3-uno"
    pipe = f"docctl-test-{os.getpid()}"

    def edited(path: Path, edits: list[Edit]) -> None:
        listening = subprocess.Popen(
            [
                office, "--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;",
                f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            subprocess.run(
                [SYSTEM_PYTHON, str(SCRIPT), pipe, str(path)],
                input=json.dumps([one.plain for one in edits]),
                text=True,
                check=True,
                timeout=180,
            )
            listening.wait(60)
        finally:
            listening.kill()
            listening.wait()

    return edited


def test_nothing_has_changed_where_libreoffice_only_saved(
    company: Company, exported: Spreadsheet, edit: Callable[[Path, list[Edit]], None]
) -> None:
    before = exported.path.read_bytes()
    edit(exported.path, [])
    assert exported.path.read_bytes() != before
    outcome = company.docctl("import", str(exported.path))
    assert (outcome.code, outcome.out, outcome.err) == (0, "nothing has changed\n", "")


def test_right_edits_come_back_and_nothing_else(
    company: Company, exported: Spreadsheet, edit: Callable[[Path, list[Edit]], None]
) -> None:
    sheet, contacts = exported, exported.other("contacts")
    row, entry = sheet.sheet.max_row + 1, contacts.sheet.max_row + 1
    fresh = {
        "id": "*1", "name": "新客户", "party_kind": "客户", "is_individual": "否", "important": "否",
        "handler": sheet.get("CUS-0001", "handler"), "owner_department": sheet.get("CUS-0001", "owner_department"),
    }  # fmt: skip
    person = {"id": "*1", "name": "甲", "phone": "051255501111", "email": "a@example.com"}
    edit(
        sheet.path,
        [
            Edit(sheet.at("CUS-0001", "industry"), "typed", "装备制造"),
            Edit(sheet.at("CUS-0001", "last_updated_on"), "typed", "2026-01-31"),
            Edit(sheet.at("CUS-0001", "registered_capital"), "typed", "30000000"),
            Edit(contacts.at("CUS-0002", "phone"), "typed", "0512-5550-9999"),
            *(Edit(sheet.put(row, key, value), "typed", str(value)) for key, value in fresh.items()),
            *(Edit(contacts.put(entry, key, value), "typed", value) for key, value in person.items()),
        ],
    )
    outcome = company.docctl("import", str(sheet.path))
    assert (outcome.code, outcome.err) == (0, "")
    said = sorted(line.partition(": ")[0] for line in outcome.out.splitlines() if " → " in line)
    assert said == [
        "CUS-0001 industry", "CUS-0001 last_updated_on", "CUS-0001 registered_capital", "CUS-0002 contacts.0.phone",
    ]  # fmt: skip
    lines = [line for line in company.text("diff", "-U0", "records").splitlines() if re.match(r"\+(?!\+\+ )", line)]
    assert sorted(re.sub(r"^\+ *", "+", line) for line in lines) == [
        "+industry: 装备制造", "+last_updated_on: 2026-01-31", "+phone: 0512-5550-9999",
        "+registered_capital: 30000000",
    ]  # fmt: skip
    (path,) = company.text("ls-files", "--others", "records").splitlines()
    text = (company.path / path).read_text(encoding="utf-8")
    assert "name: 新客户\n" in text
    assert 'phone: "051255501111"\n' in text, "a telephone number keeps its zero"
    assert company.docctl("check", path, "records/customer/CUS-0001.yaml").code == 0


def test_wrong_edits_come_back_as_errors_of_their_cells_and_nothing_is_written(
    company: Company, exported: Spreadsheet, edit: Callable[[Path, list[Edit]], None]
) -> None:
    sheet = exported
    row = sheet.sheet.max_row + 1
    right = Edit(sheet.at("CUS-0001", "industry"), "typed", "装备制造")
    wrong_day = Edit(sheet.at("CUS-0001", "last_updated_on"), "text", "2026-02-30")
    formula = Edit(sheet.at("CUS-0002", "remarks"), "formula", "=1+1")
    fault = Edit(sheet.at("CUS-0003", "registered_capital"), "formula", "=NA()")
    edit(sheet.path, [right, wrong_day, formula, fault])
    outcome = company.docctl("import", str(sheet.path))
    assert (outcome.code, outcome.out) == (1, "")
    found = {line.partition(": ")[0]: line for line in outcome.err.splitlines() if line.startswith("customers.xlsx:")}
    assert {place: re.findall(r"\[(\w+)\]", line) for place, line in found.items()} == {
        f"customers.xlsx:{formula.address}": ["CELL_FORMULA"],
        f"customers.xlsx:{fault.address}": ["CELL_FORMULA"],
    }
    edit(sheet.path, [formula._replace(kind="text", value=""), fault._replace(kind="typed", value="1")])
    outcome = company.docctl("import", str(sheet.path))
    assert [f"customers.xlsx:{wrong_day.address}: " in outcome.err, "[CELL_VALUE]" in outcome.err] == [True, True]
    key = Edit(sheet.put(row, "id", "CUS-0002"), "typed", "CUS-0002")
    edit(sheet.path, [wrong_day._replace(value=""), key, Edit(sheet.put(row, "name", "x"), "typed", "x")])
    outcome = company.docctl("import", str(sheet.path))
    assert f"customers.xlsx:{key.address}: engine.row-twice [ROW_TWICE] CUS-0002 stands in row 4 already" in outcome.err
    assert company.text("status", "--porcelain") == ""
