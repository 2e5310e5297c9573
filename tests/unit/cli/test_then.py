"""`docctl show` of a day or a revision; the commits of the company are dated 2026-01-02."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Company
    from tests.company_repository import Outcome

CUSTOMER = "records/customer/CUS-0001.yaml"
DOCUMENT = "HM-QP-XS003"
PATH = f"records/controlled-document/{DOCUMENT}.md"
SIGNED = f"records/approvals/{DOCUMENT}/A-0/{DOCUMENT}.md"


def test_a_document_is_shown_as_it_was_in_force(company: Company) -> None:
    company.edit(PATH, "\nrevision: A/0\n", "\nrevision: A/1\n")
    shown = company.docctl("show", DOCUMENT.lower(), "--as-of", "2026-11-01", "--format", "json").json
    assert (shown["path"], shown["revision"], shown["state"]) == (SIGNED, "A/0", "In force")
    assert shown["fields"]["revision"] == "A/0"
    said = company.docctl("show", DOCUMENT, "--as-of", "2026-11-01", lang="zh").out
    assert "\n2026-11-01 现行有效的修订：A/0\n" in said
    assert company.docctl("show", DOCUMENT, "--format", "json").json["fields"]["revision"] == "A/1"


def test_a_document_that_was_not_in_force_is_shown_as_it_is_written(ask: Callable[..., Outcome]) -> None:
    shown = ask("show", DOCUMENT, "--as-of", "2026-03-01")
    assert "2026-03-01: no revision in force; this is the working document" in shown.out
    assert PATH in shown.out


def test_a_revision_is_shown_as_signed_by_either_name(ask: Callable[..., Outcome]) -> None:
    for name in ("A/0", "A-0"):
        shown = ask("show", DOCUMENT, "--revision", name)
        assert SIGNED in shown.out
        assert "\nrevision A/0, as signed\n" in shown.out


def test_a_revision_outlives_its_working_document(company: Company) -> None:
    (company.path / PATH).unlink()
    assert SIGNED in company.docctl("show", DOCUMENT.lower(), "--revision", "A/0").out


def test_an_unknown_revision_is_answered_with_those_there_are(ask: Callable[..., Outcome]) -> None:
    unknown = ask("show", DOCUMENT, "--revision", "Z/9")
    assert (unknown.code, unknown.err) == (2, f"docctl: {DOCUMENT} has no revision Z/9\n    → there are A/0\n")
    assert "none was submitted" in ask("show", "CUS-0001", "--revision", "A/0").err


def test_signed_bytes_that_are_gone_are_named(company: Company) -> None:
    (company.path / SIGNED).unlink()
    shown = company.docctl("show", DOCUMENT, "--revision", "A/0")
    assert shown.code == 1
    assert f"the signed text of A/0 cannot be read\n    → why: docctl verify {DOCUMENT}" in shown.err


def test_another_record_is_shown_as_it_was_committed(company: Company) -> None:
    first = company.text("rev-parse", "HEAD")
    company.edit(CUSTOMER, "\nstatus: active\n", "\nstatus: suspended\n")
    shown = company.docctl("show", "cus-0001", "--as-of", "2026-11-20", "--format", "json").json
    assert (shown["fields"]["status"], shown["commit"]) == ("active", first)
    said = company.docctl("show", "CUS-0001", "--as-of", "2026-01-02", lang="zh").out
    assert f"\n2026-01-02 时的内容：Test 于 2026-01-02 11:04 入库（存档编号 {first[:12]}）\n" in said
    today = company.docctl("show", "CUS-0001", "--as-of", "2026-11-21", "--format", "json").json
    assert today["fields"]["status"] == "suspended"
    assert "commit" not in today


def test_a_day_before_the_first_commit_is_before_the_record(ask: Callable[..., Outcome]) -> None:
    early = ask("show", "CUS-0001", "--as-of", "2026-01-01")
    assert (early.code, early.err) == (
        2,
        "docctl: there was no CUS-0001 on 2026-01-01\n    → its history begins on 2026-01-02\n",
    )


def test_a_record_that_is_gone_is_shown_of_a_day_on_which_it_was_there(company: Company) -> None:
    (company.path / CUSTOMER).unlink()
    company.environment["GIT_COMMITTER_DATE"] = "2026-05-01T20:00:00+00:00"
    company.commit("Removed")
    assert "CUS-0001" in company.docctl("show", "CUS-0001", "--as-of", "2026-05-01").out
    gone = company.docctl("show", "CUS-0001", "--as-of", "2026-05-02")
    assert gone.code == 2
    assert "there was no CUS-0001 any more on 2026-05-02\n    → it was removed on 2026-05-02" in gone.err
    assert company.docctl("show", "CUS-0001").code == 2


def test_a_record_that_was_unreadable_is_named(company: Company) -> None:
    text = (company.path / CUSTOMER).read_text(encoding="utf-8")
    company.write(CUSTOMER, "a: [1\n")
    company.commit("Broken")
    company.write(CUSTOMER, text)
    broken = company.docctl("show", "CUS-0001", "--as-of", "2026-01-02")
    assert broken.code == 1
    assert "CUS-0001 was unreadable on 2026-01-02" in broken.err


def test_a_record_that_was_never_committed_has_no_past(company: Company) -> None:
    text = (company.path / CUSTOMER).read_text(encoding="utf-8")
    company.write("records/customer/CUS-0999.yaml", text.replace("CUS-0001", "CUS-0999"))
    assert "CUS-0999 has never been committed" in company.docctl("show", "CUS-0999", "--as-of", "2026-03-01").err
