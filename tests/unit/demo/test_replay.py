from __future__ import annotations

from datetime import datetime
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Any

import pytest

from docctl.demo.replay import Broken
from docctl.demo.replay import Replay
from docctl.demo.scenario import ZONE
from docctl.demo.scenario import Act
from docctl.demo.scenario import Event
from docctl.demo.scenario import Scenario
from docctl.demo.scenario import Version
from docctl.demo.texts import Difference

if TYPE_CHECKING:
    from docctl.demo.replay import Commit

START = datetime(2025, 1, 1, 9, tzinfo=ZONE)
DOCUMENT = "records/doc/D-1.md"
FOLDER = "records/approvals/D-1/A-0/"
LAST = {
    "schemas/a.yaml": b"a: 1\n",
    "schemas/policy.yaml": b"version: 1\n",
    "records/doc/X-1.yaml": b"id: X-1\nstatus: closed\n",
    DOCUMENT: b"---\nid: D-1\n---\nnow\n",
    "records/doc/D-1.files/plan.pdf": b"%PDF",
    FOLDER + "D-1.md": b"---\nid: D-1\n---\nnow\n",
    FOLDER + "D-1.files/plan.pdf": b"%PDF",
    FOLDER + "01-submit-P-1.json": b"{1}",
    FOLDER + "01-submit-P-1.json.sig": b"sig",
    FOLDER + "02-review-P-2.json": b"{2}",
    FOLDER + "02-review-P-2.scan.pdf": b"%PDF slip",
    "records/approvals/POLICY/1/policy.yaml": b"version: 1\n",
    "records/approvals/POLICY/1/01-enact-P-1.json": b"{}",
}


def event(hours: int, message: str = "x", **more: Any) -> Event:
    given: dict[str, Any] = {"by": "P-1", "files": {}, "acts": (), "branch": "main", "takes": None, **more}
    return Event(START + timedelta(hours=hours), message=message, **given)


def act(step: str, folder: str = "D-1/A-0", by: str = "P-1") -> Act:
    return Act(step, folder, by, START)


def played(*events: Event, texts: dict[str, bytes] | None = None) -> tuple[Replay, list[Commit]]:
    replay = Replay(Scenario(events, texts or {}), LAST)
    return replay, list(replay.commits(to_last=False))


def test_files_are_named_by_id_folder_or_path() -> None:
    changed = Version("X-1", Difference(put={"status": "draft"}))
    files = {"X-1": changed, "schemas/": Version("schemas/"), "a/b": Version("old")}
    _, (commit,) = played(event(0, files=files), texts={"old": b"text"})
    assert commit.changes == {
        "records/doc/X-1.yaml": b"id: X-1\nstatus: draft\n",
        "schemas/a.yaml": b"a: 1\n",
        "schemas/policy.yaml": b"version: 1\n",
        "a/b": b"text",
    }


def test_a_file_can_go_and_an_unknown_text_is_an_error() -> None:
    replay, commits = played(event(0, files={"X-1": Version("X-1")}), event(1, files={"X-1": Version(is_gone=True)}))
    assert commits[1].changes == {"records/doc/X-1.yaml": None}
    assert replay.tree == {}
    with pytest.raises(Broken, match="there is no text nowhere"):
        played(event(0, files={"a": Version("nowhere")}))


def test_a_step_brings_its_statement_and_an_opening_one_the_bytes() -> None:
    files = {name: Version(name) for name in ("D-1", "records/doc/D-1.files/")}
    replay, _ = played(event(0, files=files, acts=(act("submit"), act("review", by="P-2"))))
    assert {path for path in replay.tree if path.startswith(FOLDER)} == {p for p in LAST if p.startswith(FOLDER)}


def test_the_policy_lies_beside_its_signature() -> None:
    files = {"schemas/": Version("schemas/")}
    replay, _ = played(event(0, files=files, acts=(act("enact", "POLICY/1"),)))
    assert replay.tree["records/approvals/POLICY/1/policy.yaml"] == b"version: 1\n"


def test_a_statement_that_was_never_signed_is_an_error() -> None:
    with pytest.raises(Broken, match="01-approve-P-1"):
        played(event(0, acts=(act("approve"),)))


def test_the_last_commit_brings_what_the_scenario_does_not_know() -> None:
    replay = Replay(Scenario((event(0, files={"a/b": Version("X-1")}),), {}), LAST)
    (commit,) = replay.commits()
    assert replay.tree == LAST
    assert commit.changes.get("a/b", b"") is None or "a/b" not in commit.changes


def aside(how: str, *, main: str = "a/main") -> tuple[Replay, list[Commit]]:
    return played(
        event(0, files={"X-1": Version("X-1")}),
        event(1, "one", by="P-2", branch="side", files={"a/b": Version("X-1")}),
        event(2, "two", by="P-2", branch="side", files={"X-1": Version(is_gone=True)}),
        event(3, files={main: Version("X-1")}),
        event(4, "taken", takes=(how, "side")),
    )


def test_a_branch_comes_in_as_one_commit() -> None:
    replay, commits = aside("squash")
    assert [c.parents for c in commits] == [(), (1,), (2,), (1,), (4,)]
    assert commits[-1].changes == {"a/b": LAST["records/doc/X-1.yaml"], "records/doc/X-1.yaml": None}
    assert set(replay.tree) == {"a/b", "a/main"}


def test_a_branch_comes_in_by_a_merge() -> None:
    replay, commits = aside("merge")
    assert commits[-1].parents == (4, 3)
    assert set(replay.tree) == {"a/b", "a/main"}


def test_a_branch_comes_in_as_copies_of_its_commits() -> None:
    replay, commits = aside("rebase")
    first, second = commits[-2:]
    assert [(c.message, c.author, c.committer, c.parents) for c in (first, second)] == [
        ("one", "P-2", "P-1", (4,)), ("two", "P-2", "P-1", (5,)),
    ]  # fmt: skip
    assert first.authored == START + timedelta(hours=1)
    assert (first.committed, second.committed) == (START + timedelta(hours=4), START + timedelta(hours=4, seconds=1))
    assert set(replay.tree) == {"a/b", "a/main"}


def test_a_branch_that_collides_with_main_is_an_error() -> None:
    with pytest.raises(Broken, match="side and main both change a/b"):
        aside("squash", main="a/b")
