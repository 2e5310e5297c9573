from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Outcome


def test_as_of_takes_a_day_or_a_moment(ask: Callable[..., Outcome]) -> None:
    day = ask("register", "G-01", "--as-of", "2026-03-01", "--format", "json").json
    moment = ask("register", "G-01", "--as-of", "2026-03-01T12:00:00Z", "--format", "json").json
    assert day == moment
    assert day["as_of"] == "2026-03-01"


def test_every_reading_command_prints_json(ask: Callable[..., Outcome]) -> None:
    commands = [
        ("rules",), ("types",), ("show", "CUS-0001"), ("list", "customer"), ("refs", "CUS-0001"), ("register",),
        ("due",), ("doctor",), ("explain", "customer"),
    ]  # fmt: skip
    for command in commands:
        assert ask(*command, "--format", "json", lang="zh").json
