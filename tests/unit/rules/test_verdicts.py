from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.library import load_library
from docctl.library import touched
from docctl.rules.verdicts import Verdicts
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot
from tests import shop

if TYPE_CHECKING:
    from pathlib import Path

    from docctl.violation import Violation

TWO = {**shop.order(1), **shop.order(2)}
FIRST_EDITED = {**shop.order(1, "name: bolt\n"), **shop.order(2)}
SECOND_EDITED = {**shop.order(1), **shop.order(2, "name: bolt\n")}


def is_judged(folder: Path | None, orders: dict[str, str], *, asking: str = "O-1") -> bool:
    """Whether a judgement that asks for one order is formed anew; it is kept for the next time."""
    files = {path: text.encode() for path, text in {**shop.SCHEMAS, **shop.PEOPLE, **orders}.items()}
    snapshot = Snapshot.of_files(files)
    schemas, _ = load_schemas(snapshot, folder=str(folder) if folder else None)
    library, _ = load_library(snapshot, schemas)
    verdicts, formed = Verdicts(library), []

    def judge() -> list[Violation]:
        formed.append(asking)
        if asking:
            library.reads.record(asking)
        return []

    assert list(verdicts.of({"judgement": judge})) == []
    assert verdicts.hold("judgement") != bool(formed)
    verdicts.keep()
    return bool(formed)


# Told by what differs, and by what every question is answered.
@pytest.mark.parametrize("most", [touched.MOST, 0])
def test_a_judgement_holds_until_what_it_read_changes(
    tmp_path: Path, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(touched, "MOST", most)
    steps = [TWO, TWO, SECOND_EDITED, FIRST_EDITED, FIRST_EDITED]
    assert [is_judged(tmp_path, orders) for orders in steps] == [True, False, False, True, False]


def test_a_judgement_that_read_nothing_known_is_formed_each_time(tmp_path: Path) -> None:
    assert [is_judged(tmp_path, TWO, asking="") for _ in range(2)] == [True, True]


def test_without_a_place_nothing_is_kept() -> None:
    assert [is_judged(None, TWO) for _ in range(2)] == [True, True]
