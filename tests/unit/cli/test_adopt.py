from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.company_repository import Company

SIGNED = ("--as", "P-007", "--demo-key")
CONTROLLER, OTHER = "P-007", "P-002"
RECORDS = "records/controlled-document/"
LIFECYCLE = "schemas/lifecycles/controlled-document.yaml"


def row(number: int, **changes: str) -> dict[str, str]:
    """A procedure from the days of paper."""
    name = f"HM-QP-ZH{number}"
    return {
        "id": name, "file": f"scans/{name}-管理程序{number}-A-0.pdf", "title": f"管理程序{number}",
        "doc_kind": "程序", "doc_class": "内部文件", "medium": "纸质", "file_type": "行政文件",
        "owner_department": "ISO", "issuing_department": "ISO", "interpreting_department": "ISO",
        "revision": "A/0", "pages_total": "3", "issued_on": "2019/5/1", "effective_on": "2019年6月1日",
        "change_history.revision": "A/0", "change_history.date": "2019-05-01", "change_history.summary": "首次发布",
        "paper_approval.approved_by": "王建国", "paper_approval.approved_on": "2019-04-28",
    } | changes  # fmt: skip


def write_list(folder: Path, rows: list[dict[str, str]]) -> str:
    """The list and the scans that it names, where they have a name of their own."""
    (folder / "scans").mkdir(exist_ok=True)
    for given in rows:
        if "HM-QP" in given.get("file", ""):
            (folder / given["file"]).write_bytes(f"%PDF-1.4 scan of {given['id']}".encode())
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    (folder / "list.csv").write_text(text.getvalue(), encoding="utf-8-sig")
    return str(folder / "list.csv")


def test_a_list_is_adopted_by_one_command_and_again_changes_nothing(company: Company, tmp_path: Path) -> None:
    listed = write_list(tmp_path, [row(number) for number in range(101, 121)])
    shown = company.docctl("adopt", "--list", listed, *SIGNED, "--dry-run", lang="zh")
    assert shown.out.endswith("共 20 份待采认，未写入任何内容\n")
    assert company.text("status", "--porcelain") == ""
    outcome = company.docctl("adopt", "--list", listed, *SIGNED)
    assert outcome.code == 0, outcome.err
    assert outcome.out.startswith("HM-QP-ZH101 A/0: adopted, effective 2019-06-01\n")
    assert outcome.out.endswith("20 adopted; next: git add records && git commit\n")
    text = (company.path / RECORDS / "HM-QP-ZH101.md").read_text(encoding="utf-8")
    assert "paper_approval:\n  approved_by: 王建国\n" in text
    assert "change_history:\n  - revision: A/0\n    date: 2019-05-01\n" in text
    assert text.endswith("---\n\n# 管理程序101\n")
    assert company.docctl("check").code == 0
    assert "is in force" in company.docctl("explain", "HM-QP-ZH120", "--as-of", "2019-06-01").out
    company.run("add", "--all")
    again = company.docctl("adopt", "--list", listed, *SIGNED, lang="zh")
    assert again.out.count("：此前已采认\n") == 20
    assert company.text("diff", "--name-only") == ""


