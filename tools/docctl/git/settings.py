"""Settings of a repository, as the programs of git that serve it read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docctl.git.plumbing import Repository


def read_settings(repository: Repository) -> dict[str, list[str]]:
    """Every setting that holds here, its values in the order in which git reads them; names are in lower case."""
    found: dict[str, list[str]] = {}
    for entry in repository.run("config", "--null", "--list").decode("utf-8", "replace").split("\0")[:-1]:
        name, _, value = entry.partition("\n")
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
