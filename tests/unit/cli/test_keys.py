from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from docctl.approval.signature.keys import demo_key
from docctl.approval.signature.keys import fingerprint
from docctl.approval.signature.keys import parse_public_line
from docctl.approval.signature.keys import public_line
from docctl.approval.statement import digest
from docctl.approval.statement import parse
from tests.company_repository import TODAY
from tests.optional import require
from tests.trusted import trusted
from tests.unit.cli.test_signer import make_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.company_repository import Company
    from tests.company_repository import Outcome

PERSON = "records/person/P-004.yaml"
ENROLLED = "records/approvals/P-004/2"
POLICY = "schemas/policy.yaml"
OF_FOUR = fingerprint(parse_public_line(public_line(demo_key("P-004"))))
BY = ("--as", "P-001", "--demo-key")


def unchanged(company: Company) -> bool:
    """Whether nothing was written."""
    return company.text("status", "--porcelain") == ""


def test_a_key_is_enrolled_and_signs(company: Company, tmp_path: Path) -> None:
    key = make_key(tmp_path / "key")
    outcome = company.docctl("keys", "enrol", "p-004", "--public", key + ".pub", "--reason", "met in person", *BY)
    assert outcome.code == 0, outcome.err
    assert f"next: git add {PERSON} {ENROLLED} && git commit" in outcome.out
    line = (tmp_path / "key.pub").read_text().split()
    record = (company.path / PERSON).read_text(encoding="utf-8")
    assert f"key: {line[0]} {line[1]}\n    from: {TODAY}\n    checked_by: P-001\n    checked_on: {TODAY}\n" in record
    assert (company.path / ENROLLED / "P-004.yaml").read_text(encoding="utf-8") == record
    statement = parse((company.path / ENROLLED / "01-enrol-P-001.json").read_bytes())
    assert (statement.transition, statement.role, statement.reason) == ("enrol", "administrator", "met in person")
    assert company.docctl("check").code == 0
    path = "records/controlled-document/HM-QP-ZH001.md"
    company.write(path, (company.path / path).read_text(encoding="utf-8") + "\n补充。\n")
    assert company.docctl("submit", "HM-QP-ZH001", "--as", "P-004", "--key", key).code == 0


def test_a_key_is_asked_for_and_enrolled(company: Company, tmp_path: Path) -> None:
    key, request = make_key(tmp_path / "key"), str(tmp_path / "request.json")
    asked = company.docctl("keys", "request", "--as", "P-004", "--key", key, "--output", request)
    assert asked.code == 0, asked.err
    outcome = company.docctl("keys", "enrol", "P-004", "--request", request, *BY, lang="zh")
    assert outcome.code == 0, outcome.err
    assert "下一步：git add" in outcome.out
    assert company.docctl("verify").code == 0
    other = company.docctl("keys", "enrol", "P-005", "--request", request, *BY)
    assert other.code == 2, other.err


def test_a_request_replaces_no_file(company: Company, tmp_path: Path) -> None:
    key, request, signature = make_key(tmp_path / "key"), tmp_path / "request.json", tmp_path / "request.json.sig"
    asked = ("keys", "request", "--as", "P-004", "--key", key, "--output", str(request))
    for there in (signature, request):
        there.write_text("of somebody else")
        outcome = company.docctl(*asked)
        assert (outcome.code, "exists already" in outcome.err) == (2, True)
        assert [path for path in (request, signature) if path.exists()] == [there]
        there.unlink()
    assert company.docctl(*asked).code == 0


def test_dry_run_enrols_nobody(company: Company) -> None:
    outcome = company.docctl("keys", "enrol", "P-004", "--dry-run", *BY)
    assert outcome.code == 0, outcome.err
    assert "git add" not in outcome.out
    assert unchanged(company)


