"""Rules change by themselves, judged by the rules before them, and signed for as the policy before demands."""

from __future__ import annotations

import hashlib
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from docctl.git import Repository
from docctl.guard.authority import Authority
from docctl.guard.protected import RuleChange
from docctl.guard.protected import attribute_problems
from docctl.guard.protected import is_rule
from docctl.guard.protected import rules_digest
from docctl.snapshot import Snapshot
from tests.depot import MAIN
from tests.depot import MOMENT
from tests.depot import ORDER
from tests.depot import POLICY
from tests.depot import Scene
from tests.depot import library
from tests.depot import policy
from tests.shop import ORDER as ORDER_TYPE
from tests.shop import order
from tests.trusted import enacted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.depot import Answer

LOOSE = ORDER_TYPE + "# looser\n"
BROKEN = ORDER_TYPE.replace("type: string", "type: strng", 1)


def codes(answer: Answer) -> set[str]:
    return set(re.findall(r" \[([A-Z0-9_-]+)\] ", answer.text))


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(tmp_path_factory.mktemp("scene"))


@pytest.fixture(scope="module")
def pinned(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A library whose policy pins the rules."""
    digest = rules_digest(Snapshot.of_files(library()))
    return Scene(tmp_path_factory.mktemp("pinned"), library(**{POLICY: policy(more=f"rules: {digest}\n")}))


def signed(
    scene: Scene, files: dict[str, str], by: Sequence[str], *, pin: bool = True, version: int = 2, start: str = ""
) -> dict[str, str | bytes | None]:
    """Some rules and the next policy that pins them, signed by some administrators."""
    tip = scene.commit(dict(files), start or scene.main)
    digest = rules_digest(Authority(Repository.open(scene.clone.path), tip).snapshot)
    text = policy(version, f"rules: {digest}\n" if pin else "").encode()
    return {**files, POLICY: text, **enacted(text, version, by, MOMENT)}


# What counts as a rule


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("schemas/types/order.yaml", True),
        (".gitattributes", True),
        ("records/.gitattributes", True),
        (".github/workflows/a.yml", True),
        ("docs/CODEOWNERS", True),
        ("records/order/O-1.yaml", False),
        ("site/pages/schemas/x.md", False),
        ("tools/check.py", True),
        ("tools.py", False),
    ],
)
def test_what_decides_how_others_are_judged_is_a_rule(path: str, answer: bool) -> None:  # noqa: FBT001 - a table
    assert is_rule(path, ["tools/"]) is answer


def test_signatures_of_the_policy_go_with_rules_and_records_do_not() -> None:
    assert list(RuleChange.of([POLICY, "records/approvals/POLICY/2/policy.yaml", "site/x.md"]).mixed()) == []
    (found,) = RuleChange.of([POLICY, "records/approvals/P-1/2/P-1.yaml"]).mixed()
    assert found.code == "POLICY_MIXED"


@pytest.mark.parametrize(
    ("text", "codes_"),
    [
        ("records/** -text\n# a remark filter=x\n\n*.md text eol=lf\n", 0),
        ("* filter=evil\n", 1),
        ("* diff=word\n* merge=union\n", 2),
        ("* working-tree-encoding=GBK ident\n", 1),
        ("[attr]plain -text\n", 1),
    ],
)
def test_attributes_that_change_bytes_are_found(text: str, codes_: int) -> None:
    assert [v.code for v in attribute_problems(".gitattributes", text.encode())] == ["ATTR_FORBIDDEN"] * codes_


def test_the_digest_is_what_sha256sum_gives(scene: Scene) -> None:
    snapshot = Authority(Repository.open(scene.clone.path), scene.main).snapshot
    paths = [p for p in snapshot.paths() if p.startswith("schemas/") or p == ".gitattributes"]
    listed = subprocess.run(
        ["sha256sum", "--", *(path for path in paths if path != POLICY)], cwd=scene.clone.path,
        capture_output=True, check=True,
    )  # fmt: skip
    assert rules_digest(snapshot) == "sha256:" + hashlib.sha256(listed.stdout).hexdigest()


# Who may change them


def landed(scene: Scene, files: dict[str, str | bytes | None], by: str = "P-3", start: str = "") -> Answer:
    return scene.judged(f"{scene.commit(files, start or scene.main, by=by)}:{MAIN}", person=by)


def test_an_administrator_changes_rules_that_the_policy_does_not_pin(scene: Scene) -> None:
    assert landed(scene, {ORDER: LOOSE}, "P-1").code == 0
    assert codes(landed(scene, {ORDER: LOOSE})) == {"POLICY_PROTECTED"}


def test_rules_that_make_records_wrong_are_refused(scene: Scene) -> None:
    stricter = ORDER_TYPE.replace("properties:\n", "required: [due_on]\nproperties:\n", 1)
    assert codes(landed(scene, {ORDER: stricter}, "P-1")) == {"FIELD_MISSING"}


def test_an_unsigned_policy_is_refused_whoever_pushes_it(scene: Scene) -> None:
    assert codes(landed(scene, {POLICY: policy(2)}, "P-1")) == {"POLICY_UNSIGNED"}


def test_pinned_rules_change_with_the_signatures_of_the_administrators_whoever_pushes(pinned: Scene) -> None:
    assert codes(landed(pinned, {ORDER: LOOSE}, "P-1")) == {"POLICY_RULES", "POLICY_PROTECTED"}
    assert "POLICY_PROTECTED" in codes(landed(pinned, signed(pinned, {ORDER: LOOSE}, ["P-1"])))
    assert landed(pinned, signed(pinned, {ORDER: LOOSE}, ["P-1", "P-2"])).code == 0


def test_a_signed_policy_that_pins_nothing_does_not_loosen_rules_in_one_push(pinned: Scene) -> None:
    files = signed(pinned, {ORDER: LOOSE}, ["P-1", "P-2"], pin=False)
    assert codes(landed(pinned, files)) == {"POLICY_PROTECTED"}
    assert landed(pinned, signed(pinned, {}, ["P-1", "P-2"], pin=False)).code == 0


def test_a_signature_for_other_rules_does_not_count(pinned: Scene) -> None:
    files = signed(pinned, {ORDER: LOOSE}, ["P-1", "P-2"]) | {ORDER: LOOSE + "# more\n"}
    assert codes(landed(pinned, files)) == {"POLICY_RULES"}


def test_a_policy_changed_without_a_version_is_refused(pinned: Scene) -> None:
    held = policy(more="rules: x\n").replace("threshold: 2", "threshold: 1")
    assert codes(landed(pinned, {POLICY: held})) == {"POLICY_PROTECTED"}


def test_a_draft_collects_signatures_before_it_lands(pinned: Scene) -> None:
    tip = pinned.commit({ORDER: LOOSE})
    assert pinned.judged(f"{tip}:refs/heads/draft/rules").code == 0
    broken = pinned.commit({ORDER: BROKEN})
    assert codes(pinned.judged(f"{broken}:refs/heads/draft/rules")) == {"SCHEMA_INVALID"}


def test_another_branch_that_the_policy_names_is_protected_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = policy(more="protected: {branches: [release/one], paths: [site/]}\n")
    scene = Scene(tmp_path_factory.mktemp("named"), library(**{POLICY: text}))
    lost = scene.commit({"records/order/O-1.yaml": None})
    assert codes(scene.judged(f"{lost}:refs/heads/release/one")) == {"R-034"}
    assert codes(scene.judged(f"{scene.commit({'site/x.md': 'x'})}:refs/heads/release/one")) == {"POLICY_PROTECTED"}
    assert scene.judged(f"{lost}:refs/heads/draft/lost").code == 0


# Broken rules on the main branch


@pytest.fixture(scope="module")
def shut(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A server whose rules broke, as by a newer docctl that reads them more strictly."""
    scene = Scene(tmp_path_factory.mktemp("shut"))
    move_main(scene, scene.commit({ORDER: BROKEN}, by="P-1"))
    return scene


def move_main(scene: Scene, commit: str) -> None:
    """Put a commit where no push would have brought it."""
    scene.main = commit
    pack = scene.clone.run("pack-objects", "--revs", "--stdout", stdin=f"{commit}\n".encode())
    scene.server.run("unpack-objects", "-q", stdin=pack)
    scene.server.run("update-ref", MAIN, commit)


def test_broken_rules_shut_the_door(shut: Scene) -> None:
    for files in ({**order(3)}, {ORDER: LOOSE}, {ORDER: LOOSE, **order(3)}, {ORDER: BROKEN + "# still\n"}):
        assert codes(landed(shut, dict(files), "P-1")) <= {"RULES_BROKEN", "POLICY_PROTECTED"}
        assert landed(shut, dict(files), "P-1").code == 1
    tip = shut.commit({**order(3)})
    assert codes(shut.judged(f"{tip}:refs/heads/draft/x")) == {"RULES_BROKEN"}


def test_the_threshold_of_administrators_repairs_them(shut: Scene) -> None:
    assert codes(landed(shut, signed(shut, {ORDER: LOOSE}, ["P-1"]))) == {"POLICY_PROTECTED"}
    beside = signed(shut, {ORDER: LOOSE}, ["P-1", "P-2"])
    assert codes(landed(shut, {**beside, **order(3)})) == {"RULES_BROKEN"}
    assert codes(landed(shut, beside | {ORDER: ORDER_TYPE})) == {"POLICY_RULES"}
    assert landed(shut, beside).code == 0


def test_the_policy_alone_repairs_them_if_it_is_what_was_broken(tmp_path_factory: pytest.TempPathFactory) -> None:
    """As when the server has a newer docctl: the policy pins packaged schemas that are not installed."""
    scene = Scene(tmp_path_factory.mktemp("newer"))
    newer, third = policy(2, f"packaged: sha256:{'0' * 64}\n").encode(), policy(3).encode()
    move_main(scene, scene.commit({POLICY: newer, **enacted(newer, 2, ["P-1", "P-2"], MOMENT)}, by="P-1"))
    assert codes(landed(scene, {**order(3)})) == {"RULES_BROKEN"}
    for by in ((), ("P-1",)):
        assert codes(landed(scene, {POLICY: third, **enacted(third, 3, by, MOMENT)}, "P-1")) == {"POLICY_PROTECTED"}
    beside: dict[str, str | bytes | None] = {ORDER: LOOSE, POLICY: third, **enacted(third, 3, ["P-1", "P-2"], MOMENT)}
    assert codes(landed(scene, beside)) == {"POLICY_PROTECTED"}
    assert landed(scene, {POLICY: third, **enacted(third, 3, ["P-1", "P-2"], MOMENT)}).code == 0
