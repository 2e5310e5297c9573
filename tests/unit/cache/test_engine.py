from __future__ import annotations

import os
from typing import TYPE_CHECKING

import docctl
from docctl.cache.engine import engine

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_it_is_the_same_until_a_source_file_is_edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "__init__.py"
    source.write_text("")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "left.py").write_text("")
    monkeypatch.setattr(docctl, "__file__", str(source))
    found = engine.__wrapped__()
    assert engine.__wrapped__() == found
    os.utime(source, ns=(1, 1))
    assert engine.__wrapped__() != found


def test_another_version_is_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    found = engine.__wrapped__()
    monkeypatch.setattr(docctl, "__version__", "99")
    assert engine.__wrapped__() != found