def test_a_key_is_retired_and_what_it_signed_stays_good(company: Company) -> None:
    before = company.docctl("verify").out
    outcome = company.docctl("keys", "retire", "P-002", *BY)
    assert outcome.code == 0, outcome.err
    assert f"    retired_on: {TODAY}\n" in (company.path / "records/person/P-002.yaml").read_text(encoding="utf-8")
    assert company.docctl("verify").out == before
    again = company.docctl("keys", "retire", "P-002", *BY, lang="zh")
    assert again.code == 2
    assert "有 0 个符合且仍在使用的密钥" in again.err


def test_a_leaked_key_voids_what_it_signed_but_for_what_is_kept(company: Company) -> None:
    kept = next(company.path.glob("records/approvals/HM-QP-XS003/A-0/03-approve-P-001.json"))
    name = kept.relative_to(company.path).as_posix()
    outcome = company.docctl("keys", "compromise", "P-001", "--keep", name, "--as", "P-007", "--demo-key")
    assert outcome.code == 0, outcome.err
    statement = parse((company.path / "records/approvals/P-001/2/01-compromise-P-007.json").read_bytes())
    assert statement.evidence == [digest(kept.read_bytes())]
    assert company.docctl("verify", "HM-QP-XS003").code == 0
    voided = company.docctl("verify", "HM-QP-XS001")
    assert voided.code == 0  # a warning: the document is no longer in force, the library is right
    assert "SIGNER_KEY_COMPROMISED" in voided.out


def test_a_delegation_may_be_kept_too(company: Company) -> None:
    statements = sorted(company.path.glob("records/approvals/DLG-*/1/*.json"))
    kept = [part for path in statements for part in ("--keep", path.relative_to(company.path).as_posix())]
    outcome = company.docctl("keys", "compromise", "P-001", *kept, "--as", "P-007", "--demo-key")
    assert outcome.code == 0, outcome.err
    problems = company.docctl("verify").err
    assert "DELEGATION" not in problems
    assert "DLG-2026-001/" not in problems


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["enrol", "P-001", *BY], 1, "ENROL_SELF"),
        (["enrol", "P-004", "--as", "P-002", "--demo-key"], 2, "P-002 is no administrator"),
        (["enrol", "P-004", "--as", "P-999", "--demo-key"], 2, "there is no record P-999"),
        (["enrol", "P-999", *BY], 2, "there is no record P-999"),
        (["enrol", "CUS-0001", *BY], 2, "no person"),
        (["enrol", "P-004", "--public", "/nowhere/key.pub", *BY], 2, "/nowhere/key.pub: No such file"),
        (["enrol", "P-004", "--public", __file__, *BY], 2, "no usable public key"),
        (["enrol", "P-004", "--as", "P-001", "--key", "/nowhere"], 2, "key /nowhere: No such file"),
        (["retire", "P-004", "SHA256:nothing", *BY], 2, "has 0 such keys"),
        (["compromise", "P-004", "--keep", "nothing.json", *BY], 2, "0 statements are called nothing.json"),
        (["enact", *BY], 1, "POLICY_ENACTED"),
        (["enact", "--as", "P-003", "--demo-key"], 2, "administrators are P-001, P-007"),
    ],
)
def test_what_is_refused_is_said_and_nothing_is_written(
    arguments: list[str], code: int, expected: str, pristine: Company
) -> None:
    outcome = pristine.docctl("keys", *arguments)
    assert outcome.code == code, outcome.err
    assert expected in outcome.err
    assert "Traceback" not in outcome.err
    assert unchanged(pristine)
    chinese = pristine.docctl("keys", *arguments, lang="zh")
    assert (chinese.code, chinese.err.isascii()) == (code, False)


def test_the_key_of_somebody_else_enrols_nobody(company: Company, tmp_path: Path) -> None:
    key = make_key(tmp_path / "key")
    outcome = company.docctl("keys", "enrol", "P-004", "--as", "P-001", "--key", key)
    assert (outcome.code, "SIGNER_ADMINISTRATOR" in outcome.err) == (1, True)
    assert unchanged(company)


