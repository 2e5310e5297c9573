from __future__ import annotations

import pytest

from docctl.guard.contents import file_problems
from docctl.guard.contents import is_attachment
from docctl.guard.limits import Limits


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("records/a/A.files/x.pdf", True),
        ("records/a/A.yaml", False),
        ("records/approvals/A/1/A.md", False),
        ("records/approvals/A/1/01-submit-P-1.json", False),
        ("records/approvals/A/1/01-submit-P-1.json.sig", False),
        ("records/approvals/A/1/01-submit-P-1.scan.pdf", True),
        ("records/approvals/A/1/drawing.exe", True),
        ("docs/x.files/a.exe", False),
    ],
)
def test_attachments_lie_beside_records_and_statements(path: str, *, expected: bool) -> None:
    assert is_attachment(path) == expected


@pytest.mark.parametrize(
    ("path", "data", "expected"),
    [
        ("site/pages/a.md", "好\n".encode(), []),
        ("site/pages/a.md", b"\xff\n", ["TEXT_ENCODING"]),
        ("site/pages/a.md", "a\u202e\r\n".encode(), ["TEXT_CR", "TEXT_BIDI"]),
        ("site/assets/a.png", b"\xff", []),
        ("tools/a.py", "a\u202e".encode(), []),
        ("tools/a.bin", b"x" * ((1 << 20) + 1), ["FILE_TOO_LARGE"]),
    ],
)
def test_pages_are_read_as_texts_and_all_files_are_weighed(path: str, data: bytes, expected: list[str]) -> None:
    assert [violation.code for violation in file_problems(path, data, Limits())] == expected
