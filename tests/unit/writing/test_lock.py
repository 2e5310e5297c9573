from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docctl.writing.lock import Busy
from docctl.writing.lock import locked
from docctl.writing.lock import was_interrupted
from tests.unit.writing.conftest import WRITER
from tests.unit.writing.conftest import never

if TYPE_CHECKING:
    from docctl.writing.clone import Clone
    from docctl.writing.clone import Writer

HOLD = """
import sys, time
from docctl.git import Repository
from docctl.writing.clone import Clone
from docctl.writing.lock import locked
from tests.unit.writing.conftest import WRITER
from tests.unit.writing.conftest import never
with locked(Clone.of(Repository.open(sys.argv[1])), WRITER, print):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def hold(clone: Clone, seconds: float) -> subprocess.Popen[bytes]:
    """Another process that has the lock."""
    other = subprocess.Popen([sys.executable, "-c", HOLD, clone.root, str(seconds)], stdout=subprocess.PIPE)
    assert other.stdout is not None
    assert other.stdout.readline() == b"held\n"
    return other


def test_who_waits_is_told_for_whom_and_gives_up(clone: Clone) -> None:
    told: list[Writer | None] = []
    with hold(clone, 600) as other:
        with pytest.raises(Busy) as busy, locked(clone, WRITER, told.append, patience=0.2):
            pass
        assert not was_interrupted(clone)
        other.kill()
    assert (busy.value.holder, told) == (WRITER, [WRITER])


def test_who_waits_goes_on_when_the_other_has_finished(clone: Clone) -> None:
    told: list[Writer | None] = []
    with hold(clone, 0.3):
        began = time.monotonic()
        with locked(clone, WRITER, told.append):
            assert time.monotonic() - began > 0.1
    assert told == [WRITER]


def test_a_killed_command_blocks_nobody_and_leaves_its_name(clone: Clone) -> None:
    assert not was_interrupted(clone)
    with hold(clone, 600) as other:
        other.kill()
    assert was_interrupted(clone)
    with locked(clone, WRITER, never):
        pass
    assert not was_interrupted(clone)
    assert Path(clone.folder, "lock").read_bytes() == b""


def test_a_lock_that_cannot_be_read_tells_nothing(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    with hold(clone, 600) as other:
        other.kill()
    monkeypatch.setattr("os.open", lambda *_: (_ for _ in ()).throw(PermissionError()))
    assert not was_interrupted(clone)
