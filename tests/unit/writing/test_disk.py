from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from docctl.writing import disk

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_appears_with_its_folders_and_goes_with_the_last_of_them(tmp_path: Path) -> None:
    place = bytes(tmp_path / "a/b/c.yaml")
    disk.put(place, b"1")
    disk.put(place, b"2")
    assert disk.content(place) == b"2"
    assert os.listdir(tmp_path / "a/b") == ["c.yaml"]
    disk.remove(place)
    assert not (tmp_path / "a/b").exists()
    disk.remove(place)
    assert disk.content(place) is None


def test_a_folder_that_is_not_empty_stays(tmp_path: Path) -> None:
    for name in ("one", "two"):
        disk.put(bytes(tmp_path / "a" / name), b"")
    disk.remove(bytes(tmp_path / "a/one"))
    assert (tmp_path / "a/two").exists()


def test_a_link_is_replaced_and_never_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("mine")
    (tmp_path / "link").symlink_to("outside")
    assert disk.content(bytes(tmp_path / "link")) == b"outside"
    disk.put(bytes(tmp_path / "link"), b"2")
    assert (tmp_path / "outside").read_text() == "mine"


def test_what_is_no_file_has_no_content(tmp_path: Path) -> None:
    with pytest.raises(disk.NoPlace):
        disk.content(bytes(tmp_path))


@pytest.mark.parametrize("path", [b"link/a", b"file/a", b"../a", b"a//b", b".Git/config", b"records/./a"])
def test_no_file_is_written_over_a_link_or_out_of_the_tree(tmp_path: Path, path: bytes) -> None:
    (tmp_path / "link").symlink_to("/")
    (tmp_path / "file").touch()
    with pytest.raises(disk.NoPlace):
        disk.require_place(bytes(tmp_path), bytes(tmp_path) + b"/" + path)


def test_folders_may_be_there_or_not(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    disk.require_place(bytes(tmp_path), bytes(tmp_path / "records/new/a.yaml"))


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text("old")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space left"):
        disk.put(bytes(tmp_path / "a.yaml"), b"new")
    assert (tmp_path / "a.yaml").read_text() == "old"
    assert os.listdir(tmp_path) == ["a.yaml"]


def test_where_folders_cannot_be_opened_they_are_not_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_FOLDER", None)
    disk.put(bytes(tmp_path / "a/b"), b"1")
    assert (tmp_path / "a/b").read_bytes() == b"1"


def test_only_our_temporary_files_are_left_over(tmp_path: Path) -> None:
    for name in ("records/x/.docctl-ab12_34z", "records/.docctl-short", "records/x.yaml", "other/.docctl-ab12_34z"):
        disk.put(bytes(tmp_path / name), b"")
    assert list(disk.leftovers(bytes(tmp_path), b"records", b"schemas")) == [
        bytes(tmp_path / "records/x/.docctl-ab12_34z")
    ]
