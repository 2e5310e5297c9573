"""A thousand mutants of signatures of every key type: none counts, and each is refused in one way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.approval.signature.sshsig import prove
from docctl.approval.signature.wire import Refusal
from docctl.approval.statement import NAMESPACE
from tests import keygen
from tests.optional import find
from tests.optional import require
from tests.signature_mutants import MUTATIONS
from tests.signature_mutants import ORIGINALS
from tests.signature_mutants import Tally
from tests.signature_mutants import judge
from tests.signature_mutants import main
from tests.signature_mutants import mutants
from tests.signed import MESSAGE
from tests.signed import parts

if TYPE_CHECKING:
    from pathlib import Path

COUNT = 1000
# What a small change of a good file cannot bring about.
_FAR = {Refusal.SIG_TOO_LARGE}


@pytest.fixture(scope="module")
def tally() -> Tally:
    return judge(2026, COUNT, 10 if find("ssh-keygen") else 0)


def test_the_originals_count() -> None:
    assert len(ORIGINALS) == 7
    for file in ORIGINALS.values():
        assert prove(MESSAGE, file, NAMESPACE).key == parts(file).key


def test_no_mutant_is_accepted(tally: Tally) -> None:
    assert tally.count == COUNT
    assert tally.accepted == []


def test_every_mutant_is_refused_by_one_exception(tally: Tally) -> None:
    assert tally.foreign == []
    assert sum(tally.codes.values()) == COUNT


def test_the_mutants_reach_every_check_of_a_signature(tally: Tally) -> None:
    assert set(tally.codes) >= {code for code in Refusal if code.startswith("SIG_")} - _FAR


def test_none_is_accepted_where_ssh_keygen_refuses(tally: Tally) -> None:
    require("ssh-keygen")
    assert tally.asked == COUNT / 10
    assert tally.lenient > 0, "ssh-keygen takes forms that docctl refuses; were there none, it was not asked"


def test_every_mutation_meets_every_key() -> None:
    kinds = {name.partition(",")[0] for name, _, _ in mutants(1, 4000)}
    assert len(kinds) == len(MUTATIONS) * len(ORIGINALS)


def test_mutants_are_the_same_at_every_run() -> None:
    assert list(mutants(3, 50)) == list(mutants(3, 50))


def test_what_gets_through_is_reported() -> None:
    assert len(judge(5, 30, 0, lambda *_: None).accepted) == 30
    assert len(judge(5, 30, 0, lambda *_: 1 // 0).foreign) == 30


def test_the_long_mode_tells_how_it_went(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(40) == 0
    printed = capfd.readouterr()
    assert "40 mutants in" in printed.out
    assert "0 accepted, 0 foreign exceptions" in printed.out
    assert "40 of 40 mutants" in printed.err


@pytest.mark.parametrize("name", ORIGINALS)
def test_ssh_keygen_takes_the_originals(name: str, tmp_path: Path) -> None:
    assert keygen.accepts(tmp_path, MESSAGE, ORIGINALS[name], parts(ORIGINALS[name]).key)
