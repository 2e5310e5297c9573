from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.cache import image
from docctl.cache.kept import Kept
from docctl.cache.kept import packed

if TYPE_CHECKING:
    from pathlib import Path

SCHEMAS = [("schemas/common.yaml", b"a: 1\n")]
ENTRY = ("records/a.yaml", "k", "值")


def kept(folder: Path, sources: list[tuple[str, bytes]] = SCHEMAS) -> Kept:
    return Kept.of(str(folder), sources)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    shelves = kept(tmp_path)
    shelves.put("one", [ENTRY])
    shelves.save()
    return tmp_path


def test_what_is_put_on_a_shelf_is_found_by_the_next_check(filled: Path) -> None:
    assert kept(filled).keeps
    assert kept(filled).shelf("one") == {ENTRY[0]: ("k", "值")}
    assert kept(filled).shelf("two") == {}


def test_an_entry_takes_the_place_of_the_one_of_its_name_and_can_be_dropped(filled: Path) -> None:
    shelves = kept(filled)
    shelves.put("one", [(ENTRY[0], "other", "")])
    assert shelves.shelf("one") == {ENTRY[0]: ("other", "")}
    shelves.drop("one", [])
    shelves.drop("one", [ENTRY[0]])
    shelves.save()
    assert kept(filled).shelf("one") == {}


def test_other_schemas_have_shelves_of_their_own(filled: Path) -> None:
    assert kept(filled, [("schemas/common.yaml", b"a: 2\n")]).shelf("one") == {}
    assert kept(filled, [("schemas/other.yaml", b"a: 1\n")]).shelf("one") == {}


def test_without_a_folder_nothing_is_kept() -> None:
    shelves = Kept.of(None, SCHEMAS)
    shelves.put("one", [ENTRY])
    shelves.save()
    assert not shelves.keeps
    assert shelves.shelf("one") == {}


def test_a_python_that_cannot_keep_databases_in_files_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(image, "SERIALIZES", False)
    assert not kept(tmp_path).keeps


def test_a_damaged_file_counts_as_absent(filled: Path) -> None:
    (file,) = filled.iterdir()
    data = bytearray(file.read_bytes())
    data[-9] ^= 1
    file.write_bytes(data)
    assert kept(filled).shelf("one") == {}


def test_a_name_that_is_not_utf8_is_left_out(tmp_path: Path) -> None:
    shelves = kept(tmp_path)
    shelves.put("one", [("records/\udcff.yaml", "k", ""), ENTRY])
    assert list(shelves.shelf("one")) == [ENTRY[0]]


def test_nothing_is_written_where_nothing_is_new(filled: Path) -> None:
    (file,) = filled.iterdir()
    before = file.stat().st_ino
    kept(filled).save()
    assert file.stat().st_ino == before


def test_the_oldest_files_go(tmp_path: Path) -> None:
    for number in range(6):
        shelves = kept(tmp_path, [("schemas/common.yaml", b"%d" % number)])
        shelves.put("one", [ENTRY])
        shelves.save()
    assert len(list(tmp_path.iterdir())) == 4
    assert kept(tmp_path, [("schemas/common.yaml", b"5")]).shelf("one") != {}


def test_values_are_packed_without_spaces_and_in_their_own_letters() -> None:
    assert packed({"名": [1, 2.5, True, "值"]}) == '{"名":[1,2.5,true,"值"]}'
