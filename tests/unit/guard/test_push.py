"""What the server takes and refuses beyond the list of hostile inputs, asked of the hook without a network."""

from __future__ import annotations

import hashlib
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.depot import MAIN
from tests.depot import ORDER
from tests.depot import POLICY
from tests.depot import Scene
from tests.depot import library
from tests.depot import policy
from tests.gitrepo import GitRepo
from tests.hostile import ref_inputs
from tests.hostile.ref_inputs import FIRST
from tests.hostile.ref_inputs import SIGNED
from tests.shop import ORDER as ORDER_TYPE
from tests.shop import order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.depot import Answer

NEXT = "refs/heads/draft/next"


def codes(answer: Answer) -> set[str]:
    return set(re.findall(r" \[([A-Z0-9_-]+)\] ", answer.text))


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(tmp_path_factory.mktemp("scene"))


@pytest.fixture
def empty(scene: Scene, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """The same clone before a server that holds nothing yet."""
    full, scene.server = scene.server, GitRepo(tmp_path_factory.mktemp("empty") / "server.git", "--bare")
    yield scene
    scene.server = full


def whole(scene: Scene, files: dict[str, bytes]) -> str:
    """A first commit of some files and no others, by P-1."""
    held = scene.clone.text("ls-tree", "-r", "--name-only", scene.main).splitlines()
    return scene.tree_commit(scene.tree({**dict.fromkeys(held), **files}, scene.main), (), by="P-1")


# The first push


def test_the_first_push_is_an_administrators(empty: Scene) -> None:
    first = whole(empty, library())
    assert empty.judged(f"{first}:{MAIN}", person="P-1").code == 0
    assert codes(empty.judged(f"{first}:{MAIN}", person="P-3")) == {"POLICY_PROTECTED"}
    assert codes(empty.judged(f"{first}:{MAIN}", person="")) == {"PUSHER_UNKNOWN"}
    assert codes(empty.judged(f"{first}:{NEXT}", person="P-1")) == {"PUSH_FIRST"}
    assert codes(empty.judged(f":{MAIN}", person="P-1")) == {"REF_DELETE"}


def test_the_first_push_holds_rules_and_a_policy_that_stand(empty: Scene) -> None:
    unsigned = {path: data for path, data in library().items() if "/POLICY/" not in path}
    assert codes(empty.judged(f"{whole(empty, unsigned)}:{MAIN}", person="P-1")) == {"PUSH_ROOT"}
    broken = library(**{ORDER: ORDER_TYPE.replace("type: string", "type: strng", 1)})
    assert codes(empty.judged(f"{whole(empty, broken)}:{MAIN}", person="P-1")) == {"SCHEMA_INVALID"}
    pinned = library(**{POLICY: policy(more=f"rules: sha256:{'0' * 64}\n")})
    assert codes(empty.judged(f"{whole(empty, pinned)}:{MAIN}", person="P-1")) == {"POLICY_RULES"}
    wrong = library(**order(5, "secret: 1\n"))
    assert codes(empty.judged(f"{whole(empty, wrong)}:{MAIN}", person="P-1")) == {"FIELD_UNKNOWN"}


def test_the_first_push_begins_with_the_pinned_policy(empty: Scene) -> None:
    first = whole(empty, library())
    empty.server.run("config", "docctl.root", "sha256:" + "0" * 64)
    assert codes(empty.judged(f"{first}:{MAIN}", person="P-1")) == {"POLICY_ROOT"}
    empty.server.run("config", "docctl.root", "sha256:" + hashlib.sha256(policy().encode()).hexdigest())
    assert empty.judged(f"{first}:{MAIN}", person="P-1").code == 0


# Acts


def test_what_was_judged_when_it_came_may_be_brought_again_by_others(scene: Scene) -> None:
    signed = scene.commit({FIRST: order(1, SIGNED, status="confirmed")[FIRST]}, by="P-1")
    assert scene.depot.push("P-1", f"{signed}:refs/heads/draft/signed").code == 0
    again = scene.commit({FIRST: order(1, SIGNED, status="confirmed")[FIRST]})
    assert scene.judged(f"{again}:{MAIN}").code == 0
    merged = scene.tree_commit(scene.tree({}, signed), (scene.draft, signed))
    assert scene.judged(f"{merged}:{NEXT}").code == 0
    added = scene.commit({FIRST: order(1, SIGNED + "name: more\n", status="confirmed")[FIRST]}, signed)
    assert scene.judged(f"{added}:{NEXT}").code == 0
    other = SIGNED.replace("2026-02-02", "2026-02-03")
    changed = scene.commit({FIRST: order(1, other, status="confirmed")[FIRST]}, signed)
    assert codes(scene.judged(f"{changed}:{NEXT}")) == {"SIGNOFF_PUSHER"}


def test_versions_on_the_way_may_be_unfinished(scene: Scene) -> None:
    half = scene.commit({FIRST: "id: O-1\nconfirmed_by: yes, me\n", "records/order/O-9.yaml": "id: O-9\n"})
    ended = scene.commit({**order(1), "records/order/O-9.yaml": None}, half)
    assert scene.judged(f"{ended}:{NEXT}").code == 0


def test_versions_on_the_way_are_judged_by_their_bytes(scene: Scene) -> None:
    bomb = scene.commit({FIRST: "a: &x 1\nb: *x\n"})
    assert codes(scene.judged(f"{scene.commit({**order(1)}, bomb)}:{NEXT}")) == {"YAML_ANCHOR"}
    number = scene.commit({FIRST: order(1, f"name: {ref_inputs.IDENTITY_CARD}\n")[FIRST]})
    assert codes(scene.judged(f"{scene.commit({**order(1)}, number)}:{NEXT}")) == {"R-122"}


def test_a_statement_that_is_none_is_judged_as_part_of_its_state(scene: Scene) -> None:
    odd = scene.commit({"records/approvals/P-3/1/09-enrol-P-1.json": "{}\n"})
    assert codes(scene.judged(f"{odd}:{NEXT}")) == {"STATEMENT_JSON"}
    gone = scene.commit({"records/approvals/P-3/1/09-enrol-P-1.json": None}, odd)
    assert scene.judged(f"{gone}:{NEXT}").code == 0


# How much


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    text = policy(more="limits: {files: 2, attachment_bytes: 65536, file_bytes: 65536}\n")
    return Scene(tmp_path_factory.mktemp("small"), library(**{POLICY: text}))


def test_too_much_at_once_is_refused(small: Scene) -> None:
    many = {**order(3), **order(4), **order(5)}
    assert codes(small.judged(f"{small.commit(many)}:{NEXT}")) == {"TOO_MANY_FILES"}
    large = small.commit({"records/order/O-1.files/scan.pdf": "x" * 70_000})
    assert codes(small.judged(f"{large}:{NEXT}")) == {"FILE_TOO_LARGE"}


def test_many_reasons_are_told_in_part(scene: Scene) -> None:
    wrong = {path: text for number in range(30, 70) for path, text in order(number, "secret: 1\n").items()}
    answer = scene.judged(f"{scene.commit(wrong)}:{NEXT}")
    assert codes(answer) == {"FIELD_UNKNOWN"}
    assert "and 20 more" in answer.text
    assert "另有 20 处" in scene.judged(f"{scene.commit(wrong)}:{NEXT}", lang="zh").text


# What breaks


def test_a_repository_that_is_damaged_refuses(scene: Scene, tmp_path_factory: pytest.TempPathFactory) -> None:
    copy = tmp_path_factory.mktemp("damaged") / "server.git"
    shutil.copytree(scene.server.path, copy, symlinks=True)
    shutil.rmtree(copy / "objects")
    (copy / "objects").mkdir()
    given = f"{scene.number} {scene.number} refs/heads/{'x' * 10}\n".encode()
    for lang in ("en", "zh"):
        answer = scene.told(given, lang=lang, GIT_DIR=str(copy), GIT_OBJECT_DIRECTORY=str(copy / "objects"),
                            GIT_ALTERNATE_OBJECT_DIRECTORIES="")  # fmt: skip
        assert (answer.code, codes(answer)) == (3, {"PUSH_FAILED"})
        assert "Traceback" not in answer.text


def test_a_folder_that_is_no_repository_refuses(scene: Scene, tmp_path_factory: pytest.TempPathFactory) -> None:
    nowhere = str(tmp_path_factory.mktemp("nowhere"))
    for lang, sentence in (("en", "could not be judged"), ("zh", "无法完成检查")):
        answer = scene.told(b"x", lang=lang, GIT_DIR=nowhere)
        assert (answer.code, codes(answer)) == (3, {"PUSH_FAILED"})
        assert sentence in answer.text


def test_an_interrupted_judge_refuses(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins  # noqa: PLC0415 - the only place that is sure to be passed

    real = builtins.__import__

    def interrupted(name: str, *args: object) -> object:
        if name == "docctl.git.settings":
            raise KeyboardInterrupt
        return real(name, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", interrupted)
    answer = scene.judged(f"{scene.main}:{NEXT}")
    assert (answer.code, codes(answer)) == (3, {"PUSH_FAILED"})
    assert "KeyboardInterrupt" in answer.text


def test_two_names_for_one_new_commit_are_judged_once(scene: Scene) -> None:
    new = scene.commit({**order(3)})
    assert scene.judged(f"{new}:{NEXT}", f"{new}:refs/heads/draft/twin").code == 0
