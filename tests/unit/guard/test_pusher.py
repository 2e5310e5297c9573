"""Nobody pushes under a name that SSH or an enrolled key does not vouch for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.approval.signature.keys import demo_key
from docctl.approval.signature.keys import fingerprint
from docctl.approval.signature.keys import public_line
from docctl.approval.signature.sshsig import public_blob
from docctl.approval.trust.trust import Trust
from docctl.guard.pusher import Claim
from docctl.guard.pusher import Pusher
from docctl.guard.pusher import claim_of
from docctl.guard.pusher import identify
from docctl.library import load_library
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot
from docctl.violation import Stop
from tests.depot import DAY
from tests.depot import POLICY
from tests.depot import library
from tests.depot import line
from tests.depot import person
from tests.depot import policy
from tests.trusted import own_key

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY = fingerprint(public_blob(demo_key("P-3")))
SIGNED = {
    "GIT_PUSH_CERT": "a" * 40, "GIT_PUSH_CERT_STATUS": "G", "GIT_PUSH_CERT_SIGNER": "P-3",
    "GIT_PUSH_CERT_KEY": KEY, "GIT_PUSH_CERT_NONCE_STATUS": "OK",
}  # fmt: skip


def trust(**files: str) -> Trust:
    snapshot = Snapshot.of_files(library(**files))
    schemas, problems = load_schemas(snapshot)
    assert not problems
    return Trust(load_library(snapshot, schemas)[0], "Asia/Shanghai")


def code(claim: Mapping[str, str] | Claim, **files: str) -> str:
    with pytest.raises(Stop) as stopped:
        identify(claim if isinstance(claim, Claim) else claim_of(claim), trust(**files), DAY)
    return stopped.value.violation.code


def test_ssh_names_a_person() -> None:
    assert claim_of({"DOCCTL_PERSON": "P-3"}) == Claim("P-3")
    assert identify(Claim("P-3"), trust(), DAY) == Pusher("P-3", "p-3@example.com")


def test_a_signature_names_a_person() -> None:
    assert claim_of(SIGNED) == claim_of({**SIGNED, "DOCCTL_PERSON": "P-3"}) == Claim("P-3", KEY)
    assert identify(Claim("P-3", KEY), trust(), DAY).id == "P-3"


def test_nobody_is_nobody() -> None:
    assert code({}) == code({"GIT_PUSH_CERT": "", "GIT_PUSH_CERT_SIGNER": "P-3"}) == "PUSHER_UNKNOWN"


@pytest.mark.parametrize(
    "changed",
    [
        {"GIT_PUSH_CERT_STATUS": "U"},
        {"GIT_PUSH_CERT_STATUS": "B"},
        {"GIT_PUSH_CERT_SIGNER": ""},
        {"GIT_PUSH_CERT_KEY": ""},
        {"GIT_PUSH_CERT_NONCE_STATUS": "SLOP"},
        {"GIT_PUSH_CERT_NONCE_STATUS": "MISSING"},
        {"GIT_PUSH_CERT_NONCE_STATUS": ""},
        {"DOCCTL_PERSON": "P-1"},
    ],
)
def test_a_signature_counts_whole_or_not_at_all(changed: dict[str, str]) -> None:
    assert code({**SIGNED, **changed}) == "PUSHER_CERTIFICATE"


def test_a_key_that_is_not_enrolled_any_more_is_refused() -> None:
    assert code(Claim("P-3", fingerprint(public_blob(demo_key("P-1"))))) == "PUSHER_CERTIFICATE"


RETIRED = {
    "records/person/P-3.yaml": person("P-3").replace(
        "from: 2026-01-01}]\n", "from: 2026-01-01, retired_on: 2026-05-01}]\n"
    )
}
NAMELESS = {"records/person/P-3.yaml": person("P-3").replace("git_identity: p-3@example.com\n", "")}


@pytest.mark.parametrize("files", [RETIRED, NAMELESS], ids=["retired", "nameless"])
def test_a_person_needs_a_key_and_an_address_in_force(files: dict[str, str]) -> None:
    assert code(Claim("P-3"), **files) == "PUSHER_NOT_ENROLLED"


def test_published_keys_open_no_real_library() -> None:
    real = policy().replace("demo: true\n", "")
    for name in ("P-1", "P-2"):
        real = real.replace(line(name), public_line(own_key(name)))
    assert code(Claim("P-3"), **{POLICY: real}) == "PUSHER_NOT_ENROLLED"
    own = person("P-3").replace(line("P-3"), public_line(own_key("P-3")))
    assert identify(Claim("P-3"), trust(**{POLICY: real, "records/person/P-3.yaml": own}), DAY).id == "P-3"