def test_every_wrong_row_is_named_with_line_and_column_and_nothing_is_written(company: Company, tmp_path: Path) -> None:
    rows = [
        row(101),
        row(102, effective_on="2099-06-01"),
        row(103, doc_kind="程式"),
        row(104, id="no number"),
        row(105, issued_on=""),
        row(106, file="scans/nowhere.pdf"),
        row(107, file=""),
        row(108, interpreting_department="NOBODY"),
        row(101),
        row(109) | {"revision": "7.7", "change_history.revision": "7.7"},
        row(110, file="scans/HM\0.pdf"),
    ]
    rows[5] |= {"id": ""}
    listed = write_list(tmp_path, rows)
    outcome = company.docctl("adopt", "--list", listed, *SIGNED)
    assert (outcome.code, outcome.out) == (1, "")
    told = [line[len("list.csv:") :] for line in outcome.err.splitlines() if line.startswith("list.csv:")]
    assert [line.partition(": ")[0] for line in told] == ["3", "4", "5", "6", "7", "7", "8", "9", "10", "11", "12"]
    for line, expected in zip(
        told,
        (
            "ADOPT_AHEAD", "doc_kind: Kind", "id: no number is no number", "issued_on: Issued on is missing",
            "id: the number is missing", "file: scans/nowhere.pdf: No such file",
            "file: nothing says what the document reads",
            "interpreting_department: Interpreting department NOBODY does not exist",
            "id: HM-QP-ZH101 stands in line 2", "[R-006]", "embedded null byte",
        ),
        strict=True,
    ):  # fmt: skip
        assert expected in line
    assert outcome.err.endswith("10 of 11 rows are wrong; nothing was written\n")
    assert company.text("status", "--porcelain") == ""
    chinese = company.docctl("adopt", "--list", listed, *SIGNED, lang="zh").err
    assert "list.csv 第 4 行 doc_kind 列：" in chinese
    assert chinese.endswith("11 行中有 10 行有误，未写入任何内容\n")


def test_an_approval_on_paper_lies_in_the_past_and_in_its_order(company: Company, tmp_path: Path) -> None:
    paper = {f"paper_approval.{name}": "" for name in ("prepared_on", "reviewed_on")}
    rows = [
        row(101) | paper | {"paper_approval.approved_on": "2099-01-01"},
        row(102) | paper | {"paper_approval.prepared_on": "2099-01-01"},
        row(103) | paper | {"paper_approval.prepared_on": "2019-04-29"},
        row(104) | paper | {"paper_approval.prepared_on": "2019-04-27", "paper_approval.reviewed_on": "2019-04-26"},
        row(105) | paper | {"paper_approval.approved_on": "2019-07-01"},
    ]
    err = company.docctl("adopt", "--list", write_list(tmp_path, rows), *SIGNED).err
    assert "list.csv:2: Approved on 2099-01-01 lies after the day" in err
    assert "list.csv:3: paper_approval.approved_on: approved on paper on 2019-04-28" in err
    assert "list.csv:4: paper_approval.approved_on: approved on paper on 2019-04-28" in err
    assert "reviewed on 2019-04-26, prepared on 2019-04-27: the days do not follow one another [R-012]" in err
    assert err.endswith("4 of 5 rows are wrong; nothing was written\n")  # in force before it was approved: as it was


def test_a_scan_that_is_no_pdf_is_refused_before_it_is_signed(company: Company, tmp_path: Path) -> None:
    listed = write_list(tmp_path, [row(101), row(102)])
    (tmp_path / row(102)["file"]).write_bytes(b"MZ")
    outcome = company.docctl("adopt", "--list", listed, *SIGNED)
    assert outcome.code == 1
    assert "list.csv:3: " in outcome.err
    assert "ATTACH_MAGIC" in outcome.err
    assert company.text("status", "--porcelain") == ""


def test_what_is_wrong_with_every_row_is_said_once(company: Company, tmp_path: Path) -> None:
    rows = [row(101), row(102)]
    listed = write_list(tmp_path, rows)
    err = company.docctl("adopt", "--list", listed, "--as", "P-002", "--demo-key").err
    assert "list.csv:2,3: P-002 did not hold" in err
    for given in rows:
        del given["issued_on"]
    err = company.docctl("adopt", "--list", write_list(tmp_path, rows), *SIGNED).err
    assert ":2,3: issued_on: Issued on is missing: state In review needs it" in err
    assert "    → add a column issued_on\n" in err


def test_columns_that_fill_no_field_are_named(company: Company, tmp_path: Path) -> None:
    wrong = {"colour": "red", "paper_approval": "x", "change_history": "x", "type": "x", "title.long": "x"}
    err = company.docctl("adopt", "--list", write_list(tmp_path, [row(101) | wrong]), *SIGNED).err
    assert ":1: colour: a Controlled document has no field colour" in err
    assert ":1: paper_approval: paper_approval has fields of its own\n    → name one: paper_approval.prepared_by" in err
    assert ":1: change_history: change_history has fields of its own" in err
    assert ":1: type: a Controlled document has no field type" in err
    assert ":1: title.long: a Controlled document has no field title.long" in err
    err = company.docctl("adopt", "--list", write_list(tmp_path, [dict.fromkeys(row(101), "")]), *SIGNED).err
    assert "the list names no document" in err


