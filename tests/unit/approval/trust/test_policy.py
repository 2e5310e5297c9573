from __future__ import annotations

import pytest

from docctl.approval.trust.policy import Policies
from tests.company import POLICY
from tests.siege import ROOT
from tests.siege import Siege
from tests.siege import codes_of

ACTS = [
    (f"{ROOT}POLICY/1/01-enact-P-001.json.sig", {"SIGNATURE_MISSING", "POLICY_THRESHOLD"}),
    (f"{ROOT}P-004/1/01-enrol-P-001.json.sig", {"SIGNATURE_MISSING", "ENROL_MISSING", "PERSON_NEVER_ENROLLED"}),
    (f"{ROOT}DLG-2026-009/1/01-delegate-P-001.json.sig", {"SIGNATURE_MISSING", "ENROL_MISSING", "DELEGATION_UNSIGNED"}),
]


@pytest.mark.parametrize(("path", "expected"), ACTS)
def test_an_act_of_trust_without_its_signature_does_not_count(path: str, expected: set[str]) -> None:
    siege = Siege("delegated")
    siege.remove(path)
    assert codes_of(siege.found()) >= expected


def test_a_library_without_schemas_of_its_own_is_judged_by_what_was_enacted() -> None:
    siege = Siege()
    policies = siege.approvals.trust.policies
    folders = siege.approvals.trust.folders["POLICY"]
    assert Policies(folders, policies.working, None).problems == []
    assert codes_of(Policies(folders, {}, None).problems) == {"POLICY_UNSIGNED"}
    assert Policies((), {}, None).problems == []
    assert Policies((), {}, None).data == {}
    assert codes_of(Policies((), {"version": 1}, b"version: 1\n").problems) == {"POLICY_NOT_ENACTED"}


def test_the_version_that_holds_ends_when_the_next_is_enacted() -> None:
    siege = Siege()
    siege.enact(siege.policy(2))
    first, second = siege.approvals.trust.policies.versions
    assert (first.enacted_at, first.replaced_at) == ("2020-01-01T00:00:00Z", second.enacted_at)
    assert not first.holds_at(second.enacted_at)
    assert second.holds_at(second.enacted_at)
    assert first.digest != second.digest
    assert siege.approvals.trust.policies.version(3) is None
    assert siege.files[POLICY] == second.source
