"""A review signed on a phone, from the policy that allows it to the fresh clone in which anyone confirms it."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from docctl.approval.act import Act
from docctl.approval.act import Refused
from docctl.approval.act import prepare
from docctl.approval.signature import enrol_request
from docctl.approval.signature.enrol_request import EnrolRequest
from docctl.approval.signature.keys import line_of
from docctl.approval.statement import NAMESPACE
from docctl.library import load_library
from docctl.rules.engine import Rulebook
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot
from tests.browser.browsing import served
from tests.browser.signing_page import FOLDER as FOLDER_OF_PAGE
from tests.browser.signing_page import signing_page
from tests.company_repository import TODAY
from tests.company_repository import Company
from tests.company_repository import Outcome
from tests.optional import require

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.signing_page import Passkey
    from tests.browser.signing_page import SigningPage

POLICY = "schemas/policy.yaml"
DOCUMENT, REVIEWER = "HM-QP-ZH001", "P-002"
FOLDER = f"records/approvals/{DOCUMENT}/A-0/"
AT = f"{TODAY}T12:30:00Z"


@pytest.fixture
def phone(browser: Browser) -> Iterator[SigningPage]:
    with served(FOLDER_OF_PAGE) as port, signing_page(browser, port) as page:
        yield page


def done(outcome: Outcome) -> Outcome:
    assert outcome.code == 0, (outcome.out, outcome.err)
    return outcome


def allow(company: Company, phone: SigningPage) -> None:
    """Version 2 of the policy names the page."""
    window = f"{{rp_id: {phone.window['rp_id']}, origins: ['{phone.origin}'], synced: true, from: {TODAY}}}"
    company.edit(POLICY, "\nversion: 1\n", "\nversion: 2\n")
    company.edit(POLICY, "\nthreshold:", f"\npasskeys:\n  - {window}\nthreshold:")
    for administrator in ("P-001", "P-007"):
        done(company.docctl("keys", "enact", "--as", administrator, "--demo-key"))


def enrol(company: Company, phone: SigningPage, folder: Path) -> Passkey:
    """The reviewer asks with the passkey itself, an administrator confirms."""
    passkey = phone.enrol(REVIEWER)
    repository = "6f1d2c5e-3b7a-4e09-9a61-52d0c7be1f44"
    line, at = line_of(passkey.key), f"{TODAY}T11:00:00Z"
    request = EnrolRequest(
        repository, REVIEWER, "passkey", line, at, passkey.credential_id, "手机（示例）", synced=True
    )
    (folder / "request.json").write_bytes(request.to_bytes())
    signature = phone.sign(passkey, request.to_bytes(), enrol_request.NAMESPACE)
    (folder / "request.json.sig").write_bytes(signature)
    given = ("--request", str(folder / "request.json"), "--as", "P-007", "--demo-key")
    done(company.docctl("keys", "enrol", REVIEWER, *given))
    return passkey


def review(company: Company, phone: SigningPage, passkey: Passkey) -> None:
    """The page shows the statement's bytes and signs them."""
    snapshot = Snapshot.of_worktree(str(company.path))
    schemas, _ = load_schemas(snapshot)
    library, _ = load_library(snapshot, schemas)
    approvals = Rulebook(schemas).open(library).approvals
    act = Act("review", REVIEWER, AT, "docctl test", method="webauthn")
    files = prepare(approvals, library.records[DOCUMENT], act, lambda source: phone.sign(passkey, source))
    for path, data in files.items():
        (company.path / path).write_bytes(data)


def test_a_fresh_clone_confirms_what_a_phone_signed(phone: SigningPage, company: Company, tmp_path: Path) -> None:
    allow(company, phone)
    passkey = enrol(company, phone, tmp_path)
    review(company, phone, passkey)
    company.commit("Reviewed on a phone")
    company.run("clone", "--quiet", str(company.path), str(tmp_path / "clone"))
    clone = Company(tmp_path / "clone")
    assert done(clone.docctl("check")).out.endswith("0 errors, 0 warnings\n")
    statement = done(clone.docctl("verify", DOCUMENT, "--format", "json")).json[0]["statements"][-1]
    assert (statement["person"], statement["method"], statement["valid"]) == (REVIEWER, "webauthn", True)
    (tmp_path / "signers").write_text(done(clone.docctl("keys", "signers-file")).out)
    source = clone.path / FOLDER / "02-review-P-002.json"
    options = ("-f", tmp_path / "signers", "-I", REVIEWER, "-n", NAMESPACE, "-s", f"{source}.sig")
    command = (require("ssh-keygen"), "-Y", "verify", *options, "-O", "verify-time=" + re.sub("[-:T]", "", AT))
    assert subprocess.run(command, input=source.read_bytes(), capture_output=True, check=False).returncode == 0


def test_without_the_window_in_the_policy_the_same_signature_counts_for_nothing(
    phone: SigningPage, company: Company, tmp_path: Path
) -> None:
    passkey = enrol(company, phone, tmp_path)
    snapshot = Snapshot.of_worktree(str(company.path))
    with pytest.raises(Refused) as refused:
        review(company, phone, passkey)
    assert [reason.code for reason in refused.value.reasons] == ["PASSKEY_RP"]
    assert Snapshot.of_worktree(str(company.path)).paths() == snapshot.paths()
