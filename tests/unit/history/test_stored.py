"""Whatever state the cache is in, the answer is the one that git gives."""

from __future__ import annotations

import shutil
import stat
import threading
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from docctl.git import Repository
from docctl.git.log import read_log
from docctl.history.log import RevisionLog
from docctl.history.stored import owner_of
from tests.gitrepo import GitRepo

if TYPE_CHECKING:
    from docctl.history.log import Entry

RECORDS = ("A", "B")


def told(repo: GitRepo, tip: str) -> dict[str, list[Entry]]:
    opened = Repository.open(repo.path)
    log = RevisionLog(opened, opened.resolve(tip))
    return {record: log.entries("memo", record) for record in RECORDS}


def cache(repo: GitRepo) -> Path:
    return Path(Repository.open(repo.path).shared_folder(), "docctl", "log.sqlite")


def fresh(repo: GitRepo, tip: str) -> dict[str, list[Entry]]:
    shutil.rmtree(cache(repo).parent, ignore_errors=True)
    return told(repo, tip)


@pytest.fixture
def grown(repo: GitRepo) -> GitRepo:
    for number in range(3):
        repo.write("records/memo/A.yaml", f"{number}\n")
        repo.commit(f"Change {number}")
    return repo


def test_what_is_known_is_not_read_again(grown: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str | None] = []

    def spied(repository: Repository, tip: str, known: str | None = None, **more: str) -> object:
        asked.append(known)
        return read_log(repository, tip, known, **more)

    monkeypatch.setattr("docctl.history.stored.read_log", spied)
    expected = told(grown, "HEAD")
    assert told(grown, "HEAD") == expected
    assert asked == [None]
    tip = grown.text("rev-parse", "HEAD")
    grown.write("records/memo/B.yaml", "b\n")
    grown.commit("More")
    assert len(told(grown, "HEAD")["B"]) == 1
    assert asked == [None, tip]
    assert told(grown, "HEAD~2") == {"A": expected["A"][:2], "B": []}
    assert asked == [None, tip], "an older commit of the main line is known"


def test_a_rewritten_history_is_read_anew(grown: GitRepo) -> None:
    told(grown, "HEAD")
    grown.run("reset", "--quiet", "--hard", "HEAD~1")
    grown.write("records/memo/A.yaml", "otherwise\n")
    grown.commit("Otherwise")
    assert told(grown, "HEAD") == fresh(grown, "HEAD")


def test_a_known_commit_that_is_gone_is_no_obstacle(grown: GitRepo) -> None:
    told(grown, "HEAD")
    grown.run("checkout", "--quiet", "--orphan", "new")
    grown.commit("Everything anew")
    grown.run("branch", "--quiet", "-D", "main")
    grown.run("reflog", "expire", "--expire=now", "--all")
    grown.run("gc", "--quiet", "--prune=now")
    assert [entry.subject for entry in told(grown, "HEAD")["A"]] == ["Everything anew"]


@pytest.mark.parametrize("damage", ["cut", "empty", "flipped", "foreign", "folder", "text"])
def test_a_damaged_cache_is_replaced(grown: GitRepo, damage: str) -> None:
    expected = told(grown, "HEAD")
    place = cache(grown)
    whole = place.read_bytes()
    place.unlink()
    if damage == "folder":
        place.mkdir()
    else:
        spoilt = {
            "cut": whole[:-100],
            "empty": b"",
            "flipped": whole[:3000] + bytes([whole[3000] ^ 64]) + whole[3001:],
            "foreign": whole.replace(b"docctl log 1", b"docctl log 0"),
            "text": b"not a cache",
        }
        place.write_bytes(spoilt[damage])
    assert told(grown, "HEAD") == expected
    if damage != "folder":
        assert place.read_bytes() == whole


def test_a_cache_of_another_repository_changes_no_answer(grown: GitRepo, tmp_path: Path) -> None:
    other = GitRepo(tmp_path / "other")
    other.write("records/memo/A.yaml", "other\n")
    other.commit("Other")
    told(other, "HEAD")
    expected = fresh(grown, "HEAD")
    shutil.copy(cache(other), cache(grown))
    assert told(grown, "HEAD") == expected