def test_a_key_of_somebody_else_is_not_enrolled(company: Company, tmp_path: Path) -> None:
    (tmp_path / "taken.pub").write_text(public_line(demo_key("P-002")) + " mine\n")
    outcome = company.docctl("keys", "enrol", "P-004", "--public", str(tmp_path / "taken.pub"), *BY)
    assert (outcome.code, "ENROL_KEY_TAKEN" in outcome.err) == (1, True)
    assert unchanged(company)


def test_a_key_that_is_there_already_is_not_enrolled_again(company: Company, tmp_path: Path) -> None:
    (tmp_path / "own.pub").write_text(public_line(demo_key("P-004")) + " again\n")
    outcome = company.docctl("keys", "enrol", "P-004", "--public", str(tmp_path / "own.pub"), *BY)
    assert (outcome.code, "ENROL_KEY_TWICE" in outcome.err, "key 2 is key 1 once more" in outcome.err) == (
        1,
        True,
        True,
    )
    assert unchanged(company)


def test_a_retired_key_may_be_enrolled_again_and_leak_then(company: Company, tmp_path: Path) -> None:
    (tmp_path / "own.pub").write_text(public_line(demo_key("P-004")) + "\n")
    again = ("keys", "enrol", "P-004", "--public", str(tmp_path / "own.pub"))
    for arguments in (("keys", "retire", "P-004"), again, ("keys", "compromise", "P-004", OF_FOUR)):
        outcome = company.docctl(*arguments, *BY)
        assert outcome.code == 0, outcome.err
    assert (company.path / PERSON).read_text(encoding="utf-8").count(f"    compromised_on: {TODAY}\n") == 2


@pytest.mark.parametrize(("step", "field"), [("retire", "retired_on"), ("compromise", "compromised_on")])
def test_a_key_that_was_entered_twice_is_ended_in_both_places(company: Company, step: str, field: str) -> None:
    text = (company.path / PERSON).read_text(encoding="utf-8")
    entry = f"  - key: {public_line(demo_key('P-004'))}\n    from: {TODAY}\n"
    company.write(PERSON, text.replace("keys:\n", "keys:\n" + entry))
    assert "ENROL_KEY_TWICE" in company.docctl("check").out
    outcome = company.docctl("keys", step, "P-004", OF_FOUR[:12], *BY)
    assert outcome.code == 0, outcome.err
    assert (company.path / PERSON).read_text(encoding="utf-8").count(f"    {field}: {TODAY}\n") == 2
    assert "ENROL_KEY_TWICE" not in company.docctl("check").out


def test_a_past_written_by_hand_is_not_vouched_for(company: Company) -> None:
    company.edit(PERSON, "  - role: sales_clerk\n", "  - role: approver\n    from: 2026-02-01\n  - role: sales_clerk\n")
    outcome = company.docctl("keys", "enrol", "P-004", *BY)
    assert (outcome.code, "ENROL_PAST" in outcome.err) == (1, True)
    assert not (company.path / ENROLLED).exists()


def test_a_record_that_is_faulty_is_not_vouched_for(company: Company) -> None:
    company.edit(PERSON, "name: 顾晓岚\n", "name: 顾晓岚\nunknown: field\n")
    outcome = company.docctl("keys", "enrol", "P-004", *BY)
    assert outcome.code == 1
    assert outcome.err.endswith("nothing was written\n")


def test_keys_in_another_style_are_left_to_a_hand(company: Company, tmp_path: Path) -> None:
    text = (company.path / PERSON).read_text(encoding="utf-8")
    before, _, _ = text.partition("keys:\n")
    line = public_line(demo_key("P-004"))
    company.write(PERSON, f"{before}keys: [{{key: {line}, from: 2026-01-05}}]\n")
    key = make_key(tmp_path / "key")
    for arguments in (("enrol", "P-004", "--public", key + ".pub"), ("retire", "P-004", OF_FOUR[:12])):
        outcome = company.docctl("keys", *arguments, *BY, lang="zh")
        assert outcome.code == 2
        assert "不是逐行书写的列表" in outcome.err