def test_a_document_that_exists_is_adopted_as_it_stands(company: Company, tmp_path: Path) -> None:
    whole = row(101)
    assert company.docctl("adopt", "--list", write_list(tmp_path, [whole]), *SIGNED).code == 0
    company.run("clean", "-fdq", "records/approvals")
    assert company.docctl("explain", "HM-QP-ZH101").out.startswith("HM-QP-ZH101 has no statements")
    other = whole | {"title": "别的", "paper_approval.approved_by": "李四"}
    err = company.docctl("adopt", "--list", write_list(tmp_path, [other]), *SIGNED).err
    assert ":2: title: HM-QP-ZH101 exists already and says otherwise" in err
    assert ":2: paper_approval.approved_by: HM-QP-ZH101 exists already" in err
    (tmp_path / "scans/another.pdf").write_bytes(b"%PDF-1.4 other bytes")
    err = company.docctl(
        "adopt", "--list", write_list(tmp_path, [{"id": "HM-QP-ZH101", "file": "scans\\another.pdf"}]), *SIGNED
    ).err
    assert ":2: file: HM-QP-ZH101 exists already" in err
    outcome = company.docctl("adopt", "--list", write_list(tmp_path, [{"id": "hm-qp-zh101"}]), *SIGNED, lang="zh")
    assert outcome.out.startswith("HM-QP-ZH101 A/0：已采认历史批准（纸质），2019-06-01 起生效\n")
    assert company.docctl("check").code == 0


def test_what_went_through_review_here_and_what_is_no_document_are_not_adopted(
    company: Company, tmp_path: Path
) -> None:
    err = company.docctl("adopt", "--list", write_list(tmp_path, [{"id": "HM-QP-XS003"}, {"id": "P-001"}]), *SIGNED).err
    assert ":2: " in err
    assert ":3: id: P-001 is no Controlled document" in err
    assert err.endswith("2 of 2 rows are wrong; nothing was written\n")


def test_an_original_in_the_archive_needs_no_file(company: Company, tmp_path: Path) -> None:
    kept = row(101) | {"rendition.archive_entry": "2019-GL-001", "rendition.pages": "3"}
    del kept["file"]
    assert company.docctl("adopt", "--list", write_list(tmp_path, [kept]), *SIGNED).code == 0
    assert company.docctl("check").code == 0


def test_a_step_that_depends_on_a_faulty_record_is_not_taken(company: Company, tmp_path: Path) -> None:
    condition = "find('customer', 'id', 'CUS-0001').exists(c, c.name != '')"
    company.edit(
        LIFECYCLE,
        "    from: [draft]\n    to: approved\n    signed_by: [{role: document_controller}]",
        f'    from: [draft]\n    to: approved\n    signed_by: [{{role: document_controller, when: "{condition}"}}]',
    )
    company.edit("records/customer/CUS-0001.yaml", "created_on:", "colour: red\ncreated_on:")
    outcome = company.docctl("adopt", "--list", write_list(tmp_path, [row(101)]), *SIGNED)
    assert outcome.code == 1
    assert ":2: CUS-0001 is faulty, and the step depends on it" in outcome.err


