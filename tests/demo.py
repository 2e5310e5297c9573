"""The demo as a user makes it, once for all tests that only read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.company_repository import Company

if TYPE_CHECKING:
    from pathlib import Path


def make(folder: Path, **variables: str) -> Company:
    """Run `docctl demo` into a folder that does not exist yet."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    runner = Company(folder.parent / "elsewhere")
    outcome = runner.process("demo", str(folder), lang="en", cwd=folder.parent, **variables)
    assert outcome.code == 0, outcome.err
    return Company(folder)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """The living example: not to be changed by a test."""
    return make(tmp_path_factory.mktemp("demo") / "huaming")
