from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Outcome


def test_json_has_the_shape_of_the_contract(ask: Callable[..., Outcome]) -> None:
    items = ask("due", "--all", "--format", "json").json
    assert all(
        list(item) == ["rule", "slug", "record", "due", "state", "owner", "department", "message"] for item in items
    )
    assert {item["state"] for item in items} == {"overdue", "due", "ok"}


def test_what_is_not_due_yet_is_left_out(ask: Callable[..., Outcome]) -> None:
    assert {item["state"] for item in ask("due", "--format", "json").json} == {"overdue", "due"}
    out = ask("due", lang="zh").out
    assert "逾期" in out
    assert "overdue" not in out


def test_duties_follow_the_day(ask: Callable[..., Outcome]) -> None:
    assert ask("due", "--as-of", "2030-01-01").out.count("overdue") > ask("due").out.count("overdue")
