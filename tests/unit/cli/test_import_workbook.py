from __future__ import annotations

import re
import shutil
import zipfile
from datetime import date
from typing import TYPE_CHECKING
from typing import Any

import pytest

from docctl.cli import import_workbook
from tests.spreadsheet import Spreadsheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.company_repository import Company
    from tests.company_repository import Outcome

HEAD = "Customer or supplier dossier"


@pytest.fixture(scope="module")
def customers(pristine: Company, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The customers as they are, exported once."""
    path = tmp_path_factory.mktemp("exported") / "c.xlsx"
    assert pristine.docctl("export", "customer", "--to", str(path)).code == 0
    return path


@pytest.fixture
def sheet(customers: Path, tmp_path: Path) -> Spreadsheet:
    """A copy of the workbook to edit."""
    shutil.copy(customers, tmp_path / "c.xlsx")
    return Spreadsheet(tmp_path / "c.xlsx")


def brought(company: Company, sheet: Spreadsheet, *options: str, lang: str = "en") -> Outcome:
    sheet.save()
    return company.docctl("import", str(sheet.path), *options, lang=lang)


def changed_lines(company: Company) -> list[str]:
    """The lines by which the work tree differs from what is committed."""
    text = company.text("diff", "-U0", "records")
    return [line for line in text.splitlines() if re.match(r"[-+](?![-+]{2} )", line)]


def test_what_was_not_touched_changes_nothing(pristine: Company, sheet: Spreadsheet) -> None:
    outcome = brought(pristine, sheet)
    assert (outcome.code, outcome.out, outcome.err) == (0, "nothing has changed\n", "")
    assert pristine.text("status", "--porcelain") == ""


def test_changed_cells_change_just_their_fields(company: Company, sheet: Spreadsheet) -> None:
    sheet.set("CUS-0001", "industry", "装备制造")
    sheet.set("CUS-0001", "responsible", "P-007 somebody")
    sheet.other("contacts").set("CUS-0001", "phone", "0512-5550-9999")
    outcome = brought(company, sheet)
    assert (outcome.code, outcome.err) == (0, "")
    lines = changed_lines(company)
    assert sorted(re.sub(r"^\+[ -]*", "+", line) for line in lines if line[0] == "+") == [
        "+industry: 装备制造", "+phone: 0512-5550-9999", "+responsible: P-007",
    ], lines  # fmt: skip
    assert "CUS-0001 industry: " in outcome.out
    assert " → 装备制造" in outcome.out
    assert "CUS-0001 contacts.0.phone: " in outcome.out
    assert "wrote records/customer/CUS-0001.yaml" in outcome.out
    assert outcome.out.endswith("next: git add records && git commit\n")
    assert company.docctl("check", "records/customer/CUS-0001.yaml").code == 0


def test_a_dry_run_says_it_all_and_writes_nothing(pristine: Company, sheet: Spreadsheet) -> None:
    sheet.set("CUS-0001", "industry", "装备制造")
    outcome = brought(pristine, sheet, "--dry-run", lang="zh")
    assert outcome.code == 0, outcome.err
    assert re.search(r"^CUS-0001 industry：\S+ → 装备制造$", outcome.out, re.MULTILINE)
    assert "将写入 records/customer/CUS-0001.yaml" in outcome.out
    assert pristine.text("status", "--porcelain") == ""


def test_changes_are_said_in_the_words_of_the_sheet_each_in_one_line(pristine: Company, sheet: Spreadsheet) -> None:
    sheet.set("CUS-0001", "party_kind", "customer\nsupplier")
    sheet.set("CUS-0001", "remarks", "first\n\n  second\tthird")
    sheet.set("CUS-0001", "is_individual", "yes")
    sheet.set("CUS-0001", "responsible", "P-007")
    told = {lang: brought(pristine, sheet, "--dry-run", lang=lang) for lang in ("en", "zh")}
    assert told["en"].code == 0, told["en"].err
    assert " → first / second third\n" in told["en"].out
    assert re.search(r"CUS-0001 is_individual: no → yes$", told["en"].out, re.MULTILINE)
    assert re.search(r"CUS-0001 is_individual：否 → 是$", told["zh"].out, re.MULTILINE)
    assert re.search(r"CUS-0001 responsible：.* → P-007 \S+$", told["zh"].out, re.MULTILINE)
    assert re.search(r"CUS-0001 party_kind：客户 → 客户、供应商$", told["zh"].out, re.MULTILINE)
    assert re.search(r"CUS-0001 party_kind: \w+ → \w+, \w+$", told["en"].out, re.MULTILINE)


def test_an_emptied_cell_takes_the_field_away_and_a_filled_one_adds_it(company: Company, sheet: Spreadsheet) -> None:
    sheet.set("CUS-0001", "industry", None)
    sheet.set("CUS-0001", "last_updated_on", date(2026, 1, 31))
    sheet.set("CUS-0001", "party_kind", "客户、经销商")
    outcome = brought(company, sheet)
    assert outcome.code == 0, outcome.err
    text = (company.path / "records/customer/CUS-0001.yaml").read_text(encoding="utf-8")
    assert "industry" not in text
    assert "last_updated_on: 2026-01-31\n" in text
    assert "party_kind: [客户, 经销商]\n" in text
    assert "industry: " in outcome.out
    assert " → —" in outcome.out


def new_row(sheet: Spreadsheet, number: str | None = None, **more: Any) -> int:
    given = {"id": number, "name": f"新客户{number}", "party_kind": "客户", "is_individual": "否", "handler": "P-005"}
    return sheet.add(**{**given, "important": "no", "owner_department": "XS", **more})


def test_new_rows_are_new_records_with_the_entries_of_their_lists(company: Company, sheet: Spreadsheet) -> None:
    department = str(sheet.get("CUS-0002", "owner_department")).split()[0]
    for number in ("*1", "*2"):
        new_row(sheet, number, owner_department=department)
        sheet.other("contacts").add(id=number, name="甲", phone="0512-5550-1111", email="a@example.com")
    outcome = brought(company, sheet)
    assert (outcome.code, outcome.err) == (0, "")
    written = re.findall(r"^wrote (records/customer/(CUS-\d+)\.yaml)$", outcome.out, re.MULTILINE)
    assert len(written) == 2
    for path, number in written:
        text = (company.path / path).read_text(encoding="utf-8")
        assert f"id: {number}\n" in text
        assert 'contacts:\n  - name: 甲\n    phone: 0512-5550-1111\n    email: "a@example.com"\n' in text
        assert "status: prospect\n" in text
        assert f"{number}: new, from row " in outcome.out
    assert company.docctl("check", *(path for path, _ in written)).code == 0


def test_a_new_record_may_have_its_own_number(company: Company, sheet: Spreadsheet) -> None:
    new_row(sheet, "SUP-0901", owner_department=str(sheet.get("CUS-0002", "owner_department")))
    sheet.other("contacts").add(id="SUP-0901", name="甲", phone="0512-5550-1111", email="a@example.com")
    outcome = brought(company, sheet)
    assert outcome.code == 0, outcome.err
    assert (company.path / "records/customer/SUP-0901.yaml").exists()


def test_a_new_entry_of_a_list_is_added_to_its_end(company: Company, sheet: Spreadsheet) -> None:
    sheet.other("contacts").add(id="CUS-0002", name="乙", phone="0512-5550-2222", email="b@example.com")
    outcome = brought(company, sheet)
    assert outcome.code == 0, outcome.err
    assert company.docctl("show", "CUS-0002").out.count("乙") == 1
    assert [line for line in changed_lines(company) if line[0] == "-"] == []


def test_rows_that_are_gone_take_nothing_away(company: Company, sheet: Spreadsheet) -> None:
    sheet.sheet.delete_rows(sheet.row("CUS-0001"))
    contacts = sheet.other("contacts")
    contacts.sheet.delete_rows(contacts.row("CUS-0002"))
    outcome = brought(company, sheet)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == "nothing has changed\n1 records of customer are not in the file: they stay as they are\n"


def test_what_was_filled_in_past_the_first_state_asks_for_a_correction(company: Company, tmp_path: Path) -> None:
    path = tmp_path / "l.xlsx"
    assert company.docctl("export", "audit-liaison", "--to", str(path)).code == 0
    sheet = Spreadsheet(path)
    sheet.set("CAL-2026-006", "audit_scope", "装配线")
    outcome = brought(company, sheet)
    assert outcome.code == 0, outcome.err
    assert "enter under corrections what was there, who changed it and why: CAL-2026-006 audit_scope" in outcome.out


def test_what_the_commit_will_be_refused_for_is_said_at_its_row(pristine: Company, sheet: Spreadsheet) -> None:
    assert sheet.get("CUS-0001", "uscc")
    sheet.set("CUS-0001", "uscc", "91320000DEMX001018")
    place = sheet.at("CUS-0001", "name")
    outcome = brought(pristine, sheet, "--dry-run")
    assert outcome.code == 0, outcome.err
    assert outcome.err.startswith("before the commit this is to be settled, or it will be refused:\n")
    assert re.search(rf"^c\.xlsx:{re.escape(place)}: .*\[R-119\]", outcome.err, re.MULTILINE), outcome.err


def test_a_library_without_a_commit_takes_a_workbook(company: Company, sheet: Spreadsheet) -> None:
    shutil.rmtree(company.path / ".git")
    company.run("init", "--quiet")
    sheet.set("CUS-0001", "industry", "装备制造")
    outcome = brought(company, sheet, "--dry-run")
    assert (outcome.code, outcome.err) == (0, "")


def wrong_day(sheet: Spreadsheet) -> str:
    return sheet.set("CUS-0002", "opened_on", "2026-02-30")


def wrong_choice(sheet: Spreadsheet) -> str:
    return sheet.set("CUS-0002", "tier", "E")


def formula(sheet: Spreadsheet) -> str:
    return sheet.set("CUS-0002", "name", '=A1&"x"')


def status(sheet: Spreadsheet) -> str:
    return sheet.set("CUS-0002", "status", "archived")


def created(sheet: Spreadsheet) -> str:
    return sheet.set("CUS-0002", "created_on", date(2020, 1, 1))


def derived(sheet: Spreadsheet) -> str:
    sheet.set("CUS-0002", "title", "x")
    return sheet.at("CUS-0002", "title")


def number(sheet: Spreadsheet) -> str:
    return sheet.put(sheet.row("CUS-0002"), "id", "CUS-0999")


def emptied(sheet: Spreadsheet) -> str:
    return sheet.set("CUS-0002", "id", None)


def emptied_entry(sheet: Spreadsheet) -> str:
    contacts = sheet.other("contacts")
    contacts.set("CUS-0002", "#", None)
    return contacts.at("CUS-0002", "id")


def known(sheet: Spreadsheet) -> str:
    row = sheet.row("CUS-0002")
    sheet.sheet.cell(row, 1).value = None
    return sheet.put(row, "id", "CUS-0002")


def twice(sheet: Spreadsheet) -> str:
    return sheet.put(sheet.row("CUS-0002"), "id", "CUS-0001")


def no_number(sheet: Spreadsheet) -> str:
    return sheet.put(new_row(sheet, "C-1"), "id", "C-1")


def begun(sheet: Spreadsheet) -> str:
    return sheet.put(new_row(sheet, "SUP-0901"), "status", "active")


def worked_out(sheet: Spreadsheet) -> str:
    return sheet.put(new_row(sheet, "SUP-0901"), "certificates", "CERT-0001")


def nobodys_entry(sheet: Spreadsheet) -> str:
    contacts = sheet.other("contacts")
    return contacts.put(contacts.add(id="CUS-0999", name="x"), "id", "CUS-0999")


def emptied_row(sheet: Spreadsheet) -> str:
    contacts = sheet.other("contacts")
    for key in contacts.keys[3:]:
        contacts.set("CUS-0002", key, None)
    return contacts.at("CUS-0002", "id")


def turned_round(sheet: Spreadsheet) -> str:
    return sheet.set("CUS-0002", "remarks", "\u202eabc")


def required(sheet: Spreadsheet) -> str:
    return sheet.set("CUS-0002", "name", None)


def no_such_entry(sheet: Spreadsheet) -> str:
    contacts = sheet.other("contacts")
    row = contacts.add(id="CUS-0002", name="x")
    return contacts.put(row, "#", 77)


def same_name(sheet: Spreadsheet) -> str:
    return sheet.set("CUS-0002", "name", sheet.get("CUS-0003", "name"))


def stranger(sheet: Spreadsheet) -> str:
    return sheet.set("CUS-0002", "handler", "P-999")


def bad_entry(sheet: Spreadsheet) -> str:
    return sheet.other("contacts").set("CUS-0002", "phone", None)


def incomplete(sheet: Spreadsheet) -> str:
    return sheet.put(new_row(sheet, "SUP-0901", owner_department="XS"), "id", "SUP-0901")


@pytest.mark.parametrize(
    ("damage", "code", "said"),
    [
        (wrong_day, "CELL_VALUE", "Opened on: 2026-02-30 is not a day such as 2026-02-28"),
        (wrong_choice, "CELL_VALUE", "Tier: E is none of: A, B, C, D"),
        (formula, "CELL_FORMULA", "the cell holds a formula"),
        (status, "CELL_REFUSED", "use docctl move CUS-0002 STATUS"),
        (created, "CELL_REFUSED", "of a record never changes"),
        (derived, "CELL_DERIVED", "Title is worked out from other records"),
        (number, "ROW_STRAY", "docctl renumber"),
        (emptied, "ROW_UNNUMBERED", "the row was exported, and its number was emptied"),
        (emptied_entry, "ROW_UNNUMBERED", "for something new begin with an empty row"),
        (known, "ROW_EXISTS", "for a new record leave the number empty"),
        (twice, "ROW_TWICE", "CUS-0001 stands in row 3 already"),
        (no_number, "CELL_REFUSED", "C-1 is no number of a"),
        (begun, "CELL_REFUSED", "a new record begins as"),
        (worked_out, "CELL_DERIVED", "is worked out from other records"),
        (nobodys_entry, "ROW_NOWHERE", "the entry belongs to CUS-0999"),
        (emptied_row, "ROW_EMPTY", "an entry is taken out in the file of its record only"),
        (turned_round, "TEXT_BIDI", "U+202E turns the writing round"),
        (required, "R-179", "→ fill in the cell\n"),
        (no_such_entry, "ROW_POSITION", "CUS-0002 has no entry 77 here"),
        (same_name, "R-179", "is already used by CUS-0002"),
        (stranger, "REF_MISSING", "P-999"),
        (bad_entry, "R-180", "→ fill in the cell\n"),
        (incomplete, "R-180", "→ fill in its column, or add a row of this number on its sheet\n"),
    ],
)
def test_one_wrong_cell_and_nothing_is_written(
    damage: Callable[[Spreadsheet], str], code: str, said: str, pristine: Company, sheet: Spreadsheet
) -> None:
    sheet.set("CUS-0001", "remarks", "right")
    place = damage(sheet)
    outcome = brought(pristine, sheet)
    assert (outcome.code, outcome.out) == (1, "")
    first = next(line for line in outcome.err.splitlines() if f"[{code}]" in line)
    assert first.startswith(f"c.xlsx:{place}: "), outcome.err
    assert said in outcome.err
    assert outcome.err.endswith("nothing was written\n")
    assert pristine.text("status", "--porcelain") == ""


def test_every_wrong_cell_is_said_at_once_in_chinese(pristine: Company, sheet: Spreadsheet) -> None:
    places = [wrong_day(sheet), wrong_choice(sheet), stranger(sheet)]
    sheet.set("CUS-0003", "opened_on", "明天")
    outcome = brought(pristine, sheet, lang="zh")
    assert outcome.code == 1
    assert [f"c.xlsx:{place}: " in outcome.err for place in places] == [True, True, False], "shape comes before rules"
    assert "建档日期：明天 不是 2026-02-28 这样的日期" in outcome.err
    assert outcome.err.endswith("未写入任何内容\n")


def test_a_record_that_changed_meanwhile_is_not_overwritten(company: Company, sheet: Spreadsheet) -> None:
    assert company.docctl("set", "CUS-0002", "remarks=meanwhile").code == 0
    assert brought(company, sheet).code == 0, "a row that changes nothing is welcome"
    place = sheet.set("CUS-0002", "industry", "装备制造")
    before = (company.path / "records/customer/CUS-0002.yaml").read_bytes()
    outcome = brought(company, sheet)
    assert outcome.code == 1
    assert "[ROW_CHANGED] CUS-0002 was changed after the workbook was written" in outcome.err
    assert place.partition("!")[0] in outcome.err
    assert (company.path / "records/customer/CUS-0002.yaml").read_bytes() == before


def test_what_follows_from_others_may_change_meanwhile(company: Company, sheet: Spreadsheet) -> None:
    text = (company.path / "records/certificate/CERT-0001.yaml").read_text(encoding="utf-8")
    holder = re.search(r"^holder: (\S+)$", text, re.MULTILINE)
    assert holder is not None
    company.write("records/certificate/CERT-0091.yaml", text.replace("id: CERT-0001", "id: CERT-0091"))
    sheet.set(holder[1], "remarks", "seen")
    outcome = brought(company, sheet, "--dry-run")
    assert "[CELL_DERIVED]" not in outcome.err
    assert "[ROW_CHANGED]" not in outcome.err


def test_a_frozen_field_is_refused_at_its_cell(pristine: Company, tmp_path: Path) -> None:
    path = tmp_path / "l.xlsx"
    assert pristine.docctl("export", "audit-liaison", "--to", str(path)).code == 0
    sheet = Spreadsheet(path)
    place = sheet.set("CAL-2026-006", "audit_date", date(2027, 1, 1))
    outcome = brought(pristine, sheet)
    assert outcome.code == 1
    assert f"l.xlsx:{place}: " in outcome.err
    assert "no longer changes once a record is" in outcome.err


def test_the_state_of_a_document_is_signed_not_typed(pristine: Company, tmp_path: Path) -> None:
    path = tmp_path / "d.xlsx"
    assert pristine.docctl("export", "controlled-document", "--to", str(path)).code == 0
    sheet = Spreadsheet(path)
    place = sheet.set("HM-QP-WK001", "#state", "Withdrawn")
    outcome = brought(pristine, sheet)
    assert outcome.code == 1
    assert f"d.xlsx:{place}: engine.cell-state [CELL_STATE]" in outcome.err
    assert "docctl submit, docctl review, docctl approve" in outcome.err


def test_a_field_whose_lines_hold_a_comment_is_left_to_people(company: Company, tmp_path: Path) -> None:
    name = "records/customer/CUS-0002.yaml"
    text = (company.path / name).read_text(encoding="utf-8")
    company.write(name, text.replace("contacts:\n", "contacts:\n  # checked in June\n"))
    path = tmp_path / "c.xlsx"
    assert company.docctl("export", "customer", "--to", str(path)).code == 0
    sheet = Spreadsheet(path)
    place = sheet.other("contacts").set("CUS-0002", "phone", None)
    outcome = brought(company, sheet)
    assert outcome.code == 1, outcome.out
    assert f"c.xlsx:{place}: engine.cell-unclear [CELL_UNCLEAR]" in outcome.err
    assert name in outcome.err


def test_a_text_longer_than_a_cell_is_not_cut(company: Company, tmp_path: Path) -> None:
    name = "records/customer/CUS-0002.yaml"
    text = (company.path / name).read_text(encoding="utf-8")
    company.write(name, text + f"analysis: {'长' * 33_000}\n")
    path = tmp_path / "c.xlsx"
    assert company.docctl("export", "customer", "--to", str(path)).code == 0
    sheet = Spreadsheet(path)
    sheet.set("CUS-0001", "industry", "装备制造")
    assert brought(company, sheet, "--dry-run").code == 0
    sheet.set("CUS-0002", "industry", "装备制造")
    assert brought(company, sheet, "--dry-run").code == 0, "the cut cell itself is as it was written"
    place = sheet.set("CUS-0002", "analysis", "short")
    assert f"c.xlsx:{place}: engine.cell-long [CELL_LONG]" in brought(company, sheet).err


@pytest.mark.parametrize(
    ("source", "code", "said"),
    [
        (None, 2, "No such file or directory"),
        (b"PK", 1, "it is not readable as a workbook"),
        (b"id,title\n", 1, "it is not readable as a workbook"),
    ],
)
def test_what_is_no_workbook_is_said_in_a_sentence(
    source: bytes | None, code: int, said: str, pristine: Company, tmp_path: Path
) -> None:
    if source is not None:
        (tmp_path / "x.xlsx").write_bytes(source)
    outcome = pristine.docctl("import", str(tmp_path / "x.xlsx"))
    assert (outcome.code, outcome.out) == (code, "")
    assert said in outcome.err
    assert "Traceback" not in outcome.err


def test_an_older_workbook_and_a_text_are_refused_in_chinese(pristine: Company, tmp_path: Path) -> None:
    (tmp_path / "x.xls").write_bytes(b"\xd0\xcf\x11\xe0" * 200)
    with zipfile.ZipFile(tmp_path / "x.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    for name, said in (("x.xls", "旧格式 .xls 不能直接读取"), ("x.docx", "内容不是工作簿，或已损坏")):
        outcome = pristine.docctl("import", str(tmp_path / name), lang="zh")
        assert outcome.code == 1
        assert said in outcome.err
        assert "Error" not in outcome.err
        assert "BadZipFile" not in outcome.err


def test_a_number_taken_meanwhile_is_replaced_by_the_next(
    company: Company, sheet: Spreadsheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_row(sheet, "*", owner_department=str(sheet.get("CUS-0002", "owner_department")))
    sheet.other("contacts").add(id="*", name="甲", phone="0512-5550-1111", email="a@example.com")
    first = re.search(r"CUS-\d+(?=: new)", brought(company, sheet, "--dry-run").out)
    assert first is not None
    # Somebody draws the same number between the reading of the workbook and the writing.
    planned = import_workbook._planned  # noqa: SLF001 - the moment in between has no other name

    def meanwhile(*args: Any) -> Any:
        monkeypatch.setattr(import_workbook, "_planned", planned)
        plan = planned(*args)
        assert company.docctl("new", "customer", "name=somebody else").code == 0
        return plan

    monkeypatch.setattr(import_workbook, "_planned", meanwhile)
    outcome = brought(company, sheet)
    assert outcome.code == 0, outcome.err
    second = re.search(r"CUS-\d+(?=: new)", outcome.out)
    assert second is not None
    assert second[0] > first[0]
