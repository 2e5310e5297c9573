from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from coverage import Coverage

from tests.conftest import GOLDEN
from tests.conftest import TESTS
from tests.conftest import TRACES_PROCESSES
from tests.conftest import UNTRACED
from tests.conftest import compare
from tests.conftest import is_traced
from tests.conftest import untraced

if TYPE_CHECKING:
    from pathlib import Path


def test_equal_texts_and_bytes_pass(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("清单\n".encode())
    compare(tmp_path / "a.md", "清单\n", bless=False)
    compare(tmp_path / "a.md", "清单\n".encode(), bless=False)


@pytest.mark.parametrize("got", ["other\n", b"other\n"])
def test_a_difference_fails_and_leaves_the_file(tmp_path: Path, got: str | bytes) -> None:
    (tmp_path / "a.md").write_bytes(b"text\n")
    with pytest.raises(AssertionError, match="--bless"):
        compare(tmp_path / "a.md", got, bless=False)
    assert (tmp_path / "a.md").read_bytes() == b"text\n"


def test_a_missing_file_fails(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="no golden file yet"):
        compare(tmp_path / "a.md", "text\n", bless=False)


def test_bless_writes_the_file(tmp_path: Path) -> None:
    compare(tmp_path / "site" / "a.md", "text\n", bless=True)
    assert (tmp_path / "site" / "a.md").read_bytes() == b"text\n"


def test_golden_files_stand_beside_the_tests() -> None:
    assert GOLDEN.parts[-2:] == ("tests", "golden")


def test_what_is_left_out_of_the_coverage_exists() -> None:
    assert [folder for folder in UNTRACED if not (TESTS / folder).exists()] == []
    assert is_traced(TESTS / "unit" / "test_conftest.py")
    assert not is_traced(TESTS / "meta" / "test_docs.py")


def test_the_coverage_stops_and_goes_on_with_the_processes_that_are_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TRACES_PROCESSES, "settings")
    running = Coverage(data_file=None, config_file=False)
    running.start()
    try:
        with untraced():
            assert Coverage.current() is not running
            assert TRACES_PROCESSES not in os.environ
        assert Coverage.current() is running
    finally:
        running.stop()
    assert os.environ[TRACES_PROCESSES] == "settings"
