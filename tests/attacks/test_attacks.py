"""Every attack is refused with its own code, and nothing that it wants comes to count."""

from __future__ import annotations

import pytest

from tests.attacks import on_documents
from tests.attacks import on_persons
from tests.attacks import on_policy
from tests.siege import Attack
from tests.siege import Siege
from tests.siege import codes_of

ATTACKS = [*on_documents.attack.all, *on_persons.attack.all, *on_policy.attack.all]


@pytest.mark.parametrize("stage", ["draft", "submitted", "reviewed", "issued", "attached", "released", "paper", "adopted"])
def test_honest_work_is_not_complained_of(stage: str) -> None:
    assert codes_of(Siege(stage).found()) == set()


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_is_refused(attack: Attack) -> None:
    siege = Siege(attack.stage)
    attack.run(siege)
    assert codes_of(siege.found()) == attack.codes
    revision = next(iter(siege.approvals.of("HM-QP-WK009")), None)
    assert (revision is not None and revision.issued) == attack.stands
