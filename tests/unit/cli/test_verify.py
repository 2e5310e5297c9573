from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Company
    from tests.company_repository import Outcome

FOLDER = "records/approvals/HM-QP-XS003/A-0"


def test_json_has_the_shape_of_the_contract(ask: Callable[..., Outcome]) -> None:
    found = ask("verify", "--format", "json").json
    assert all(list(entry) == ["record", "revision", "state", "statements"] for entry in found)
    statement = found[0]["statements"][0]
    assert list(statement) == ["transition", "person", "role", "at", "method", "valid", "code"]
    assert all(s["valid"] == (s["code"] == "") for entry in found for s in entry["statements"])


def test_one_document_or_all(ask: Callable[..., Outcome]) -> None:
    assert ask("verify", "hm-qp-xs003").out.splitlines()[-2].startswith("3 of 3 statements of 1 documents count")
    assert ask("verify", "--all") == ask("verify")
    assert "已核验" in ask("verify", lang="zh").out
    assert ask("verify").code == 0


def test_what_is_not_signed_cannot_be_verified(ask: Callable[..., Outcome]) -> None:
    outcome = ask("verify", "CUS-0001", lang="zh")
    assert outcome.code == 2
    assert "不采用签署流程" in outcome.err
    assert ask("verify", "NOPE").code == 2


def test_a_changed_statement_is_named(company: Company) -> None:
    name = next(p.name for p in (company.path / FOLDER).glob("03-approve-*.json"))
    statement = company.path / FOLDER / name
    statement.write_bytes(statement.read_bytes().replace(b"HM-QP-XS003", b"HM-QP-XS004", 1))
    outcome = company.docctl("verify", "HM-QP-XS003")
    assert outcome.code == 1
    assert f"{FOLDER}/{name}" in outcome.err
    found = company.docctl("verify", "HM-QP-XS003", "--format", "json").json
    assert [s["code"] == "" for s in found[0]["statements"]].count(False) >= 1 or len(found[0]["statements"]) < 3


def test_an_earlier_round_no_longer_counts(company: Company) -> None:
    path = "records/controlled-document/HM-QP-ZH001.md"
    text = (company.path / path).read_text(encoding="utf-8")
    company.write(path, text + "\n补充说明。\n")
    assert company.docctl("submit", "HM-QP-ZH001", "--as", "P-008", "--demo-key").code == 0
    found = company.docctl("verify", "HM-QP-ZH001", "--format", "json").json
    assert [s["code"] for s in found[0]["statements"]] == ["ROUND_OVER", ""]


def test_what_a_leaked_key_takes_away_is_a_warning(company: Company) -> None:
    assert company.docctl("keys", "compromise", "P-008", "--as", "P-007", "--demo-key").code == 0
    outcome = company.docctl("verify", "HM-QP-ZH001")
    assert outcome.code == 0
    assert "[SIGNER_KEY_COMPROMISED] warning: " in outcome.err


def test_the_root_is_compared(company: Company) -> None:
    root = company.docctl("verify").out.split("version 1 is ")[1].split()[0]
    assert company.docctl("verify", "--root", root).code == 0
    assert company.docctl("verify", "--root", f"SHA256:{root.upper()}".lower()).code == 0
    wrong = company.docctl("verify", "--root", "0" * 64, lang="zh")
    assert wrong.code == 1
    assert "[POLICY_ROOT]" in wrong.err
