"""Everything of an installation that can go off is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.guard import installation
from docctl.guard.installation import SEED
from docctl.guard.installation import SETTINGS
from docctl.guard.installation import Placed
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER, MEND = "/srv/x.git", Text("docctl server install /srv/x.git", "docctl server install /srv/x.git")
GOOD = {name: list(values) for name, values in installation.expected(FOLDER)} | {SEED: ["a" * 64]}


def found(**changed: list[str] | None) -> list[str]:
    given: Mapping[str, list[str] | None] = {
        **GOOD,
        **{name.replace("__", "."): value for name, value in changed.items()},
    }
    held = {name: values for name, values in given.items() if values is not None}
    return [v.code for v in installation.setting_problems(held, FOLDER, MEND)]


def test_settings_as_installed_are_right() -> None:
    assert found() == []
    assert found(core__fsync=["none", "all"]) == []
    assert found(receive__fsck__missingemail=["error"]) == []


@pytest.mark.parametrize("name", [name for name, _ in SETTINGS])
def test_each_setting_is_missed_and_looked_at(name: str) -> None:
    key = name.replace(".", "__")
    assert found(**{key: None}) == ["SERVER_SETTING"]
    assert found(**{key: ["off"]})[0] == "SERVER_SETTING"


@pytest.mark.parametrize("name", installation.FORBIDDEN)
def test_what_goes_round_the_hook_is_found(name: str) -> None:
    assert "SERVER_FORBIDDEN" in found(**{name.replace(".", "__"): ["x"]})


def test_a_check_of_git_turned_down_and_a_short_secret_are_found() -> None:
    assert found(receive__fsck__missingemail=["ignore"]) == ["SERVER_FORBIDDEN"]
    assert found(transfer__hiderefs=["refs/docctl", "!refs/docctl/num", "!refs/docctl"]) == ["SERVER_SETTING"]
    assert found(receive__certnonceseed=["short"]) == ["SERVER_SEED"]


@pytest.mark.parametrize(
    ("hook", "codes"),
    [
        (Placed(b"hook", 7, 0o100755), []),
        (Placed(b"other", 7, 0o100755), ["SERVER_HOOK"]),
        (Placed(None, 7, 0o100755), ["SERVER_HOOK"]),
        (Placed(b"hook", 7, 0o100644), ["SERVER_HOOK_MODE"]),
        (Placed(b"hook", 8, 0o100755), ["SERVER_OWNER"]),
        (Placed(b"hook", 7, 0o100775), ["SERVER_OWNER"]),
        (Placed(b"hook", 7, 0o100757), ["SERVER_OWNER"]),
    ],
)
def test_a_hook_is_the_installed_one_and_nobody_elses(hook: Placed, codes: list[str]) -> None:
    assert [v.code for v in installation.hook_problems(hook, [b"hook"], frozenset({0, 7}), MEND)] == codes


def test_the_list_of_keys_is_what_is_enrolled() -> None:
    assert list(installation.signer_problems(b"a", b"a", MEND)) == []
    assert [v.code for v in installation.signer_problems(None, b"", MEND)] == ["SERVER_SIGNERS"]
