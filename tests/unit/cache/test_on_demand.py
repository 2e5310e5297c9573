from __future__ import annotations

import pytest

from docctl.cache.on_demand import OnDemand


def test_a_value_is_made_once_and_when_it_is_asked_for() -> None:
    made: list[int] = []

    def double(key: int) -> int:
        made.append(key)
        return key * 2

    found = OnDemand([1, 2], double)
    assert (len(found), list(found), 2 in found, 3 in found, made) == (2, [1, 2], True, False, [])
    assert (found[2], found[2], found.get(3), made) == (4, 4, None, [2])
    with pytest.raises(KeyError):
        found[3]
