from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docctl import packaged

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_library_is_that_of_the_package_or_of_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packaged, "INSTALLED", tmp_path / "inside")
    assert packaged.place() == ROOT
    (tmp_path / "inside").mkdir()
    assert packaged.place() == tmp_path / "inside"


def test_files_are_found_below_a_folder_or_by_their_own_name() -> None:
    assert "schemas/types/customer.yaml" in packaged.packaged_files("schemas/")
    assert list(packaged.packaged_files("mkdocs.yml")) == ["mkdocs.yml"]
    assert packaged.packaged_files("no/such/") == {}


def test_the_digest_is_that_of_the_schemas() -> None:
    assert packaged.packaged_digest().startswith("sha256:")
    assert packaged.packaged_digest() == packaged.packaged_digest()
