"""The same hostile files through the real entries: `docctl check` as a process, and a commit with the hook installed.

Each entry sees many of them at once, side by side in one library, and tells every one at its own file.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.depot import Depot
from tests.depot import library as shop
from tests.gitrepo import GitRepo
from tests.hostile.content_inputs import ATTACHMENTS
from tests.hostile.content_inputs import BYTES
from tests.hostile.content_inputs import FRONT_MATTER
from tests.hostile.content_inputs import MARKDOWN
from tests.hostile.content_inputs import NAMES
from tests.hostile.content_inputs import ORDER_PATH
from tests.hostile.content_inputs import PERSONAL
from tests.hostile.content_inputs import SCHEMA
from tests.hostile.content_inputs import YAML
from tests.hostile.library import GOOD
from tests.hostile.library import judged

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.hostile.library import Input

# Git itself takes no such names into the index: what would bring them is a push made by hand, which the server judges.
_UNSTAGEABLE = frozenset({"PATH_TRAVERSAL", "PATH_DOTGIT"})


def side_by_side(inputs: Iterable[Input]) -> tuple[dict[str, bytes], set[tuple[str, str]]]:
    """The hostile records of many inputs, each under a number of its own, and the code that each file must get."""
    files: dict[str, bytes] = {}
    expected: set[tuple[str, str]] = set()
    for number, given in enumerate(inputs, 100):
        renamed = {_renamed(path, number): _in(data, number) for path, data in given.files.items()}
        files |= renamed
        expected |= {(given.code, path) for path in renamed if _is_guilty(given, path)}
    return files, expected


def _renamed(path: str, number: int) -> str:
    return path.replace("O-1", f"O-{number}").replace("W-1", f"W-{number}")


def _in(data: bytes, number: int) -> bytes:
    if data.startswith((b"\xff\xfe", b"%PDF", b"PK")):
        return data
    return data.replace(b"O-1", f"O-{number}".encode()).replace(b"W-1", f"W-{number}".encode())


def _is_guilty(given: Input, path: str) -> bool:
    return ".files/" in path if given in ATTACHMENTS else True


INPUTS = (*YAML, *BYTES, *MARKDOWN, *ATTACHMENTS, *FRONT_MATTER, *PERSONAL[:3])
RECORDS = side_by_side(INPUTS)
# The server tells the first twenty reasons.
_AT_ONCE = 12
NAMED = [given for given in NAMES if given.code.startswith("PATH_") and given.code not in _UNSTAGEABLE]


class Library(GitRepo):
    """The good library in a real repository, with the hook in place."""

    def docctl(self, *args: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
        """Run docctl as a process of its own."""
        command = [sys.executable, "-m", "docctl", *args]
        environment = {**self.environment, "DOCCTL_LANG": lang, "PYTHONPATH": os.pathsep.join(sys.path)}
        return subprocess.run(
            command, cwd=self.path, env=environment, capture_output=True, encoding="utf-8", check=False
        )

    def commit_refused(self) -> str:
        """What is said when everything is staged and a commit is tried."""
        environment = {**self.environment, "DOCCTL_LANG": "en", "PYTHONPATH": os.pathsep.join(sys.path)}
        self.run("add", "-A")
        before = self.text("rev-parse", "HEAD")
        done = subprocess.run(
            ["git", "commit", "-qm", "x"], cwd=self.path, env=environment, capture_output=True, check=False
        )
        assert done.returncode != 0
        assert self.text("rev-parse", "HEAD") == before
        return done.stderr.decode("utf-8")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    made = Library(tmp_path_factory.mktemp("hostile") / "library")
    for path, data in GOOD.items():
        made.write(path, _typed(path, data))
    made.write(".gitattributes", "* -text\n")
    made.run("add", "-A")
    made.run("commit", "-qm", "Good")
    assert made.docctl("hook", "install").returncode == 0
    return made


def _typed(path: str, data: bytes) -> bytes:
    """Pages get longer numbers, so that many lie side by side."""
    return data.replace(b"^W-[0-9]$", b"^W-[0-9]+$") if path.endswith("page.yaml") else data


@pytest.fixture
def attacked(library: Library, tmp_path: Path) -> Library:
    shutil.copytree(library.path, tmp_path / "library", symlinks=True)
    return Library(tmp_path / "library")


def reported(outcome: subprocess.CompletedProcess[str]) -> set[tuple[str, str]]:
    assert outcome.returncode == 1, outcome.stderr
    violations = json.loads(outcome.stdout)["violations"]
    return {(v["code"], v["path"]) for v in violations if v["severity"] == "error"}


def test_the_good_library_passes_both(attacked: Library) -> None:
    assert attacked.docctl("check").returncode == 0
    attacked.write("records/order/O-2.yaml", GOOD[ORDER_PATH].replace(b"O-1", b"O-2"))
    attacked.run("add", "-A")
    environment = {**attacked.environment, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run(["git", "commit", "-qm", "Good"], cwd=attacked.path, env=environment, check=True)


def test_check_gives_each_record_and_attachment_its_code(attacked: Library) -> None:
    files, expected = RECORDS
    assert len(expected) >= 60
    for path, data in files.items():
        attacked.write(path, data)
    follow = {"MD_RAW_HTML"}  # of the link in angles, which is refused twice
    found = reported(attacked.docctl("check", "--format", "json"))
    assert {one for one in found if one not in expected and one[0] not in follow} == set()
    assert expected - found == set()
    assert found == reported(attacked.docctl("check", "--format", "json", lang="zh"))


def test_the_hook_gives_each_record_and_attachment_its_code(attacked: Library) -> None:
    files, expected = RECORDS
    for path, data in files.items():
        attacked.write(path, data)
    said = attacked.commit_refused()
    missing = {(code, path) for code, path in expected if not _says(said, code, path)}
    assert missing == set()
    assert len(expected) >= 40


def test_a_push_gives_each_record_and_attachment_its_code(tmp_path: Path) -> None:
    page = _typed("page.yaml", GOOD["schemas/types/page.yaml"]).decode()
    more = "reserved_numbers: [138-0000-0001]\n"
    depot = Depot(tmp_path, shop(more, **{"schemas/types/page.yaml": page}))
    before, waiting, told = depot.refs(), list(INPUTS), 0
    while waiting:
        # A step that finds something ends the judgement: what a later step would say is told by the next push.
        batch = waiting[:_AT_ONCE]
        files, expected = side_by_side(batch)
        for path, data in files.items():
            depot.clone.write(path, data)
        depot.commit("P-3")
        answer = depot.push("P-3", "HEAD:refs/heads/draft/hostile")
        assert (answer.code, depot.refs()) == (1, before)
        depot.clone.run("reset", "--quiet", "--hard", "origin/main")
        missing = {path for code, path in expected if not _says(answer.text.replace("remote: ", ""), code, path)}
        assert len(missing) < len(expected), missing
        left = [given for given in batch if missing & _paths(batch, given)]
        waiting, told = left + waiting[_AT_ONCE:], told + len(expected) - len(missing)
    assert told >= 60


def _paths(batch: list[Input], given: Input) -> set[str]:
    """The files of one input among others."""
    return {_renamed(path, 100 + batch.index(given)) for path in given.files}


def _says(said: str, code: str, path: str) -> bool:
    return any(line.startswith(path) and f"[{code}]" in line for line in said.splitlines())


@pytest.mark.parametrize("entry", ["work tree", "index"])
def test_names_are_refused_wherever_they_stand(attacked: Library, entry: str) -> None:
    expected = set()
    for number, given in enumerate(NAMED):
        for path in given.files:
            attacked.write(f"d{number}/{path}", b"x\n")
        expected.add(given.code)
    options = [] if entry == "work tree" else ["--staged"]
    if options:
        attacked.run("-c", "core.protectNTFS=false", "-c", "core.protectHFS=false", "add", "-A")
    codes = [code for code, _ in reported(attacked.docctl("check", *options, "--format", "json"))]
    assert set(codes) == expected
    assert len(codes) >= len(NAMED) - 1  # two names that only differ in how they are written show alike


def test_the_hook_refuses_a_name_though_nothing_else_is_staged(attacked: Library) -> None:
    attacked.write("docs/nul.yaml", b"x\n")
    assert "[PATH_RESERVED]" in attacked.commit_refused()


@pytest.mark.parametrize("given", SCHEMA, ids=lambda given: given.name)
def test_check_gives_schemas_their_code(attacked: Library, given: Input) -> None:
    for path, data in given.files.items():
        attacked.write(path, _typed(path, data))
    assert {code for code, _ in reported(attacked.docctl("check", "--format", "json"))} == {given.code}


@pytest.mark.parametrize(("make", "code"), [("link", "MODE_SYMLINK"), ("program", "MODE_EXECUTABLE")])
def test_modes_are_refused_on_disk_and_by_the_hook(attacked: Library, make: str, code: str) -> None:
    place = attacked.path / "records/order/O-9.yaml"
    if make == "link":
        place.symlink_to("/etc/passwd")
    else:
        place.write_bytes(GOOD[ORDER_PATH].replace(b"O-1", b"O-9"))
        place.chmod(0o755)
    assert {c for c, _ in reported(attacked.docctl("check", "--format", "json"))} == {code}
    assert f"[{code}]" in attacked.commit_refused()


def test_another_repository_inside_is_refused_whether_git_tracks_it_or_not(attacked: Library) -> None:
    inner = GitRepo(attacked.path / "docs" / "inner")
    inner.write("a", "a")
    inner.run("add", "-A")
    inner.run("commit", "-qm", "x")
    assert {c for c, _ in reported(attacked.docctl("check", "--format", "json"))} == {"MODE_SUBMODULE"}
    attacked.run("-c", "advice.addEmbeddedRepo=false", "add", "-A")
    assert {c for c, _ in reported(attacked.docctl("check", "--staged", "--format", "json"))} == {"MODE_SUBMODULE"}
    assert {c for c, _ in reported(attacked.docctl("check", "--format", "json"))} == {"MODE_SUBMODULE"}


def test_what_git_ignores_is_nobodys_business(attacked: Library) -> None:
    attacked.write(".gitignore", "build/\n")
    attacked.write("build/nul.yaml", b"x\n")
    assert attacked.docctl("check").returncode == 0


def test_the_table_and_the_entries_judge_alike() -> None:
    files, expected = RECORDS
    typed = {path: _typed(path, data) for path, data in GOOD.items()}
    found = {(v.code, v.path) for v in judged({**typed, **files}) if v.severity.value == "error"}
    assert expected - found == set()