def test_a_list_in_the_encoding_of_a_chinese_excel_is_read_and_it_is_said(company: Company, tmp_path: Path) -> None:
    listed = write_list(tmp_path, [row(101)])
    text = (tmp_path / "list.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "list.csv").write_text(text, encoding="gbk")
    outcome = company.docctl("adopt", "--list", listed, *SIGNED, "--dry-run", lang="zh")
    assert outcome.code == 0
    assert outcome.err == "list.csv 不是 UTF-8 编码，已按 GB18030（GBK）读取\n"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_template_holds_every_column_that_an_adoption_needs(
    language: str, company: Company, tmp_path: Path
) -> None:
    outcome = company.docctl("adopt", "--template", lang=language)
    assert outcome.out.startswith("\ufeffid,file,title,")
    listed = tmp_path / "list.csv"
    listed.write_text(outcome.out, encoding="utf-8")
    err = company.docctl("adopt", "--list", str(listed), *SIGNED).err
    assert err.splitlines()[0].endswith(":2: file: scans/EXAMPLE-001.pdf: No such file or directory")
    assert ("（文件名称）" in outcome.out) == (language == "zh")
    given = next(csv.DictReader(io.StringIO(outcome.out.removeprefix("\ufeff"))))
    filled = row(101)
    unfilled = dict.fromkeys(given.keys() - filled.keys(), "")
    assert filled.keys() <= given.keys()
    assert company.docctl("adopt", "--list", write_list(tmp_path, [filled | unfilled]), *SIGNED).code == 0


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "name one document, or one list"),
        (["HM-QP-XS003", "--template"], "name one document, or one list"),
        (["--list", "a.csv", "--template"], "name one document, or one list"),
        (["--template", "--type", "customer"], "say which type of document is adopted"),
        (["--template", "--type", "nope"], "there is no record type nope"),
        (["--list", "nowhere.csv"], "nowhere.csv: No such file"),
    ],
)
def test_misuse_is_answered_with_what_there_is(arguments: list[str], expected: str, pristine: Company) -> None:
    outcome = pristine.docctl("adopt", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert expected in outcome.err


def test_a_type_without_a_body_is_adopted_from_its_columns(company: Company) -> None:
    path = "schemas/types/controlled-document.yaml"
    text = (company.path / path).read_text(encoding="utf-8")
    company.write(path, text.replace(", rendition: true}", "}"))
    outcome = company.docctl("adopt", "--template")
    assert outcome.out.startswith("\ufeffid,title,")


HEADINGS = {
    "id": "文件编号", "title": "文件名称", "revision": "版本", "effective_on": "生效日期",
    "issuing_department": "编制部门", "issued_on": "发布日期", "doc_kind": "文件种类",
    "file": "文件", "paper_approval.approved_by": "批准人",
}  # fmt: skip


def write_workbook(folder: Path, rows: list[dict[str, str]], *left_out: str) -> str:
    """A master list as a company keeps it; by default the file of each row is known by its number."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["受控文件清单"])
    names = [name for name in rows[0] if name not in (left_out or ("file",))]
    sheet.append(["序号", *(HEADINGS.get(name, name) for name in names)])
    for number, given in enumerate(rows, 1):
        sheet.append([number, *(given[name] for name in names)])
    workbook.save(folder / "list.xlsx")
    return str(folder / "list.xlsx")


def test_a_company_s_own_workbook_is_adopted_with_the_files_that_have_its_numbers(
    company: Company, tmp_path: Path
) -> None:
    rows = [row(101), row(102) | {"issuing_department": "质量管理部"}, row(103)]
    documents = tmp_path / "文件"
    documents.mkdir()
    (documents / "HM-QP-ZH101 管理程序.pdf").write_bytes(b"%PDF-1.4 one")
    (documents / "hm_qp_zh102管理程序102 终稿.pdf").write_bytes(b"%PDF-1.4 two")
    body = "# 管理程序103\n\n## 1 目的\n\n统一。\n\n## 2 适用范围\n\n全部。\n\n## 3 职责\n\n各部门。\n"
    (documents / "HM-QP-ZH103.md").write_text(body, encoding="utf-8")
    (documents / "草稿.pdf").write_bytes(b"%PDF-1.4 draft")
    call = ("adopt", "--from", write_workbook(tmp_path, rows), "--files", str(documents), *SIGNED)
    shown = company.docctl(*call, "--dry-run", lang="zh")
    assert shown.code == 0, shown.err
    assert shown.err == "以下各列没有对应的字段，未采用：序号\n清单中没有与 草稿.pdf 对应的行\n"
    assert company.text("status", "--porcelain") == ""
    outcome = company.docctl(*call)
    assert outcome.code == 0, outcome.err
    assert outcome.out.endswith("3 adopted; next: git add records && git commit\n")
    files = company.path / RECORDS
    assert (files / "HM-QP-ZH102.files/HM-QP-ZH102-管理程序102-A-0.pdf").read_bytes() == b"%PDF-1.4 two"
    assert "issuing_department: QA\n" in (files / "HM-QP-ZH102.md").read_text(encoding="utf-8")
    assert (files / "HM-QP-ZH103.md").read_text(encoding="utf-8").endswith("---\n\n" + body)
    assert company.docctl("check").code == 0
    company.run("add", "--all")
    again = company.docctl(*call)
    assert (again.code, again.out.count(": adopted before\n")) == (0, 3), again.err
    assert company.text("diff", "--name-only") == ""


def test_a_workbook_may_name_the_file_of_a_row_and_write_days_with_blanks(company: Company, tmp_path: Path) -> None:
    rows = [row(101) | {"paper_approval.approved_on": "2019年 4月 28日"}]
    write_list(tmp_path, rows)
    outcome = company.docctl("adopt", "--from", write_workbook(tmp_path, rows, "type"), *SIGNED)
    assert outcome.code == 0, outcome.err
    kept = company.path / RECORDS / "HM-QP-ZH101.files"
    assert (kept / "HM-QP-ZH101-管理程序101-A-0.pdf").read_bytes() == b"%PDF-1.4 scan of HM-QP-ZH101"
    assert "approved_on: 2019-04-28\n" in (company.path / RECORDS / "HM-QP-ZH101.md").read_text(encoding="utf-8")


def test_texts_in_the_encoding_of_an_older_windows_are_read_and_others_are_named(
    company: Company, tmp_path: Path
) -> None:
    documents = tmp_path / "文件"
    documents.mkdir()
    body = "# 管理程序101\n\n## 1 目的\n\n统一。\n\n## 2 适用范围\n\n全部。\n\n## 3 职责\n\n各部门。\n"
    (documents / "HM-QP-ZH101.md").write_text(body, encoding="gbk")
    (documents / "HM-QP-ZH102.md").write_text(body, encoding="utf-16")
    call = ("adopt", "--from", write_workbook(tmp_path, [row(101), row(102)]), "--files", str(documents), *SIGNED)
    refused = company.docctl(*call, lang="zh")
    assert refused.code == 1
    assert "HM-QP-ZH101.md 不是 UTF-8 编码，已按 GB18030（GBK）读取\n" in refused.err
    assert "HM-QP-ZH102.md 的编码既不是 UTF-8 也不是 GB18030" in refused.err
    (documents / "HM-QP-ZH102.md").write_text(body, encoding="utf-8")
    assert company.docctl(*call).code == 0
    assert (company.path / RECORDS / "HM-QP-ZH101.md").read_text(encoding="utf-8").endswith("---\n\n" + body)


def test_rows_without_a_file_and_with_several_are_named(company: Company, tmp_path: Path) -> None:
    documents = tmp_path / "files"
    documents.mkdir()
    for name in ("HM-QP-ZH102 a.pdf", "HM-QP-ZH102 b.pdf"):
        (documents / name).write_bytes(b"%PDF-1.4")
    listed = write_workbook(tmp_path, [row(101), row(102)])
    outcome = company.docctl("adopt", "--from", listed, "--files", str(documents), *SIGNED)
    assert (outcome.code, outcome.out) == (1, "")
    assert "list.xlsx:3: file: nothing says what the document reads\n    → no file in " in outcome.err
    assert "list.xlsx:4: file: several files have its number: HM-QP-ZH102 a.pdf, HM-QP-ZH102 b.pdf" in outcome.err
    assert outcome.err.endswith("2 of 2 rows are wrong; nothing was written\n")


def test_a_number_that_no_file_name_can_hold_is_that_of_the_document(company: Company, tmp_path: Path) -> None:
    listed = write_workbook(tmp_path, [row(101) | {"id": "Q/HM.G7C00"}])
    documents = tmp_path / "files"
    documents.mkdir()
    (documents / "Q-HM.G7C00.pdf").write_bytes(b"%PDF-1.4")
    outcome = company.docctl("adopt", "--from", listed, "--files", str(documents), *SIGNED, "--dry-run")
    assert "Q-HM-G7C00" in outcome.out + outcome.err


def test_what_is_wrong_is_said_in_the_words_and_cells_of_the_list(company: Company, tmp_path: Path) -> None:
    rows = [
        row(101) | {"id": "QP-001"},
        row(102) | {"revision": "7.7", "change_history.revision": "7.7"},
        row(103) | {"revision": "B/0", "change_history.revision": "B/0"},
        row(104) | {"doc_kind": "程式"},
        row(105) | {"doc_kind": "程式"},
    ]
    write_list(tmp_path, rows)
    err = company.docctl("adopt", "--from", write_workbook(tmp_path, rows, "type"), *SIGNED, lang="zh").err
    assert "list.xlsx 第 3 行 文件编号 列（B3）：文件编号 QP-001 不符合" in err
    assert "现有编号规则为 ^[A-Z]{2,4}-(QM|QP|WI|WP)-[A-Z]{2}[0-9]{3}$" in err
    assert "本公司的编号规则请写入 schemas/parameters.yaml 的 doc.number_patterns\n" in err
    assert "list.xlsx 第 6、7 行 文件种类 列（E）：" in err
    assert "list.xlsx 第 4 行 版本 列（L4）：修订 7.7 不符合" in err
    assert "请写入 schemas/parameters.yaml 的 doc.notations\n" in err
    assert "    → 请填写该行的更改通知书编号（change_history.change_notice_no）\n" in err


def test_what_is_missing_is_a_column_to_add_or_a_cell_to_fill_in(company: Company, tmp_path: Path) -> None:
    given = row(101) | {"change_history.summary": "", "doc_kind": ""}
    err = company.docctl("adopt", "--list", write_list(tmp_path, [given, row(102, issued_on="")]), *SIGNED).err
    assert "    → fill in issued_on\n" in err
    assert "    → fill in doc_kind\n" in err
    assert "    → fill in change_history.summary\n" in err
    parts = ("change_history.revision", "change_history.date", "change_history.summary")
    err = company.docctl("adopt", "--list", write_list(tmp_path, [given | dict.fromkeys(parts, "")]), *SIGNED).err
    assert f"    → fill in {', '.join(parts)}\n" in err
    for name in parts:
        del given[name]
    err = company.docctl("adopt", "--list", write_list(tmp_path, [given]), *SIGNED).err
    assert f"    → add a column {', '.join(parts)}\n" in err


def test_a_number_with_chinese_characters_is_not_cut_down_to_that_of_another(company: Company, tmp_path: Path) -> None:
    rows = [row(101) | {"id": "质-001"}, row(102) | {"id": "文-001"}, row(103) | {"id": "Q/HM.G7C00"}]
    rows.append(row(104) | {"id": "Q-HM.G7C00"})
    write_list(tmp_path, rows)
    err = company.docctl("adopt", "--from", write_workbook(tmp_path, rows, "type"), *SIGNED, lang="zh").err
    assert "list.xlsx 第 3 行 文件编号 列（B3）：质-001 不能作为记录编号" in err
    assert "list.xlsx 第 4 行 文件编号 列（B4）：文-001 不能作为记录编号" in err
    assert "请为文件改用这样的编号" in err
    assert "Q-HM-G7C00 已在第 5 行列出\n    → 该行的“Q/HM.G7C00”与本行的“Q-HM.G7C00”是同一编号\n" in err


def test_a_folder_of_files_goes_with_a_list(pristine: Company, tmp_path: Path) -> None:
    outcome = pristine.docctl("adopt", "HM-QP-XS003", "--files", str(tmp_path))
    assert (outcome.code, "--files DIR goes with --from FILE" in outcome.err) == (2, True)
