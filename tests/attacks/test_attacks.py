"""Every attack is refused with its own codes, and nothing that it wants comes to count."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docctl.approval import change
from docctl.approval import codes
from docctl.approval.trust import codes as trust_codes
from docctl.rules.change import ChangeContext
from docctl.rules.change.identity import statement_losses
from tests.attacks import on_acting
from tests.attacks import on_changes
from tests.attacks import on_documents
from tests.attacks import on_persons
from tests.attacks import on_policy
from tests.company import DOCUMENT
from tests.siege import Attack
from tests.siege import Siege
from tests.siege import codes_of

if TYPE_CHECKING:
    from docctl.violation import Code

STATES = [a for kind in (on_documents, on_persons, on_policy, on_acting) for a in kind.attack.all]
CHANGES = list(on_changes.attack.all)
TESTS = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("stage", sorted({attack.stage for attack in STATES}))
def test_honest_work_is_not_complained_of(stage: str) -> None:
    assert codes_of(Siege(stage).found()) == set()


@pytest.mark.parametrize("attack", STATES, ids=lambda attack: attack.name)
def test_an_attack_on_a_state_is_refused(attack: Attack) -> None:
    siege = Siege(attack.stage)
    attack.run(siege)
    assert codes_of(siege.found()) == attack.codes
    revision = next((r for r in siege.approvals.of(DOCUMENT) if r.folder.slug == "A-0"), None)
    assert (revision is not None and revision.issued) == attack.stands


@pytest.mark.parametrize("attack", CHANGES, ids=lambda attack: attack.name)
def test_an_attack_by_a_change_is_refused(attack: Attack) -> None:
    before, after = Siege(attack.stage), Siege(attack.stage)
    attack.run(after)
    context = ChangeContext(before.check, after.check)
    found = [*change.statement_changes(before.approvals, after.approvals), *statement_losses(context)]
    assert codes_of(found) == attack.codes


def test_there_are_enough_attacks_and_no_two_of_one_name() -> None:
    attacks = [a for a in (*STATES, *CHANGES) if a.codes]
    assert len({a.name for a in attacks}) == len(attacks) >= 60
    assert len([a for a in CHANGES if a.codes]) >= 12


@cache
def words_of_tests() -> frozenset[str]:
    """What the tests and their expected files name, as codes are written."""
    files = [p for kind in ("*.py", "expected.txt") for p in TESTS.rglob(kind)]
    found = (re.findall(r"[A-Za-z_-]+", path.read_text(encoding="utf-8")) for path in files)
    return frozenset(word.upper().replace("-", "_") for words in found for word in words)


@pytest.mark.parametrize("code", [*codes.CODES, *trust_codes.CODES], ids=lambda code: code.slug)
def test_every_code_is_seen_by_a_test(code: Code) -> None:
    name = code.slug.removeprefix("engine.").upper().replace("-", "_")
    assert name in words_of_tests()
