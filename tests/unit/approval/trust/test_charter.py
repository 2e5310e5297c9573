from __future__ import annotations

import pytest

from docctl.approval.act import Refused
from docctl.approval.signature.keys import demo_key
from docctl.approval.statement import parse
from docctl.approval.trust.charter import TrustAct
from docctl.approval.trust.charter import prepare_delegation
from docctl.approval.trust.charter import prepare_enactment
from docctl.approval.trust.charter import prepare_enrolment
from docctl.approval.trust.trust import Trust
from tests.company import POLICY
from tests.siege import DELEGATION
from tests.siege import OUTSIDER
from tests.siege import ROOT
from tests.siege import Siege

AT = "2026-03-01T01:00:00Z"


def act(transition: str, person: str, at: str = AT) -> TrustAct:
    return TrustAct(transition, person, at, "docctl test", reason="why", kept=())


def reasons(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [violation.slug for violation in refused.value.reasons]


@pytest.fixture
def siege() -> Siege:
    return Siege()


def test_each_administrator_adds_a_signature_until_the_version_counts(siege: Siege) -> None:
    siege.files[POLICY] = siege.policy(2)
    for index, person in enumerate(("P-001", "P-007"), 1):
        files = prepare_enactment(siege.approvals.trust, act("enact", person), demo_key(person))
        assert sorted(files) == [
            f"{ROOT}POLICY/2/0{index}-enact-{person}.json",
            f"{ROOT}POLICY/2/0{index}-enact-{person}.json.sig",
            f"{ROOT}POLICY/2/policy.yaml",
        ]
        siege.files |= files
        if index == 1:
            with pytest.raises(Refused) as refused:
                prepare_enactment(siege.approvals.trust, act("enact", person), demo_key(person))
            assert reasons(refused) == ["engine.policy-signed"]
    current = siege.approvals.trust.policies.current
    assert current is not None
    assert (current.number, current.enacted_at) == (2, AT)
    with pytest.raises(Refused) as refused:
        prepare_enactment(siege.approvals.trust, act("enact", "P-001"), demo_key("P-001"))
    assert reasons(refused) == ["engine.policy-enacted"]


def test_a_signature_that_does_not_count_is_none(siege: Siege) -> None:
    siege.files[POLICY] = siege.policy(2)
    siege.files |= prepare_enactment(siege.approvals.trust, act("enact", "P-001"), demo_key("P-001"))
    siege.remove(f"{ROOT}POLICY/2/01-enact-P-001.json.sig")
    with pytest.raises(Refused) as refused:
        prepare_enactment(siege.approvals.trust, act("enact", "P-001"), demo_key("P-001"))
    assert reasons(refused) == ["engine.signature-missing"]


def test_nobody_else_adds_a_signature(siege: Siege) -> None:
    siege.files[POLICY] = siege.policy(2)
    with pytest.raises(Refused) as refused:
        prepare_enactment(siege.approvals.trust, act("enact", "P-001"), demo_key("P-003"))
    assert reasons(refused) == ["engine.signer-administrator"]


def test_the_first_version_begins_a_library(siege: Siege) -> None:
    siege.remove(f"{ROOT}POLICY/")
    files = prepare_enactment(siege.approvals.trust, act("enact", "P-001"), demo_key("P-001"))
    assert parse(files[f"{ROOT}POLICY/1/01-enact-P-001.json"]).policy == 1


def test_without_a_policy_nobody_is_enrolled(siege: Siege) -> None:
    siege.remove(f"{ROOT}POLICY/", f"{ROOT}{OUTSIDER}/")
    record = siege.library.records[OUTSIDER]
    with pytest.raises(Refused) as refused:
        prepare_enrolment(siege.approvals.trust, record, act("enrol", "P-001"), demo_key("P-001"))
    assert "engine.statement-policy" in reasons(refused)


def test_an_enrolment_gets_the_next_number(siege: Siege) -> None:
    record = siege.library.records[OUTSIDER]
    files = prepare_enrolment(siege.approvals.trust, record, act("enrol", "P-001"), demo_key("P-001"))
    statement = parse(files[f"{ROOT}{OUTSIDER}/2/01-enrol-P-001.json"])
    assert (statement.name, statement.reason, statement.revision) == ("沈怀山", "why", "2")
    with pytest.raises(Refused) as refused:
        prepare_enrolment(siege.approvals.trust, record, act("enrol", "P-999"), demo_key("P-999"))
    assert "engine.signer-administrator" in reasons(refused)


def test_what_only_follows_from_a_refusal_is_not_said_beside_it(siege: Siege) -> None:
    siege.remove(f"{ROOT}P-001/")
    record = siege.library.records["P-001"]
    with pytest.raises(Refused) as refused:
        prepare_enrolment(siege.approvals.trust, record, act("enrol", "P-001"), demo_key("P-001"))
    assert reasons(refused) == ["engine.enrol-self", "engine.enrol-key-early"]


def test_a_program_may_hold_the_key(siege: Siege) -> None:
    siege.delegate(first="2026-03-01", last="2026-03-31")
    siege.remove(f"{ROOT}{DELEGATION}/")
    record = siege.library.records[DELEGATION]
    asked: list[bytes] = []

    def program(source: bytes) -> bytes:
        asked.append(source)
        return b"no signature"

    with pytest.raises(Refused) as refused:
        prepare_delegation(siege.approvals.trust, record, act("delegate", "P-001"), program)
    assert len(asked) == 1
    assert "engine.sig-armour" in reasons(refused)
    files = prepare_delegation(siege.approvals.trust, record, act("delegate", "P-001"), demo_key("P-001"))
    assert parse(files[f"{ROOT}{DELEGATION}/1/01-delegate-P-001.json"]).role == "principal"


def test_trust_names_the_moments_at_which_days_begin_and_end(siege: Siege) -> None:
    trust = Trust(siege.library, "Asia/Shanghai")
    assert (trust.starts("2026-03-01"), trust.ends("2026-03-01")) == ("2026-02-28T16:00:00Z", "2026-03-01T16:00:00Z")
    assert (trust.ends(None), trust.ends("9999-12-31")) == (None, None)
    assert trust.starts("0001-01-01").startswith("1899-12-31")
