"""The tutorial does what it shows: each step changes one file under schemas/ and no Python."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests import pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.gitrepo import GitRepo

PAGES = {"en": "docs/tutorial.md", "zh": "docs/tutorial.zh.md"}
STEPS = 4


def steps(language: str) -> list[tuple[str, list[pages.Block]]]:
    text = (pages.ROOT / PAGES[language]).read_text(encoding="utf-8")
    found = [(title, pages.blocks(inner)) for title, inner in pages.sections(text)]
    return [(title, inner) for title, inner in found if inner]


def commands(console: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block with the output shown below it."""
    for part in console.removeprefix("$ ").split("\n$ "):
        command, _, output = part.partition("\n")
        yield command, output.rstrip("\n")


def stable(output: str) -> str:
    """The output without what grows with the example library: how many records there are."""
    return re.sub(r"[0-9]+ (records checked|条记录)", r"N \1", output.rstrip("\n"))


def changed(repository: GitRepo) -> list[str]:
    listed = repository.text("status", "--porcelain", "--untracked-files=all", "-z")
    return [entry[3:] for entry in listed.split("\0") if entry]


@pytest.mark.parametrize("language", PAGES)
def test_every_step_gives_what_the_page_shows(language: str, tmp_path: Path) -> None:
    repository = pages.copy_of_this_repository(tmp_path / "library")
    for title, inner in steps(language):
        written: set[str] = set()
        for block in inner:
            if block.title:
                repository.write(block.title, block.text)
                written.add(block.title)
            else:
                assert block.language == "console", f"{title}: a block that is neither a file nor a console"
                for command, output in commands(block.text):
                    got = pages.run(command, repository, language).stdout
                    assert stable(got) == stable(output), command
        assert len([path for path in changed(repository) if path.startswith("schemas/")]) == 1, title
        assert [path for path in changed(repository) if not path.startswith(("schemas/", "records/"))] == [], title
        assert pages.run("docctl check", repository, language).returncode == 0, f"{title} leaves a wrong library"
        repository.commit(title)


@pytest.mark.parametrize("language", PAGES)
def test_the_page_has_a_type_a_field_a_rule_and_a_register(language: str) -> None:
    assert len(steps(language)) == STEPS


def test_both_languages_show_the_same_files_and_commands() -> None:
    def shown(language: str) -> list[str]:
        found = [block for _, inner in steps(language) for block in inner]
        files = [block.title + "\n" + block.text for block in found if block.title]
        return files + [command for block in found if not block.title for command, _ in commands(block.text)]

    assert shown("en") == shown("zh")
