"""The living example: the same commits everywhere, sound at every commit, and what was in force on six days."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from build import demo_records
from docctl.demo import example
from docctl.demo.replay import APPROVALS
from docctl.demo.replay import Replay
from docctl.demo.scenario import load
from tests import demo as living
from tests.company_repository import NOW
from tests.company_repository import TODAY

if TYPE_CHECKING:
    from tests.company_repository import Company

ROOT = Path(__file__).resolve().parents[2]
# Written down by hand from the scenario: what a document controller would answer on that day.
IN_FORCE = {
    # Adopted from paper: in force since their own days, also before they came into the library.
    "2024-12-31": "HM-QP-WK001 A/0, HM-QP-WK002 A/0, HM-WI-GC001 A/0, HM-WI-SC001 A/0",
    "2025-04-30": (
        "HM-QP-WK001 A/0, HM-QP-WK002 A/0, HM-QP-XS001 A/0, HM-QP-ZL001 A/0, HM-QP-ZL002 A/0, "
        "HM-WI-GC001 A/0, HM-WI-SC001 A/0"
    ),
    "2025-07-15": (
        "HM-QP-WK001 A/1, HM-QP-WK002 A/0, HM-QP-XS001 A/0, HM-QP-XS002 A/0, HM-QP-XS004 A/0, HM-QP-ZL001 A/0, "
        "HM-QP-ZL002 A/0, HM-WI-GC001 A/0, HM-WI-SC001 A/0"
    ),
    # The first approval of HM-QP-XS002 A/1 named 8 October and rested on a review with a lost key.
    "2025-10-10": (
        "HM-QP-WK001 A/1, HM-QP-WK001-EN A/0, HM-QP-WK002 A/0, HM-QP-XS001 A/0, HM-QP-XS002 A/0, HM-QP-XS004 A/0, "
        "HM-QP-ZL001 A/0, HM-QP-ZL002 A/0, HM-WI-GC001 A/0, HM-WI-SC001 A/0"
    ),
    "2026-04-15": (
        "HM-QP-WK001 A/1, HM-QP-WK001-EN A/0, HM-QP-WK002 A/0, HM-QP-XS001 A/0, HM-QP-XS002 A/1, HM-QP-XS004 A/0, "
        "HM-QP-ZL001 A/0, HM-QP-ZL002 A/1, HM-WI-GC001 A/0"
    ),
    "2026-08-25": (
        "HM-QP-WK001 A/1, HM-QP-WK001-EN A/0, HM-QP-WK002 A/0, HM-QP-XS001 A/0, HM-QP-XS002 A/1, HM-QP-XS004 A/0, "
        "HM-QP-ZL001 A/0, HM-QP-ZL001-EN A/0, HM-QP-ZL002 A/1, HM-WI-GC002 A/0"
    ),
    "2026-11-21": (
        "HM-QP-WK001 A/2, HM-QP-WK001-EN A/0, HM-QP-WK002 A/0, HM-QP-XS001 A/0, HM-QP-XS002 A/1, HM-QP-XS003 A/0, "
        "HM-QP-XS004 A/0, HM-QP-ZL001 A/0, HM-QP-ZL001-EN A/0, HM-QP-ZL002 A/1, HM-WI-GC002 A/0"
    ),
}
STATES = {
    "2025-06-25": {("HM-QP-WK001", "A/0"): "effective", ("HM-QP-WK001", "A/1"): "pending"},
    "2025-10-10": {("HM-QP-XS002", "A/0"): "effective", ("HM-QP-XS002", "A/1"): "pending"},
    "2026-03-31": {("HM-WI-SC001", "A/0"): "effective", ("HM-QP-XS002", "A/0"): "superseded"},
    "2026-08-25": {
        ("HM-WI-SC001", "A/0"): "withdrawn",
        ("HM-WI-GC001", "A/0"): "obsolete",
        ("HM-QP-WK001", "A/1"): "effective",
        ("HM-QP-WK001", "A/2"): "pending",
    },
    "2026-11-21": {
        ("HM-QP-WK001", "A/0"): "superseded",
        ("HM-QP-WK001", "A/2"): "effective",
        ("HM-QP-XS005", "A/0"): "pending",
        ("HM-QP-ZH001", "A/0"): "in_review",
    },
}


def test_every_run_gives_the_same_commits(demo: Company, tmp_path: Path) -> None:
    settings = tmp_path / "home/.gitconfig"
    settings.parent.mkdir()
    settings.write_text("[core]\nautocrlf = true\n[init]\ndefaultBranch = trunk\n[user]\nname = Somebody\n")
    before = os.umask(0o077)
    try:
        other = living.make(tmp_path / "other", TZ="America/Lima", LC_ALL="C", LANG="de_DE.UTF-8", GIT_INDEX_FILE="x")
    finally:
        os.umask(before)
    names = "for-each-ref", "--format=%(refname) %(objectname)"
    assert other.text(*names) == demo.text(*names)


def test_git_finds_nothing_wrong(demo: Company) -> None:
    demo.run("fsck", "--strict", "--no-progress")
    assert demo.text("status", "--porcelain") == ""
    assert demo.text("symbolic-ref", "HEAD") == "refs/heads/main"


def test_the_last_tree_is_this_library(demo: Company) -> None:
    last = example.last_tree(ROOT)
    assert sorted(last) == demo.text("-c", "core.quotePath=false", "ls-files").splitlines()
    assert {path: (demo.path / path).read_bytes() for path in last} == last


def test_the_scenario_names_every_file() -> None:
    last = example.last_tree(ROOT)
    replay = Replay(load(), last)
    for _ in replay.commits(to_last=False):
        pass
    assert replay.tree == last, "a record that no event brings: say in the scenario when it came"


def test_the_statements_are_those_that_the_scenario_signs() -> None:
    last = example.last_tree(ROOT)
    signed = {path: data for path, data in last.items() if path.startswith(APPROVALS)}
    assert demo_records.approvals(last) == signed, "run tools/build/demo_records.py"


def test_the_history_is_that_of_two_years_and_many_hands(demo: Company) -> None:
    lines = demo.text("log", "--reverse", "--format=%ad %an", "--date=short", "main").splitlines()
    assert (lines[0][:10], lines[-1][:10]) == ("2024-12-02", TODAY)
    assert len({line[11:] for line in lines}) >= 10
    assert len(lines) >= 200


def test_requests_came_in_as_one_commit_as_copies_and_by_merge(demo: Company) -> None:
    assert demo.text("rev-list", "--merges", "--count", "main") == "1"
    net = demo.text("diff", "--stat", "main...zl002-a1")
    squash = demo.text("log", "--format=%h", "--grep=ZL002\\|纠正与预防措施控制程序 A/1 编制", "main").splitlines()[-1]
    assert demo.text("diff", "--stat", f"{squash}~1", squash) == net
    copies = demo.text("log", "--format=%an %ad", "--grep=CN-2025-001", "main")
    assert copies == demo.text("log", "--format=%an %ad", "--grep=CN-2025-001", "wk001-a1")


def test_every_tenth_of_the_way_is_clean(demo: Company) -> None:
    commits = demo.text("rev-list", "--first-parent", "--reverse", "main").splitlines()
    for commit in commits[10 :: len(commits) // 9]:
        outcome = demo.docctl("check", "--rev", commit, "--format", "concise")
        assert outcome.code == 0, outcome.out


@pytest.mark.parametrize("day", IN_FORCE)
def test_what_was_in_force_on_a_day(demo: Company, day: str) -> None:
    table = demo.docctl("register", "G-01", "--as-of", day, "--format", "json").json
    columns = [column["key"] for column in table["columns"]]
    number, revision = columns.index("number"), columns.index("revision")
    assert ", ".join(f"{row[number]} {row[revision]}" for row in table["rows"]) == IN_FORCE[day]


@pytest.mark.parametrize("day", STATES)
def test_the_state_of_revisions_on_a_day(demo: Company, day: str) -> None:
    found = demo.docctl("verify", "--as-of", day, "--format", "json").json
    states = {(entry["record"], entry["revision"]): entry["state"] for entry in found}
    assert {key: states[key] for key in STATES[day]} == STATES[day]


def test_what_the_story_tells_of_trust_is_there(demo: Company) -> None:
    found = demo.docctl("verify", "--format", "json").json
    statements = [(entry["record"], entry["revision"], s) for entry in found for s in entry["statements"]]
    assert {s["method"] for _, _, s in statements} >= {"ssh", "paper", "adopt"}
    assert {s["transition"] for _, _, s in statements} >= {"adopt", "reject", "release", "withdraw", "obsolete"}
    leaked = [(r, v, s["transition"]) for r, v, s in statements if s["code"] == "SIGNER_KEY_COMPROMISED"]
    assert leaked == [("HM-QP-XS002", "A/1", "review")]
    kept = [s for r, _, s in statements if (r, s["person"]) == ("HM-QP-XS001", "P-003")]
    assert [s["valid"] for s in kept] == [True]


def test_the_stale_translation_is_due(demo: Company) -> None:
    due = demo.docctl("due", "--as-of", TODAY, "--format", "json").json
    assert [item["record"] for item in due if item["slug"] == "doc.translation.stale"] == ["HM-QP-WK001-EN"]


def test_an_installed_package_makes_the_same_demo(demo: Company, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path / "dist")],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target"]
    subprocess.run([*pip, str(tmp_path / "installed"), str(wheel)], check=True, capture_output=True)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "SOURCE_DATE_EPOCH": NOW}
    command = [sys.executable, "-m", "docctl", "demo", str(tmp_path / "huaming")]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    head = ["git", "-C", str(tmp_path / "huaming"), "rev-parse", "HEAD"]
    done = subprocess.run(head, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == demo.text("rev-parse", "HEAD")
