"""Every hostile push is refused with its code, in both languages, and what it brought is nowhere repeated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.depot import EMPTY
from tests.depot import MAIN
from tests.depot import ORDER
from tests.depot import Scene
from tests.hostile import ref_inputs
from tests.shop import ORDER as ORDER_TYPE
from tests.shop import order

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.hostile.ref_inputs import Hostile

UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(tmp_path_factory.mktemp("scene"))


@pytest.mark.parametrize("given", ref_inputs.ALL, ids=lambda given: given.name)
def test_a_hostile_push_is_refused_with_its_code(given: Hostile, scene: Scene) -> None:
    before, names = scene.depot.refs(), given.make(scene)
    for lang, refused in (("en", "the push was refused"), ("zh", "上传未被接收")):
        answer = scene.judged(*names, person=given.person, lang=lang)
        found = set(re.findall(r" \[([A-Z0-9_-]+)\] ", answer.text))
        assert (answer.code, found) == (1, {given.code}), answer.text
        assert refused in answer.text
        assert "Traceback" not in answer.text
        assert not UNSAFE.search(answer.text)
        assert ref_inputs.IDENTITY_CARD not in answer.text
        assert lang == "en" or not re.search(r"提交记录|分支|引用|哈希|推送|合并", answer.text), answer.text
    assert scene.depot.refs() == before


RULES = {ORDER: f"{ORDER_TYPE}# more\n"}
HONEST: dict[str, tuple[str, Callable[[Scene], list[str]]]] = {
    "a record": ("P-3", lambda scene: [f"{scene.commit(order(3))}:{MAIN}"]),
    "a Chinese name": ("P-3", lambda scene: [f"{scene.commit(order(3))}:refs/heads/草稿/三号"]),
    "a number": ("P-3", lambda scene: [f"{scene.tree_commit(EMPTY, ())}:refs/docctl/num/HM-QP-009"]),
    "a tag": ("P-3", lambda scene: [f"{ref_inputs.tag(scene, scene.main, 'commit', 'release')}:refs/tags/v2"]),
    "many names": ("P-3", lambda scene: [f"{scene.main}:refs/heads/draft/r{number}" for number in range(800)]),
    "a draft that lands": ("P-1", lambda scene: [f"{scene.draft}:{MAIN}"]),
    "rules by an administrator": ("P-1", lambda scene: [f"{scene.commit(RULES, by='P-1')}:{MAIN}"]),
    "an enrolment of today": ("P-3", lambda s: [f"{s.commit(ref_inputs.enrolment(s, '2026-11-21T04:00:00Z'))}:{MAIN}"]),
    "a signature of one's own": ("P-1", lambda s: [ref_inputs.landed(s, ref_inputs.SIGNED_ORDER, "P-1")]),
    "rules as a draft": ("P-3", lambda scene: [f"{scene.commit(RULES)}:refs/heads/draft/x"]),
}


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_push_is_taken(name: str, scene: Scene) -> None:
    person, names = HONEST[name]
    assert scene.judged(*names(scene), person=person) == (0, "")


@pytest.mark.parametrize("given", [b"", b"\n", b"x y z\n", b"\xff", b"0 1 refs/heads/x\n", b"a" * 90])
def test_what_git_never_says_is_refused(given: bytes, scene: Scene) -> None:
    answer = scene.told(given)
    assert answer.code == 1
    assert "[PUSH_INPUT]" in answer.text


def test_there_are_enough_inputs_and_no_two_of_one_name() -> None:
    assert len({given.name for given in ref_inputs.ALL}) == len(ref_inputs.ALL) >= 70
