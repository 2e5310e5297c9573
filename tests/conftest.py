"""Fixtures and options of the whole suite."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable

pytest_plugins = ["tests.optional"]

GOLDEN = Path(__file__).parent / "golden"

# `ci` gives the same examples every time; `nightly` looks further, at random.
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=100, print_blob=True)
settings.register_profile(
    "nightly", deadline=None, max_examples=5_000, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="accept what the tests got as the golden files")


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
