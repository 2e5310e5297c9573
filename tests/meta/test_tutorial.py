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


def shown(language: str) -> tuple[str, list[tuple[str, str]]]:
    """What stands before the steps, and the heading and text of each chapter."""
    text = (pages.ROOT / PAGES[language]).read_text(encoding="utf-8")
    return text.partition("\n## ")[0] + "\n", pages.sections(text)


def commands(console: str) -> Iterator[str]:
    """The commands of a console block."""
    for part in console.removeprefix("$ ").split("\n$ "):
        yield part.partition("\n")[0].rstrip("\n")


def answered(command: str, repository: GitRepo, language: str) -> str:
    """A command with what it prints; one that is meant to fail says so itself."""
    outcome = pages.run(command, repository, language)
    assert outcome.returncode == 0, f"{command}\n{outcome.stdout}"
    return f"$ {command}\n{outcome.stdout}"


def played(text: str, repository: GitRepo, language: str) -> str:
    """A chapter with its files written and its commands run, and what they printed in place of what it shows."""

    def play(block: pages.Block) -> str:
        if block.title:
            repository.write(block.title, block.text)
            return block.text
        assert block.language == "console", f"a block that is neither a file nor a console: {block.text}"
        return "".join(answered(command, repository, language) for command in commands(block.text))

    return pages.with_blocks(text, play)


def stable(output: str) -> str:
    """The output without what grows with the example library: how many records there are."""
    return re.sub(r"[0-9]+ (records checked|条记录)", r"N \1", output.rstrip("\n"))


def changed(repository: GitRepo) -> list[str]:
    listed = repository.text("status", "--porcelain", "--untracked-files=all", "-z")
    return [entry[3:] for entry in listed.split("\0") if entry]


@pytest.mark.parametrize("language", PAGES)
def test_every_step_gives_what_the_page_shows(language: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    repository = pages.copy_of_this_repository(tmp_path / "library")
    start, chapters = shown(language)
    got = start
    for title, text in chapters:
        got += f"## {title}{played(text, repository, language)}"
        paths = changed(repository)
        wanted = 1 if "```" in text else 0
        assert len([path for path in paths if path.startswith("schemas/")]) == wanted, title
        assert [path for path in paths if not path.startswith(("schemas/", "records/"))] == [], title
        assert pages.run("docctl check", repository, language).returncode == 0, f"{title} leaves a wrong library"
        repository.commit(title)
    page = pages.ROOT / PAGES[language]
    if request.config.getoption("--bless"):
        page.write_text(got, encoding="utf-8")
    assert stable(got) == stable(page.read_text(encoding="utf-8")), "accept it with `pytest --bless`"


@pytest.mark.parametrize("language", PAGES)
def test_the_page_has_a_type_a_field_a_rule_and_a_register(language: str) -> None:
    assert len([title for title, text in shown(language)[1] if pages.blocks(text)]) == STEPS


def test_both_languages_have_the_same_files_and_commands() -> None:
    def done(language: str) -> list[str]:
        found = [block for _, text in shown(language)[1] for block in pages.blocks(text)]
        files = [block.title + "\n" + block.text for block in found if block.title]
        return files + [command for block in found if not block.title for command in commands(block.text)]

    assert done("en") == done("zh")
