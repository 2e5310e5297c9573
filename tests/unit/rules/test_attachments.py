from __future__ import annotations

import hashlib

from tests.shop import order
from tests.shop import violations

SHA = hashlib.sha256(b"pdf").hexdigest()
PDF = {"records/order/O-1.files/a.pdf": "pdf"}


def named(path: str, digest: str = SHA) -> dict[str, str]:
    return order(1, f"files: [{{path: {path}, sha256: '{digest}'}}]\n")


def test_a_file_that_is_named_and_pinned_is_right() -> None:
    assert violations([named("O-1.files/a.pdf"), PDF]) == []


def test_a_missing_and_a_changed_file_are_refused() -> None:
    (missing,) = violations([named("O-1.files/a.pdf")])
    assert "O-1 ATTACHMENT_MISSING /files/0/path" in missing
    (changed,) = violations([named("O-1.files/a.pdf", "0" * 64), PDF])
    assert "O-1 ATTACHMENT_CHANGED /files/0/sha256" in changed


def test_a_file_elsewhere_and_one_that_is_not_named_are_refused() -> None:
    found = violations([named("O-1.files/../O-2.files/a.pdf"), PDF])
    assert sorted(line.split()[1] for line in found) == ["ATTACHMENT_PLACE", "ATTACHMENT_UNNAMED"]


def test_a_file_without_record_is_refused() -> None:
    assert violations([named("O-1.files/a.pdf"), PDF, order(2, "files: [{}]\n")])[0].startswith("O-2 FIELD_MISSING")
    (found,) = violations([{"records/order/O-7.files/a.pdf": "pdf"}])
    assert "O-7 ATTACHMENT_UNNAMED" in found
    (elsewhere,) = violations([order(1), {"records/person/O-1.files/a.pdf": "pdf"}])
    assert "O-1 ATTACHMENT_UNNAMED" in elsewhere


def test_of_a_record_that_cannot_be_read_nothing_more_is_said() -> None:
    (found,) = violations([order(1, "files: [\n"), PDF])
    assert "YAML_SYNTAX" in found
