"""S003-15: a second dossier with the same registration code is refused; the keys stay with the archivist."""

from __future__ import annotations

from tests import example_library as library
from tests.policies.outside import case
from tests.policies.outside import changed
from tests.policies.outside import found

FIRST, SECOND = "CUS-0001", "CUS-0002"
CODE = 'uscc: "91320000DEMX001017"'
OTHER = 'uscc: "91320000DEMX001025"'


def test_two_dossiers_with_one_registration_code_are_refused() -> None:
    assert CODE.encode() in library.base_files()[f"records/customer/{FIRST}.yaml"]
    files = changed(library.base_files(), SECOND, ("is_individual: false", f"is_individual: false\n{CODE}"))
    assert found(files) == {("engine.not-unique", SECOND)}
    assert found(changed(files, SECOND, (CODE, OTHER))) == set()


def test_the_keys_of_the_cabinets_are_with_the_archivist() -> None:
    files = case("store.key-custody/by-the-archivist")
    assert found(files) == set()
    lent = changed(files, "STK-2026-01", ("key_holder: P-008", "key_holder: P-002"))
    assert found(lent) == {("store.key-custody", "STK-2026-01")}
