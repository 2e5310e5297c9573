"""Bytes and names that make no sense where statements are expected: a violation at a place, never a traceback."""

from __future__ import annotations

import pytest

from docctl.report import headline
from tests.company import DOCUMENT
from tests.siege import ROOT
from tests.siege import Siege

SLUGS = ["0", "01", "-1", "1.5", "２", "²", "1e3", "9" * 5000, " 1", "1\x1b[31m", "\x00", "\u202e1", "1\n2", "..."]
HOSTILE = {
    "garbage": bytes(range(256)) * 8,
    "nothing": b"",
    "nested": b"[" * 10_000 + b"]" * 10_000,
    "nested objects": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "huge": b'"' + b"x" * 70_000 + b'"',
    "number": b'{"type": "docctl/statement/v1", "policy": ' + b"9" * 5000 + b"}",
    "not a number": b'{"type": "docctl/statement/v1", "policy": NaN}',
    "half a character": b'{"type": "docctl/statement/v1", "person": "\\ud800"}',
    "a list": b"[]",
    "null": b"null",
    "UTF-16": '{"type": "docctl/statement/v1"}'.encode("utf-16"),
}
ACTS = [
    ("POLICY/1/01-enact-P-001.json", "POLICY/1/"),
    ("P-002/1/01-enrol-P-001.json", "P-002/1/"),
    ("DLG-2026-009/1/01-delegate-P-001.json", "DLG-2026-009/1/"),
    (f"{DOCUMENT}/A-0/03-approve-P-001.json", f"{DOCUMENT}/A-0/"),
]


def said(siege: Siege) -> list[str]:
    """What is reported, as it is printed; every control character would show."""
    check, problems = siege.opened()
    found = [*siege.found(), *problems, *check.run()]
    lines = [headline(violation, language) for violation in found for language in ("en", "zh")]
    assert not [line for line in lines if not line.replace("\n", "").isprintable()]
    return [violation.path for violation in found]


@pytest.mark.parametrize("slug", SLUGS, ids=repr)
@pytest.mark.parametrize("record", ["POLICY", "P-002", "DLG-2026-009", DOCUMENT])
def test_folders_of_any_name(record: str, slug: str) -> None:
    siege = Siege("delegated")
    for path in [path for path in siege.files if path.startswith(f"{ROOT}{record}/")]:
        name = path.rpartition("/")[2]
        siege.files[f"{ROOT}{record}/{slug}/{name}"] = siege.files[path]
    assert any(path.startswith(f"{ROOT}{record}/") for path in said(siege))
    assert siege.revision().issued


@pytest.mark.parametrize("place", ["x.txt", "POLICY/x.txt", "P-002/x.txt", "P-002/1/a/b/c", "\x1b/1/x", "p-002/1/x"])
def test_files_where_none_belong(place: str) -> None:
    siege = Siege("delegated")
    siege.files[ROOT + place] = b"x"
    assert [path for path in said(siege) if path.startswith(ROOT)]
    assert siege.revision().issued


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(("path", "folder"), ACTS)
def test_statements_of_any_bytes(path: str, folder: str, content: bytes) -> None:
    siege = Siege("delegated")
    siege.files[ROOT + path] = content
    assert any(found.startswith(ROOT + folder.rstrip("/")) for found in said(siege))


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(("path", "folder"), ACTS)
def test_signatures_of_any_bytes(path: str, folder: str, content: bytes) -> None:
    siege = Siege("delegated")
    siege.files[f"{ROOT}{path}.sig"] = content
    assert any(found.startswith(ROOT + folder.rstrip("/")) for found in said(siege))


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(
    "path",
    ["POLICY/1/policy.yaml", "P-002/1/P-002.yaml", "DLG-2026-009/1/DLG-2026-009.yaml", f"{DOCUMENT}/A-0/{DOCUMENT}.md"],
)
def test_signed_records_of_any_bytes(path: str, content: bytes) -> None:
    siege = Siege("delegated")
    siege.files[ROOT + path] = content
    assert any(found.startswith(ROOT) for found in said(siege))
