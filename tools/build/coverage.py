"""Writes docs/coverage.md: what of the requirements the schemas, the registers and the policy tests carry.

Usage: python tools/build/coverage.py [REPOSITORY]
A policy works where it has a test; a test of a part of it says in `LACKS` which types the rest needs.
"""

from __future__ import annotations

import csv
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from build.reference import table
from docctl.rules.catalogue import entries
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator

PAGE = Path("docs/coverage.md")
_POLICY = re.compile(r"S[0-9]{3}-[0-9]{2}")
_SECTION = re.compile(r"^### (C\.[0-9]+) (.+)$|^\| (R-[0-9]{3}) \|", re.MULTILINE)
_LACKS = re.compile(r'^LACKS = "(.+)"$', re.MULTILINE)
Row = dict[str, str]


@dataclass(frozen=True)
class Built:
    """What exists: ids of rules and registers, types with the policies they cite, what the test of a policy lacks."""

    rules: frozenset[str]
    types: dict[str, frozenset[str]]
    registers: frozenset[str]
    tested: dict[str, str]


def page(root: Path) -> str:
    """The text of the page."""
    asked = {name: _rows(root, name) for name in ("rules", "types", "registers", "policies")}
    built = _built(root)
    works = list(built.tested.values()).count("")
    types = [row for row in asked["types"] if row["slug"] in built.types]
    lines = [
        "<!-- Made by `make docs`; change what it is made from. -->",
        "# Coverage",
        "",
        "What of the [requirements](requirements/README.md) is built: rules that `docctl rules --all` lists,",
        "types, registers, and the policies whose acceptance is a test in `tests/policies/`.",
        "",
        f"**{_of(built.rules, asked['rules'])} rules, {len(types)} of {len(asked['types'])} record types,",
        f"{_of(built.registers, asked['registers'])} registers, {works} of {len(asked['policies'])} policies work.**",
        "",
        "## Rules by section",
        "",
        *table(("section", "built", "asked for", "not built"), _sections(root, built)),
        "## Policies",
        "",
        "`part`: a test shows what is built of its sentence; what is named beside it needs types that are not.",
        "",
        *table(("policy", "title", "rules", "not built", "types", "registers", "works"), _policies(asked, built)),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _rows(root: Path, name: str) -> list[Row]:
    with (root / "docs/requirements" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _of(built: Collection[str], asked: list[Row]) -> str:
    return f"{len({row['id'] for row in asked}.intersection(built))} of {len(asked)}"


def _built(root: Path) -> Built:
    schemas, problems = load_schemas(Snapshot.of_worktree(str(root), ("schemas/",)), every_profile=True)
    if problems:
        raise SystemExit("\n".join(problem.message.en for problem in problems))
    return Built(
        frozenset(entry.id for entry in entries(schemas)),
        {slug: frozenset(_POLICY.findall(kind.document.source.decode())) for slug, kind in schemas.types.items()},
        frozenset(schemas.registers),
        dict(_tested(root)),
    )


def _tested(root: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((root / "tests/policies").glob("test_S*.py")):
        lacks = _LACKS.search(path.read_text("utf-8"))
        yield path.stem.removeprefix("test_").replace("_", "-"), lacks[1] if lacks else ""


def _sections(root: Path, built: Built) -> Iterator[tuple[str, ...]]:
    text = (root / "docs/requirements/c-rules.md").read_text("utf-8")
    rules: dict[str, list[str]] = {}
    for section, title, rule in _SECTION.findall(text):
        if section:
            rules[f"{section} {title}"] = []
        elif rules:
            rules[list(rules)[-1]].append(rule)
    for title, asked in rules.items():
        if asked:
            missing = [rule for rule in asked if rule not in built.rules]
            yield title, str(len(asked) - len(missing)), str(len(asked)), _ranges(missing)


def _policies(asked: dict[str, list[Row]], built: Built) -> Iterator[tuple[str, ...]]:
    for row in asked["policies"]:
        policy = row["id"].replace("F-", "S", 1)
        rules = [rule["id"] for rule in asked["rules"] if policy in rule["source"]]
        missing = [rule for rule in rules if rule not in built.rules]
        registers = [found["id"] for found in asked["registers"] if policy in found["source"]]
        yield (
            policy,
            row["policy"],
            f"{len(rules) - len(missing)} of {len(rules)}",
            _ranges(missing),
            ", ".join(f"`{slug}`" for slug, sources in built.types.items() if policy in sources),
            ", ".join(name if name in built.registers else f"({name})" for name in registers),
            _works(built.tested.get(policy)),
        )


def _works(lacks: str | None) -> str:
    if lacks is None:
        return "no"
    return f"part, without {lacks}" if lacks else "yes"


def _ranges(ids: Iterable[str]) -> str:
    """Ids in their order, runs of them as first…last."""
    runs: list[list[int]] = []
    for number in (int(name.removeprefix("R-")) for name in ids):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"R-{run[0]:03d}" + (f"…{run[-1]:03d}" if run[1:] else "") for run in runs)


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    (folder / PAGE).write_text(page(folder), encoding="utf-8")
    print(f"wrote {PAGE}")
