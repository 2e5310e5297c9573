from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docctl.demo import example

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).resolve().parents[3]
PERSON = "id: {id}\nname: {name}\ngit_identity: {mail}\n"


def test_the_library_is_that_of_the_package_or_of_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(example, "PACKAGED", tmp_path / "library")
    assert example.place() == ROOT
    (tmp_path / "library/records").mkdir(parents=True)
    (tmp_path / "library/records/a.yaml").write_bytes(b"a: 1\n")
    (tmp_path / "library/other.txt").write_bytes(b"")
    assert example.place() == tmp_path / "library"
    assert example.last_tree() == {"records/a.yaml": b"a: 1\n"}


def test_persons_sign_with_name_and_mail() -> None:
    tree = {
        "records/person/P-1.yaml": PERSON.format(id="P-1", name="甲", mail="a@example.com").encode(),
        "records/person/P-2.yaml": b"\t",
        "records/note/N-1.yaml": b"id: N-1\n",
    }
    assert example.identities(tree) == {"P-1": "甲 <a@example.com>"}
