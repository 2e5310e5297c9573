"""The life of a numbered copy, as a document controller drives it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from tests import paper
from tests.unit.cli.copying import BEFORE
from tests.unit.cli.copying import DOCUMENT
from tests.unit.cli.copying import FOLDER
from tests.unit.cli.copying import RECALL_DUE
from tests.unit.cli.copying import issue

if TYPE_CHECKING:
    from pathlib import Path

    from tests.company_repository import Company

FIRST, SECOND = f"{DOCUMENT}-A-1-01", f"{DOCUMENT}-A-2-01"
PDF = f"build/copies/{FIRST}.pdf"


def fields(company: Company, record: str) -> dict[str, str]:
    text = (company.path / FOLDER / f"{record}.yaml").read_text(encoding="utf-8")
    return dict(line.split(": ", 1) for line in text.splitlines())


def unchanged(company: Company) -> bool:
    return company.text("status", "--porcelain") == ""


def test_the_record_says_who_holds_what_and_names_the_file(printed: Company) -> None:
    got = fields(printed, FIRST)
    wanted = {
        "document_version": "A/1",
        "copy_no": "WK001-01",
        "recipient_department": "FIN",
        "recipient": "P-009",
        "copies": "3",
        "medium": "纸质",
        "channel": "内部邮件",
        "stamps": "[受控, 分发]",
        "issued_on": BEFORE,
        "issued_by": "P-007",
        "status": "issued",
        "owner_department": "ISO",
        "confidentiality": "普通级",
    }
    assert {key: got[key] for key in wanted} == wanted
    assert got["print_sha256"] == hashlib.sha256((printed.path / PDF).read_bytes()).hexdigest()
    assert printed.docctl("check").code == 0
    assert printed.docctl("fmt", "--check").code == 0


def test_the_copy_is_of_the_revision_in_force_on_the_day(printed: Company, tmp_path: Path) -> None:
    first = paper.pages(printed.path / PDF)[0]
    for said in (DOCUMENT, "A/1", "文件控制程序", "受控", "分发号 WK001-01", "财务部", "份数 3", BEFORE, FIRST):
        assert said in first, said
    assert set(paper.codes(printed.path / PDF, tmp_path)) == {
        f"https://docs.huaming.example/v/{DOCUMENT}/A-1/#WK001-01"
    }


def test_a_copy_is_printed_again_byte_for_byte(printed: Company, tmp_path: Path) -> None:
    outcome = printed.docctl("copy", "print", FIRST, "--out", str(tmp_path / "new"), lang="zh")
    assert (outcome.code, outcome.out) == (0, f"已生成 {tmp_path}/new/{FIRST}.pdf\n")
    assert (tmp_path / "new" / f"{FIRST}.pdf").read_bytes() == (printed.path / PDF).read_bytes()
    assert unchanged(printed)


def test_what_would_be_another_file_is_not_printed(printing: Company, tmp_path: Path) -> None:
    printing.edit("site/templates/copy.css", "size: A4;", "size: A5;")
    outcome = printing.docctl("copy", "print", FIRST, "--out", str(tmp_path / "new"))
    assert (outcome.code, outcome.out) == (1, "")
    assert f"what is made now is not the file issued as {FIRST}" in outcome.err
    assert not (tmp_path / "new").exists()


def test_a_copy_superseded_recalled_and_in_part_lost(printing: Company) -> None:
    """Must show of the issue: register and due list say so at each step."""
    listed = printing.docctl("copy", "recall", "--list", DOCUMENT, "--format", "json").json
    assert [(row["record"], row["outstanding"], row["recall_due"], row["missing"]) for row in listed] == [
        (FIRST, 3, RECALL_DUE, "未回收")
    ]
    assert _due(printing) == [("R-045", FIRST, RECALL_DUE, "overdue")]
    assert _row(printing)["missing"] == "未回收"

    given = ("--lost", "1", "--explanation", "搬迁时遗失", "--disposition", "销毁", "--by", "P-007")
    done = printing.docctl("copy", "recall", FIRST, *given)
    path = f"{FOLDER}/{FIRST}.yaml"
    assert (done.code, done.out) == (0, f"wrote {path}\nnext: git add {path} && git commit\n"), done.err
    assert printing.docctl("check").code == 0

    assert _due(printing) == []
    assert printing.docctl("copy", "recall", "--list", "--format", "json").json == []
    row = _row(printing)
    assert (row["returned"], row["lost"], row["destroyed"], row["outstanding"], row["missing"]) == (2, 1, 0, 0, "")
    assert row["recalled_on"] == "2026-11-21"
    # On the day before nothing of it had happened.
    assert _row(printing, "--as-of", "2026-11-20")["outstanding"] == 3
    total = printing.docctl("copy", "reconcile", DOCUMENT, "A/1", "--format", "json").json["total"]
    # What came back or is lost is not made once more.
    again = printing.docctl("copy", "print", FIRST, lang="zh")
    assert (again.code, again.out) == (1, "")
    assert f"{FIRST} 已不在外" in again.err
    assert total == {"copies": 3, "returned": 2, "lost": 1, "destroyed": 0, "outstanding": 0, "difference": 0}


def _row(company: Company, *more: str) -> dict[str, object]:
    table = company.docctl("register", "G-03", "--format", "json", *more).json
    keys = [column["key"] for column in table["columns"]]
    rows = [dict(zip(keys, row, strict=True)) for row in table["rows"]]
    return next(row for row in rows if row["record"] == FIRST)


def _due(company: Company) -> list[tuple[str, ...]]:
    items = company.docctl("due", "--format", "json").json
    return [(i["rule"], i["record"], i["due"], i["state"]) for i in items if i["record"] == FIRST]


def test_the_next_copy_has_the_next_number_and_its_own_file(printing: Company, tmp_path: Path) -> None:
    outcome = issue(printing, "--out", str(tmp_path / "out"), "--as-of", BEFORE, lang="zh")
    second = f"{DOCUMENT}-A-1-02"
    path = f"{FOLDER}/{second}.yaml"
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines() == [
        f"已写入 {path}",
        f"已生成 {tmp_path}/out/{second}.pdf",
        f"下一步：git add {path} && git commit",
    ]
    assert fields(printing, second)["copy_no"] == "WK001-02"
    assert fields(printing, second)["print_sha256"] != fields(printing, FIRST)["print_sha256"]


def test_dry_run_shows_the_record_and_writes_nothing(printing: Company) -> None:
    outcome = issue(printing, "--dry-run", "--copy-no", "7")
    assert (outcome.code, outcome.err) == (0, "")
    assert f"would write {FOLDER}/{DOCUMENT}-A-2-07.yaml" in outcome.out
    assert "copy_no: WK001-07" in outcome.out
    assert unchanged(printing)
    assert not (printing.path / f"build/copies/{DOCUMENT}-A-2-07.pdf").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["HM-QP-ZH001", "--to", "FIN"], 1, "HM-QP-ZH001 has no revision in force on 2026-11-21: In review"),
        (["HM-QP-XS003", "--to", "FIN", "--as-of", "2026-10-14"], 1, "no revision in force on 2026-10-14"),
        (["CUS-0001", "--to", "FIN"], 2, "CUS-0001 is a Customer or supplier dossier: it is not signed"),
        ([DOCUMENT, "--to", "NOPE"], 2, "there is no record NOPE"),
        ([DOCUMENT, "--to", "CUS-0001"], 1, "Receiving department CUS-0001 is a"),
        ([DOCUMENT, "--to", "FIN", "--recipient", "QA"], 1, "Received by QA is a Department"),
        ([DOCUMENT, "--to", "FIN", "--by", "QA"], 2, "QA is a Department, no person"),
        ([DOCUMENT, "--to", "FIN", "--copies", "many"], 1, "Copies many"),
        ([DOCUMENT, "--to", "FIN", "--copy-no", "乙"], 2, "does not end in digits"),
        ([DOCUMENT, "--to", "FIN", "--channel", "加密传输", "--medium", "纸质"], 1, "dist.channel.by-class"),
        ([DOCUMENT, "--to", "FIN", "--copy-no", "1", "--as-of", BEFORE], 2, f"number {FIRST} is given away already"),
    ],
)
def test_what_may_not_be_issued_is_refused(arguments: list[str], code: int, expected: str, printed: Company) -> None:
    by = [] if "--by" in arguments else ["--by", "P-007"]
    outcome = printed.docctl("copy", "issue", *arguments, *by)
    assert (outcome.code, outcome.out) == (code, ""), outcome.err
    assert expected in outcome.err
    assert unchanged(printed)


def test_who_issues_must_be_known(printed: Company) -> None:
    outcome = printed.docctl("copy", "issue", DOCUMENT, "--to", "FIN", lang="zh")
    assert outcome.code == 2
    assert "请用 --by P-001 指明本人" in outcome.err


def test_without_a_list_the_medium_is_asked_for(printing: Company) -> None:
    printing.run("rm", "--quiet", "records/distribution-list/DL-HM-QP-WK001.yaml")
    outcome = printing.docctl("copy", "issue", DOCUMENT, "--to", "FIN", "--by", "P-007", lang="zh")
    assert outcome.code == 2
    assert "请用 --medium 指定：电子、纸质" in outcome.err
    drawn = issue(printing, "--dry-run")
    assert '\ncopy_no: "01"\n' in drawn.out
    # The list named the department that keeps it; now it is that of whoever issues.
    assert "\nowner_department: ISO\n" in drawn.out


def test_only_what_names_its_file_is_printed_again(printing: Company) -> None:
    for record in (DOCUMENT, "CUS-0001"):
        outcome = printing.docctl("copy", "print", record, lang="zh")
        assert outcome.code == 2
        assert f"{record} 没有登记打印件校验值" in outcome.err


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
    assert unchanged_records(printing)


def unchanged_records(company: Company) -> bool:
    return company.text("status", "--porcelain", "records") == ""


def test_a_template_that_asks_for_more_is_refused(printing: Company) -> None:
    printing.edit("site/templates/copy.html", "<body>\n", '<body><img src="http://127.0.0.1:9/logo.png">\n')
    outcome = issue(printing)
    assert outcome.code == 1
    assert "asks for http://127.0.0.1:9/logo.png, and nothing is fetched" in outcome.err
    assert unchanged_records(printing)


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
    outcome = issue(printing, "--dry-run", "--as-of", "2028-01-01", document=document)
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
    outcome = issue(printing, "--dry-run", "--as-of", "2028-01-01", document=document, lang="zh")
    assert (outcome.code, outcome.out) == (1, "")
    assert f"{document} 的发布件无法印制（不是可用的 PDF 文件）" in outcome.err
    assert "请以 PDF 作为发布件" in outcome.err
