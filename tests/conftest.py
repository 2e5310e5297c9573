"""Fixtures and options of the whole suite."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from coverage import Coverage
from hypothesis import HealthCheck
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Generator

pytest_plugins = ["tests.optional"]

TESTS = Path(__file__).parent
GOLDEN = TESTS / "golden"

# These play the same code again and again with other data, and the other tests reach each line of it: to trace them
# would double their time and count nothing new.
UNTRACED = (
    "browser", "faults", "forges", "frozen", "meta", "office", "policies", "properties", "schema_suite",
    # Whole sites, built again and again.
    "unit/cli/test_site.py", "unit/publish/judge/test_searched.py", "unit/publish/test_site_build.py",
)  # fmt: skip
# What tells coverage in the processes that a test starts to trace them too.
TRACES_PROCESSES = "COVERAGE_PROCESS_CONFIG"

# `ci` gives the same examples every time; `nightly` looks further, at random.
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=100, print_blob=True)
settings.register_profile(
    "nightly", deadline=None, max_examples=5_000, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="accept what the tests got as the golden files")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Leaves some folders out of the coverage, with their fixtures and the processes that they start."""
    if is_traced(item.path):
        return (yield)
    with untraced():
        return (yield)


def is_traced(path: Path) -> bool:
    """Whether the coverage counts what a test file runs."""
    return not any(path.is_relative_to(TESTS / folder) for folder in UNTRACED)


@contextlib.contextmanager
def untraced() -> Generator[None]:
    """Stops the coverage, if it is measured, until the end of the block."""
    running = Coverage.current()
    if running is None:
        yield
        return
    processes = os.environ.pop(TRACES_PROCESSES, None)
    running.stop()
    try:
        yield
    finally:
        running.start()
        if processes is not None:
            os.environ[TRACES_PROCESSES] = processes


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str | bytes], None]:
    """Compares a text or bytes with a file under tests/golden/, or writes the file under --bless."""
    return lambda name, got: compare(GOLDEN / name, got, bless=request.config.getoption("--bless"))


def compare(place: Path, got: str | bytes, *, bless: bool) -> None:
    """Fail where a golden file is missing or holds something else; with `bless`, write it."""
    content = got.encode() if isinstance(got, str) else got
    if bless:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    if not place.exists():
        pytest.fail(f"{place.name} is no golden file yet; accept it with `pytest --bless`", pytrace=False)
    expected = place.read_bytes()
    if isinstance(got, str):
        assert got == expected.decode(), f"{place.name}: accept the change with `pytest --bless`"
    assert content == expected, f"{place.name}: accept the change with `pytest --bless`"
