from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.reader.yaml_text import read_yaml
from tests.yaml_mutants import judge
from tests.yaml_mutants import main
from tests.yaml_mutants import mutants

if TYPE_CHECKING:
    import pytest

COUNT = 10_000


def test_no_mutant_crashes_the_reader_or_is_read_otherwise_than_by_others() -> None:
    tally = judge(1, COUNT)
    assert tally.foreign == []
    assert tally.different == []
    assert tally.count == tally.accepted + tally.codes.total() == COUNT
    assert tally.accepted > COUNT // 10
    assert len(tally.codes) >= 10


def test_mutants_are_the_same_at_every_run() -> None:
    assert list(mutants(3, 50)) == list(mutants(3, 50))


def test_what_gets_through_is_reported() -> None:
    assert len(judge(5, 30, lambda *_: {"a": 1 // 0}).foreign) == 30
    sound = judge(5, 30)
    never = judge(5, 30, lambda data, path: {**read_yaml(data, path), "never": "this"})
    assert len(never.different) == never.accepted == sound.accepted > 0


def test_the_long_mode_tells_how_it_went(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(40) == 0
    printed = capfd.readouterr()
    assert "40 mutants in" in printed.out
    assert "0 read differently by PyYAML, 0 foreign exceptions" in printed.out
    assert "40 of 40 mutants" in printed.err
