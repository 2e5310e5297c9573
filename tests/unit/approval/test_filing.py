from __future__ import annotations

from docctl.approval.filing import proof_of
from docctl.approval.signature.proof import Proof
from docctl.violation import Violation
from tests.devices import sk_ed25519_file
from tests.siege import Siege

FOLDER = "records/approvals/HM-QP-WK009/A-0/"


def test_a_security_key_that_was_not_touched_is_refused_by_the_policy() -> None:
    siege = Siege()
    filed = siege.revision().statements[-1].filed
    assert isinstance(proof_of(filed, siege.approvals.trust.policy, "2026-02-01"), Proof)
    path = filed.path + ".sig"
    siege.files[path] = sk_ed25519_file(0, message=filed.source)
    filed = siege.revision().statements[-1].filed
    found = proof_of(filed, {"security_keys": {"touch": True}}, "2026-02-01")
    assert isinstance(found, Violation)
    assert found.slug == "engine.key-no-touch"
