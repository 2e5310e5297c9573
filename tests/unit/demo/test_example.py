from __future__ import annotations

from typing import TYPE_CHECKING

from docctl import packaged
from docctl.demo import example

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PERSON = "id: {id}\nname: {name}\ngit_identity: {mail}\n"


def test_the_last_tree_is_the_packaged_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packaged, "INSTALLED", tmp_path)
    (tmp_path / "records").mkdir()
    (tmp_path / "records/a.yaml").write_bytes(b"a: 1\n")
    (tmp_path / "other.txt").write_bytes(b"")
    assert example.last_tree() == {"records/a.yaml": b"a: 1\n"}


def test_persons_sign_with_name_and_mail() -> None:
    tree = {
        "records/person/P-1.yaml": PERSON.format(id="P-1", name="甲", mail="a@example.com").encode(),
        "records/person/P-2.yaml": b"\t",
        "records/note/N-1.yaml": b"id: N-1\n",
    }
    assert example.identities(tree) == {"P-1": "甲 <a@example.com>"}
