from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from docctl.publish.search.fragments import read_fragment
from docctl.publish.search.pagefind import KEPT
from docctl.publish.search.pagefind import NAMES
from docctl.publish.search.pagefind import IndexFailed
from docctl.publish.search.pagefind import write_index

if TYPE_CHECKING:
    from pathlib import Path


def texts(folder: Path, count: int = 60) -> Path:
    for number in range(count):
        place = folder / f"part-{number % 7}" / f"{number}.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        words = " ".join("合同评审客户档案"[(number + step) % 8] for step in range(40))
        place.write_text(f'<html lang="en"><body data-pagefind-body><p>{number} {words}</p></body></html>')
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_two_indexes_of_the_same_texts_are_equal_and_hold_only_what_is_loaded(tmp_path: Path) -> None:
    source = texts(tmp_path / "texts")
    for name in ("a", "b"):
        write_index(source, tmp_path / name)
    files = files_of(tmp_path / "a")
    assert files == files_of(tmp_path / "b")
    at_top = {path for path in files if "/" not in path and not path.endswith(".pf_meta")}
    assert at_top == {*KEPT, NAMES}
    assert sum(path.startswith("fragment/") for path in files) == 60
    named = [read_fragment(name, files[f"fragment/{name}.pf_fragment"]) for name in json.loads(files[NAMES])]
    pages = [fragment.page for fragment in named if fragment is not None]
    assert pages == sorted(p.relative_to(source).as_posix() for p in source.rglob("*.html"))


def test_what_was_there_before_is_replaced(tmp_path: Path) -> None:
    stray = tmp_path / "out" / "fragment" / "old.pf_fragment"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"old")
    write_index(texts(tmp_path / "texts", 3), tmp_path / "out")
    assert not stray.exists()


def test_settings_of_the_surroundings_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGEFIND_OUTPUT_SUBDIR", "elsewhere")
    monkeypatch.setenv("PAGEFIND_SITE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pagefind.yml").write_text("force_language: zh\n")
    write_index(texts(tmp_path / "texts", 3), tmp_path / "out")
    assert (tmp_path / "out" / "wasm.en.pagefind").is_file()


def test_a_refusal_says_why(tmp_path: Path) -> None:
    with pytest.raises(IndexFailed):
        write_index(tmp_path / "gone", tmp_path / "out")
    (tmp_path / "empty").mkdir()
    with pytest.raises(IndexFailed):
        write_index(tmp_path / "empty", tmp_path / "out")
