from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pytest

from docctl.approval.statement import MAX_BYTES
from docctl.approval.statement import TYPE
from docctl.approval.statement import Malformed
from docctl.approval.statement import Statement
from docctl.approval.statement import digest
from docctl.approval.statement import parse

DIGEST = digest(b"x")
PLAIN = Statement(
    repository="r",
    record="DOC",
    revision="A/0",
    files={"DOC.md": DIGEST, "DOC.files/scan 1.pdf": DIGEST},
    transition="approve",
    meaning="批准",
    person="P-001",
    name="王",
    role="approver",
    at="2026-02-28T23:59:59Z",
    method="ssh",
    seen=[DIGEST],
    requires=["submit:author"],
    policy=1,
    tool="docctl 1",
)


def written(**changes: Any) -> bytes:
    given = {"type": TYPE, **asdict(PLAIN), **changes}
    return json.dumps({name: value for name, value in given.items() if value is not None}).encode()


def test_what_is_written_is_read_back() -> None:
    assert parse(PLAIN.to_bytes()) == PLAIN
    assert b'"effective_on"' not in PLAIN.to_bytes()
    assert "批准".encode() in PLAIN.to_bytes()
    assert PLAIN.to_bytes().endswith(b"}\n")


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "docctl/statement/v2"},
        {"extra": 1},
        {"person": ""},
        {"person": 7},
        {"policy": 0},
        {"policy": True},
        {"policy": 1.5},
        {"seen": "x"},
        {"seen": ["x"]},
        {"requires": [1]},
        {"files": {}},
        {"files": []},
        {"files": {"DOC.md": "sha256:00"}},
        {"files": {"../DOC.md": DIGEST}},
        {"files": {"a/../DOC.md": DIGEST}},
        {"files": {"/etc/passwd": DIGEST}},
        {"files": {"a//b": DIGEST}},
        {"files": {"./DOC.md": DIGEST}},
        {"files": {"a\\b": DIGEST}},
        {"files": {"a\nb": DIGEST}},
        {"files": {"": DIGEST}},
        {"at": "2026-02-28"},
        {"at": "2026-02-30T00:00:00Z"},
        {"at": "2026-02-28T24:00:00Z"},
        {"at": "2026-02-28T23:60:00Z"},
        {"at": "2026-02-28T23:59:60Z"},
        {"at": "2026-02-28T23:59:59+08:00"},
        {"at": "9999-12-31T23:59:59Z"},
        {"at": "0001-01-01T00:00:00Z"},
        {"effective_on": "2026-02-31"},
        {"effective_on": "tomorrow"},
        {"name": "\ud800"},
        {"\udfff": "x"},
    ],
)
def test_anything_else_is_malformed(changes: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        parse(written(**changes))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"null",
        b"\xff",
        b"{" * 5,
        b"[" * 60_000,
        b'{"type": NaN}',
        b'{"policy": 1' + b"0" * 5_000 + b"}",
        b'{"type": "a", "type": "b"}',
        b" " * (MAX_BYTES + 1),
    ],
)
def test_hostile_bytes_are_malformed(data: bytes) -> None:
    with pytest.raises(Malformed):
        parse(data)


def test_a_missing_field_is_named() -> None:
    with pytest.raises(Malformed, match="field role is missing"):
        parse(written(role=None))
