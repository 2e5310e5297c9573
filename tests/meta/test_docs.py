"""The documentation is current, its commands run, its links lead somewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from build import coverage
from build import reference
from tests import optional
from tests import pages

if TYPE_CHECKING:
    from pathlib import Path

ROOT = pages.ROOT
READMES = ("README.md", "README.zh.md")
WRITTEN = sorted(
    path for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")] if "docs/requirements" not in path.as_posix()
)
RUN = (
    ("README.md", "en"),
    ("docs/guide/index.md", "en"),
    ("docs/guide/daily.zh.md", "zh"),
    ("docs/guide/copies.md", "en"),
)
ALIKE = (READMES, *((f"docs/guide/{name}.md", f"docs/guide/{name}.zh.md") for name in ("index", "daily", "copies")))
_LINK = re.compile(r"\]\(([^)#]+)(#[^)]*)?\)")
_INSTALLS_OR_SERVES = ("make ", "pip install", "site build")


def readme(name: str) -> list[pages.Block]:
    return pages.blocks((ROOT / name).read_text(encoding="utf-8"))


# The reference


def test_the_reference_is_current() -> None:
    stale = [
        name
        for name, text in reference.pages(ROOT).items()
        if (ROOT / reference.FOLDER / name).read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run `make docs`"
    assert {path.name for path in (ROOT / reference.FOLDER).iterdir()} == set(reference.pages(ROOT))


def test_the_coverage_is_current() -> None:
    assert (ROOT / coverage.PAGE).read_text(encoding="utf-8") == coverage.page(ROOT), "run `make docs`"


def test_a_keyword_without_a_meaning_is_an_error() -> None:
    given = reference.texts()
    without = {name: text for name, text in given["vocabulary"].items() if name != "x-ref"}
    with pytest.raises(reference.Incomplete, match=r"no meaning for property\.x-ref"):
        reference.vocabulary_page(given["kinds"], without)


def test_a_meaning_of_nothing_is_an_error() -> None:
    given = reference.texts()
    with pytest.raises(reference.Incomplete, match="meanings of nothing: x-reff"):
        reference.vocabulary_page(given["kinds"], {**given["vocabulary"], "x-reff": "misspelt"})


# README


def is_executed(block: pages.Block) -> bool:
    return block.language == "sh" and not any(word in block.text for word in _INSTALLS_OR_SERVES)


def test_readme_opens_with_its_two_commands() -> None:
    for name in READMES:
        assert readme(name)[0] == pages.Block("sh", "", "make serve\nmake test\n")


@pytest.mark.parametrize(("name", "language"), RUN)
def test_the_commands_of_a_page_run(name: str, language: str, tmp_path: Path) -> None:
    optional.require("ssh-keygen")
    repository = pages.copy_of_this_repository(tmp_path / "library")
    script = "".join(block.text for block in readme(name) if is_executed(block))
    outcome = pages.run(script, repository, language)
    assert outcome.returncode == 0, outcome.stdout
    for block in readme(name):
        assert block.language == "sh" or block.text in outcome.stdout, block.text


@pytest.mark.parametrize("name", [name for names in ALIKE for name in names])
def test_a_page_whose_commands_name_the_day_sets_the_clock_to_it(name: str) -> None:
    script = "".join(block.text for block in readme(name) if is_executed(block))
    before, dated, _ = script.partition("=2026-11-21")
    assert not dated or f"export SOURCE_DATE_EPOCH={pages.CLOCK}\n" in before


@pytest.mark.parametrize("names", ALIKE)
def test_both_languages_have_the_same_commands(names: tuple[str, str]) -> None:
    english, chinese = ([block for block in readme(name) if is_executed(block)] for name in names)
    assert chinese == english


def environment_commands() -> set[str]:
    """What the Makefile and the environment script run, with their variables filled in."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    text += (ROOT / "tools/build/environment.sh").read_text(encoding="utf-8")
    for name, value in {
        "$(RUN)": ".venv/bin",
        "$(PORT)": "8000",
        '"$python"': "python3",
        "$pip": ".venv/bin/python -m pip install",
        '"requirements/$level.txt"': "requirements/runtime.txt",
        " || refuse \\": "",
    }.items():
        text = text.replace(name, value)
    return {line.strip().removeprefix("@") for line in text.splitlines()}


@pytest.mark.parametrize("name", READMES)
def test_what_installs_or_serves_is_what_make_does(name: str) -> None:
    known = environment_commands() | {
        f"make {target}" for target in re.findall(r"^([a-z-]+):", makefile(), re.MULTILINE)
    }
    told = [
        line
        for block in readme(name)
        if block.language == "sh" and not is_executed(block)
        for line in block.text.splitlines()
    ]
    assert told
    assert [line for line in told if line not in known] == []


def makefile() -> str:
    return (ROOT / "Makefile").read_text(encoding="utf-8")


# Every page


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    targets = [target for target, _ in _LINK.findall(re.sub(r"`[^`\n]*`", "", text)) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_decision_has_its_number_and_parts() -> None:
    found = sorted((ROOT / "docs/adr").glob("[0-9]*.md"))
    assert [path.name[:4] for path in found] == [f"{number:04d}" for number in range(1, len(found) + 1)]
    for path in found:
        text = path.read_text(encoding="utf-8")
        assert re.match(
            rf"# {int(path.name[:4])}\. [^\n]+\n\n- Status: [^\n]+\n- Date: \d{{4}}-\d{{2}}-\d{{2}}\n", text
        ), path.name
        assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"], path.name


def test_every_chinese_page_stands_beside_an_english_one() -> None:
    assert [
        path.name
        for path in WRITTEN
        if path.name.endswith(".zh.md") and not path.with_name(path.name.replace(".zh.md", ".md")).exists()
    ] == []
