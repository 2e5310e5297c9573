from __future__ import annotations

import pytest

from docctl.git import Entry
from docctl.guard.modes import mode_problems


@pytest.mark.parametrize(
    ("path", "mode", "expected"),
    [
        ("records/a.yaml", "100644", []),
        ("tools/run.sh", "100755", []),
        ("records/a.yaml", "100755", ["MODE_EXECUTABLE"]),
        ("schemas/a.yaml", "100755", ["MODE_EXECUTABLE"]),
        ("site/a.js", "100755", ["MODE_EXECUTABLE"]),
        ("docs/a", "120000", ["MODE_SYMLINK"]),
        ("docs/a", "160000", ["MODE_SUBMODULE"]),
        ("docs/a", "010000", ["MODE_SPECIAL"]),
        ("docs/a", "140000", ["MODE_SPECIAL"]),
        ("docs/a", "100664", []),  # git itself lists it as 100644; the server lets fsck refuse it
    ],
)
def test_a_library_holds_plain_files(path: str, mode: str, expected: list[str]) -> None:
    assert [violation.code for violation in mode_problems([Entry(path, mode, "")])] == expected
