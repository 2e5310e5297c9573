"""Settings of a repository, as the programs of git that serve it read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docctl.git.plumbing import Repository

# What docctl tells git on every call says nothing of the repository.
_OUR_OWN = "command"


def read_settings(repository: Repository) -> dict[str, list[str]]:
    """Every setting that holds here, its values in the order in which git reads them; names are in lower case."""
    tokens = iter(repository.run("config", "--null", "--show-scope", "--list").decode("utf-8", "replace").split("\0"))
    found: dict[str, list[str]] = {}
    for scope, entry in zip(tokens, tokens, strict=False):
        name, _, value = entry.partition("\n")
        if scope != _OUR_OWN:
            found.setdefault(name.lower(), []).append(value)
    return found


def write_setting(repository: Repository, name: str, values: tuple[str, ...]) -> None:
    """Let a setting of the repository have these values and no others."""
    if name in read_settings(repository):
        repository.run("config", "--local", "--replace-all", name, values[0])
    else:
        repository.run("config", "--local", "--add", name, values[0])
    for value in values[1:]:
        repository.run("config", "--local", "--add", name, value)
