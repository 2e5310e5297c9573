from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from docctl.cache import image

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = b"test 1\n"


def database() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.executescript("create table t(a); insert into t values (7);")
    return connection


@pytest.fixture
def place(tmp_path: Path) -> Path:
    image.save(tmp_path / "cache" / "file", MAGIC, database())
    return tmp_path / "cache" / "file"


def test_what_is_saved_is_loaded_and_nothing_else_is_left(place: Path) -> None:
    loaded = image.load(place, MAGIC)
    assert loaded is not None
    assert loaded.execute("select a from t").fetchone() == (7,)
    assert [path.name for path in place.parent.iterdir()] == ["file"]


def test_a_later_save_replaces_the_file(place: Path) -> None:
    loaded = image.load(place, MAGIC)
    assert loaded is not None
    loaded.executescript("update t set a = 8")
    image.save(place, MAGIC, loaded)
    again = image.load(place, MAGIC)
    assert again is not None
    assert again.execute("select a from t").fetchone() == (8,)


def test_what_is_not_there_or_of_another_version_is_none(place: Path) -> None:
    assert image.load(place.with_name("other"), MAGIC) is None
    assert image.load(place, b"test 2\n") is None
    assert image.load(place.parent, MAGIC) is None


def test_every_damaged_byte_and_every_cut_is_seen(place: Path) -> None:
    whole = place.read_bytes()
    for at in range(0, len(whole), 97):
        place.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert image.load(place, MAGIC) is None, at
        place.write_bytes(whole[:at])
        assert image.load(place, MAGIC) is None, at


def test_where_nothing_can_be_written_nothing_happens(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"a file where the folder should be")
    image.save(tmp_path / "cache" / "file", MAGIC, database())
    assert (tmp_path / "cache").is_file()


def test_a_draft_that_cannot_take_the_place_is_removed(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    image.save(tmp_path / "file", MAGIC, database())
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_python_that_cannot_serialize_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "SERIALIZES", False)
    image.save(tmp_path / "file", MAGIC, database())
    assert not (tmp_path / "file").exists()
    assert image.load(tmp_path / "file", MAGIC) is None
