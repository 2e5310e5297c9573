"""By what a forge knows a violation again after other lines of the file have changed."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from docctl.violation import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from docctl.violation import Violation


def fingerprints(violations: Iterable[Violation]) -> Iterator[str]:
    """One for each violation, all different: line and language are left out, equals are counted."""
    seen: Counter[str] = Counter()
    for violation in violations:
        place = (shown_path(violation.path), violation.pointer, violation.commit)
        known = "\0".join((violation.slug, violation.code, *place, violation.message.en))
        seen[known] += 1
        text = known if seen[known] == 1 else f"{known}\0{seen[known]}"
        yield hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