def test_a_git_folder_that_nobody_may_write_is_enough(grown: GitRepo) -> None:
    folder = grown.path / ".git"
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        found = told(grown, "HEAD")
    finally:
        folder.chmod(stat.S_IRWXU)
    assert len(found["A"]) == 3


def test_linked_work_trees_share_one_cache(grown: GitRepo, tmp_path: Path) -> None:
    grown.run("worktree", "add", "--quiet", str(tmp_path / "linked"), "-b", "other")
    assert told(GitRepo(tmp_path / "linked"), "HEAD") == told(grown, "HEAD")
    assert cache(GitRepo(tmp_path / "linked")) == cache(grown) == grown.path / ".git" / "docctl" / "log.sqlite"


def test_many_at_once_all_get_the_answer(grown: GitRepo) -> None:
    expected = fresh(grown, "HEAD")
    answers: list[tuple[str, list[Entry]]] = []
    tips = ("HEAD", "HEAD~1") * 4

    def work(tip: str) -> None:
        answers.append((tip, told(grown, tip)["A"]))

    cache(grown).unlink()
    threads = [threading.Thread(target=work, args=(tip,)) for tip in tips]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    right = {"HEAD": expected["A"], "HEAD~1": expected["A"][:-1]}
    assert len(answers) == len(tips)
    assert [answer for tip, answer in answers if answer != right[tip]] == []
    assert [path.name for path in cache(grown).parent.iterdir()] == ["log.sqlite"]


# A history as a list of commits: parents by their place in the list, and what each does to the two records.
commits = st.lists(
    st.tuples(
        st.lists(st.integers(0, 30), min_size=1, max_size=3),
        st.dictionaries(st.sampled_from(RECORDS), st.sampled_from("123"), max_size=2),
    ),
    min_size=1,
    max_size=12,
)


def imported(path: Path, history: list[tuple[list[int], dict[str, str]]]) -> tuple[GitRepo, list[str]]:
    repo, stream = GitRepo(path), []
    for number, (wanted, files) in enumerate(history):
        parents = list(dict.fromkeys(place % number for place in wanted)) if number else []
        stream.append(
            f"commit refs/heads/c{number}\nmark :{number + 1}\ncommitter T <t@e> {1000 + number} +0000\ndata 0\n"
        )
        stream += [f"{word} :{parent + 1}\n" for word, parent in zip(("from", "merge", "merge"), parents, strict=False)]
        stream += [f"M 100644 inline records/memo/{r}.yaml\ndata 1\n{text}\n" for r, text in files.items()]
    repo.run("fast-import", "--quiet", "--force", stdin="".join(stream).encode())
    return repo, [f"c{number}" for number in range(len(history))]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=commits, order=st.randoms(use_true_random=False))
def test_the_cache_never_changes_an_answer(
    tmp_path_factory: pytest.TempPathFactory, history: list[tuple[list[int], dict[str, str]]], order: object
) -> None:
    repo, tips = imported(tmp_path_factory.mktemp("history") / "repo", history)
    asked = [order.choice(tips) for _ in range(6)]  # type: ignore[attr-defined] # a Random of hypothesis
    remembered = [told(repo, tip) for tip in asked]
    for tip, answer in zip(asked, remembered, strict=True):
        assert answer == fresh(repo, tip)
        for record, found in answer.items():
            held = repo.run("ls-tree", tip, f"records/memo/{record}.yaml").decode().split()
            assert (found[-1].new.oid if found and found[-1].new else None) == (held[2] if held else None)
            assert all(later.old == earlier.new for earlier, later in pairwise(found))


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("records/memo/A.yaml", "A"),
        ("records/memo/2026/CUS-1/A.B.md", "A.B"),
        ("records/approvals/A/A-0/01-submit-P-1.json", "records/approvals/A"),
        ("records/approvals/stray", ""),
        ("records/memo/A.files/scan.pdf", ""),
        ("records/memo/.A.yaml", ""),
        ("records/A.yaml", ""),
    ],
)
def test_who_owns_a_file(path: str, owner: str) -> None:
    assert owner_of(path) == owner