def test_the_policy_is_enacted_by_as_many_as_it_needs(company: Company) -> None:
    company.edit(POLICY, "version: 1\n", "version: 2\n")
    first = company.docctl("keys", "enact", *BY)
    assert first.code == 0, first.err
    assert f"next: git add {POLICY} records/approvals/POLICY/2" in first.out
    again = company.docctl("keys", "enact", *BY, lang="zh")
    assert (again.code, "P-001 已签署策略第 2 版" in again.err) == (1, True)
    waiting = company.docctl("verify")
    assert (waiting.code, "POLICY_THRESHOLD" in waiting.err) == (1, True)
    second = company.docctl("keys", "enact", "--as", "P-007", "--demo-key")
    assert second.code == 0, second.err
    assert company.docctl("verify").code == 0
    company.edit(POLICY, "version: 2\n", "version: 1\n")
    outcome = company.docctl("keys", "enact", *BY)
    assert (outcome.code, "POLICY_REPLAYED" in outcome.err) == (1, True)


def test_the_beginning_may_be_pinned(pristine: Company) -> None:
    source = (pristine.path / "records/approvals/POLICY/1/policy.yaml").read_bytes()
    right, wrong = digest(source), "sha256:" + "0" * 64
    assert pristine.docctl("verify", "--root", right.upper().replace("SHA256:", "sha256:")).code == 0
    outcome = pristine.docctl("verify", "--root", wrong)
    assert (outcome.code, "POLICY_ROOT" in outcome.err) == (1, True)


def test_ssh_keygen_reads_who_may_sign(ask: Callable[..., Outcome], pristine: Company, tmp_path: Path) -> None:
    outcome = ask("keys", "signers-file")
    assert outcome.code == 0
    persons = "".join(path.read_text(encoding="utf-8") for path in pristine.path.glob("records/person/*.yaml"))
    assert len(outcome.out.splitlines()) == persons.count("key: ssh-") - persons.count("compromised_on: ")
    (tmp_path / "allowed").write_text(outcome.out)
    statement = pristine.path / "records/approvals/HM-QP-XS003/A-0/03-approve-P-001.json"
    command = [require("ssh-keygen"), "-Y", "verify", "-f", str(tmp_path / "allowed"), "-I", "P-001"]
    command += ["-n", "docctl.statement.v1", "-s", f"{statement}.sig", "-O", "verify-time=20260201"]
    done = subprocess.run(command, input=statement.read_bytes(), capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


def test_keys_that_sign_nothing_are_not_listed(company: Company) -> None:
    text = (company.path / PERSON).read_text(encoding="utf-8")
    more = "keys:\n  - key: ssh-ed25519 AAAA\n    from: 2026-11-21\n"
    more += f"  - key: {public_line(demo_key('later'))}\n    from: 2026-12-01\n    retired_on: 2026-11-21\n"
    more += f"  - key: {public_line(demo_key('always'))}\n    from: 2026-12-01\n    until: 9999-12-31\n"
    company.write(PERSON, text.replace("keys:\n", more))
    refused = company.docctl("keys", "enrol", "P-004", *BY)
    assert (refused.code, "ENROL_KEY_UNUSABLE" in refused.err) == (1, True)
    enrolled = trusted({path: (company.path / path).read_bytes() for path in (PERSON, POLICY)})
    for path, data in enrolled.items():
        company.write(path, data.decode())
    outcome = company.docctl("keys", "signers-file")
    assert outcome.code == 0, outcome.err
    lines = [line for line in outcome.out.splitlines() if line.startswith("P-004 ")]
    assert len(lines) == 2
    assert public_line(demo_key("always")) in lines[0]
    assert "valid-before" not in lines[0]
