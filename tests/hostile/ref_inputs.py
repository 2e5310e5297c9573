"""Pushes that must be refused: what each brings, and with which code it is sent back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docctl.approval.signature.keys import demo_key
from docctl.approval.trust.charter import TrustAct
from docctl.approval.trust.charter import prepare_enrolment
from docctl.git import Repository
from docctl.guard.authority import Authority
from tests.depot import EMPTY
from tests.depot import MAIN
from tests.depot import ORDER
from tests.depot import POLICY
from tests.shop import ORDER as ORDER_TYPE
from tests.shop import order

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from tests.depot import Scene

NEXT = "refs/heads/draft/next"
# A number that a person could have, were they born on the day in it; the check digit is right.
IDENTITY_CARD = "11010519491231002X"
FIRST = "records/order/O-1.yaml"
LATER = "1828000000 +0000"  # the year after that of the test


@dataclass(frozen=True)
class Hostile:
    """One push: what it brings as `OID:NAME`, who pushes it, and the code of the answer."""

    name: str
    code: str
    make: Callable[[Scene], Sequence[str]]
    person: str


ALL: list[Hostile] = []


def hostile(code: str, person: str = "P-3") -> Callable[[Callable[[Scene], str | Sequence[str]]], None]:
    """List a push that is refused with a code; a commit alone is pushed to a new branch."""

    def listed(make: Callable[[Scene], str | Sequence[str]]) -> None:
        def names(scene: Scene) -> Sequence[str]:
            made = make(scene)
            return (made if ":" in made else f"{made}:{NEXT}",) if isinstance(made, str) else made

        ALL.append(Hostile(make.__name__, code, names, person))

    return listed


def raw_commit(scene: Scene, change: Callable[[bytes], bytes], by: str = "P-3") -> str:
    """A commit as git would make it, then changed."""
    made = scene.commit({FIRST: order(1, "name: x\n")[FIRST]}, by=by)
    return scene.raw("commit", change(scene.clone.run("cat-file", "commit", made)))


def order_file(number: int, text: str = "") -> dict[str, str | bytes | None]:
    """One order, as a commit takes it."""
    return {**order(number, text)}


# Commits


@hostile("COMMIT_IDENTITY")
def a_committer_who_is_somebody_else(scene: Scene) -> str:
    return scene.commit(order_file(3), by="P-1")


@hostile("COMMIT_IDENTITY")
def an_earlier_commit_of_somebody_else(scene: Scene) -> str:
    return scene.commit(order_file(4), scene.commit(order_file(3), by="P-2"))


@hostile("COMMIT_FUTURE")
def a_commit_of_next_year(scene: Scene) -> str:
    return scene.commit(order_file(3), GIT_COMMITTER_DATE=LATER)


@hostile("COMMIT_FUTURE")
def an_author_of_next_year(scene: Scene) -> str:
    return scene.commit(order_file(3), GIT_AUTHOR_DATE=LATER)


@hostile("COMMIT_FUTURE")
def a_commit_beyond_every_calendar(scene: Scene) -> str:
    return raw_commit(scene, lambda source: source.replace(b"> 1767323045", b"> 99999999999"))


@hostile("COMMIT_CONTROL")
def an_escape_in_the_message(scene: Scene) -> str:
    return scene.commit(order_file(3), message="red \x1b[31m alert")


@hostile("COMMIT_CONTROL")
def a_message_that_turns_round(scene: Scene) -> str:
    return scene.commit(order_file(3), message="\u202eevorppa")


@hostile("COMMIT_CONTROL")
def a_name_that_nobody_sees(scene: Scene) -> str:
    return scene.commit(order_file(3), GIT_AUTHOR_NAME="P\u200b-1")


@hostile("COMMIT_MSG_TOO_LONG")
def a_message_of_nine_kilobytes(scene: Scene) -> str:
    return scene.commit(order_file(3), message="x" * 9_216)


@hostile("COMMIT_ENCODING")
def a_head_that_says_gbk(scene: Scene) -> str:
    return raw_commit(scene, lambda source: source.replace(b"\n\n", b"\nencoding GBK\n\n", 1))


@hostile("COMMIT_ENCODING")
def a_message_that_is_gbk_and_does_not_say_so(scene: Scene) -> str:
    return raw_commit(scene, lambda source: source + "批准".encode("gbk"))


@hostile("COMMIT_NUL")
def a_message_with_a_zero_byte(scene: Scene) -> str:
    return raw_commit(scene, lambda source: source + b"a\0b")


@hostile("COMMIT_HEADER")
def a_commit_of_two_authors(scene: Scene) -> str:
    return raw_commit(scene, lambda source: source.replace(b"\ncommitter", b"\nauthor A <a@x> 1 +0000\ncommitter", 1))


@hostile("COMMIT_HEADER")
def a_head_that_hides_a_field(scene: Scene) -> str:
    return raw_commit(scene, lambda source: source.replace(b"\n\n", b"\nnote hidden\n\n", 1))


@hostile("COMMIT_HEADER")
def a_commit_before_time_began(scene: Scene) -> str:
    return raw_commit(scene, lambda source: source.replace(b"> 1767323045", b"> -5"))


@hostile("COMMIT_HEADER")
def a_head_without_a_message(scene: Scene) -> str:
    return raw_commit(scene, lambda source: source.partition(b"\n\n")[0] + b"\n")


@hostile("PERSONAL_NUMBER")
def a_number_of_a_person_in_the_message(scene: Scene) -> str:
    return scene.commit(order_file(3), message=f"customer {IDENTITY_CARD}")


@hostile("PERSONAL_NUMBER")
def a_number_of_a_person_as_author(scene: Scene) -> str:
    return scene.commit(order_file(3), GIT_AUTHOR_NAME=IDENTITY_CARD)


@hostile("PERSONAL_NUMBER")
def a_number_of_a_person_as_branch(scene: Scene) -> str:
    return f"{scene.main}:refs/heads/draft/{IDENTITY_CARD}"


@hostile("PERSONAL_NUMBER")
def a_number_of_a_person_in_a_tag(scene: Scene) -> str:
    return f"{tag(scene, scene.main, 'commit', IDENTITY_CARD)}:refs/tags/v2"


@hostile("COMMIT_MSG_TOO_LONG")
def a_tag_with_a_novel(scene: Scene) -> str:
    return f"{tag(scene, scene.main, 'commit', 'x' * 9_000)}:refs/tags/v2"


@hostile("COMMIT_ENCODING")
def a_tag_in_gbk(scene: Scene) -> str:
    return f"{tag(scene, scene.main, 'commit', '批准'.encode('gbk').decode('latin-1'))}:refs/tags/v2"


def tag(scene: Scene, target: str, kind: str, message: str) -> str:
    """An annotated tag."""
    head = f"object {target}\ntype {kind}\ntag v2\ntagger P-3 <p-3@example.com> 1767323045 +0000\n\n"
    return scene.raw("tag", head.encode() + message.encode("latin-1") + b"\n")


# Names


@hostile("REF_NON_FF", "P-1")
def the_main_branch_rewound(scene: Scene) -> str:
    return f"{scene.commit(order_file(3), scene.number)}:{MAIN}"


@hostile("REF_NON_FF")
def a_draft_rewound(scene: Scene) -> str:
    return f"{scene.main}:refs/heads/draft/o-2"


@hostile("REF_DELETE", "P-1")
def the_main_branch_deleted(scene: Scene) -> str:
    del scene
    return f":{MAIN}"


@hostile("REF_DELETE")
def a_draft_deleted(scene: Scene) -> str:
    del scene
    return ":refs/heads/draft/o-2"


@hostile("REF_DELETE", "P-1")
def a_tag_deleted(scene: Scene) -> str:
    del scene
    return ":refs/tags/v1"


@hostile("REF_DELETE")
def a_number_given_back(scene: Scene) -> str:
    del scene
    return ":refs/docctl/num/O-7"


@hostile("TAG_MOVED", "P-1")
def a_tag_moved(scene: Scene) -> str:
    return f"{scene.draft}:refs/tags/v1"


@hostile("UNRELATED_HISTORY")
def a_branch_with_a_root_of_its_own(scene: Scene) -> str:
    return scene.tree_commit(scene.tree(order_file(3), scene.main), ())


@hostile("UNRELATED_HISTORY")
def a_second_root_merged_in(scene: Scene) -> str:
    root = scene.tree_commit(scene.tree(order_file(3), scene.main), ())
    return scene.commit(order_file(3), scene.main, root)


@hostile("UNRELATED_HISTORY")
def a_branch_that_grows_from_a_number(scene: Scene) -> str:
    return scene.tree_commit(scene.tree(order_file(3), scene.main), (scene.number,))


def named(name: str) -> Callable[[Scene], str]:
    """The main branch under another name."""
    return lambda scene: f"{scene.main}:{name}"


NAMES = {
    "a_replacement": "refs/replace/" + "a" * 40,
    "a_note": "refs/notes/commits",
    "a_ref_of_our_own": "refs/docctl/log",
    "a_pull_request": "refs/pull/1/head",
    "a_name_outside": "main",
    "a_name_that_climbs": "refs/heads/draft/../../x",
    "a_name_of_four_thousand_bytes": "refs/heads/draft/" + "a" * 4_000,
    "a_deep_name": "refs/heads/" + "a/" * 30 + "b",
    "a_branch_called_head": "refs/heads/HEAD",
    "a_branch_called_like_a_commit": "refs/heads/" + "0123456789" * 4,
    "a_branch_called_like_a_full_name": "refs/heads/refs/heads/main",
    "a_branch_that_looks_like_a_lock": "refs/heads/draft/x.lock",
    "a_branch_that_asks_for_history": "refs/heads/draft@{1}",
    "a_branch_that_differs_by_case": "refs/heads/MAIN",
    "a_branch_that_differs_by_width": "refs/heads/ｍain",
    "a_branch_that_is_an_option": "refs/heads/-delete",
    "a_branch_with_an_escape": "refs/heads/draft/\x1b[31m",
    "a_branch_that_turns_round": "refs/heads/draft/\u202efeed",
    "a_branch_that_is_not_utf8": "refs/heads/draft/\udcb2\udce2",
    "a_branch_that_windows_cannot_hold": "refs/heads/draft/nul",
    "a_number_in_small_letters": "refs/docctl/num/o-8",
    "a_number_that_climbs": "refs/docctl/num/../log",
    "a_number_with_a_slash": "refs/docctl/num/O-8/x",
}
for _name, _ref in NAMES.items():
    _make = named(_ref)
    _make.__name__ = _name
    hostile("REF_NAME")(_make)


@hostile("REF_COUNT")
def eight_hundred_and_one_names(scene: Scene) -> list[str]:
    return [f"{scene.main}:refs/heads/draft/r{number}" for number in range(801)]


@hostile("REF_NAME")
def eight_hundred_names_of_which_one_is_bad(scene: Scene) -> list[str]:
    good = [f"{scene.main}:refs/heads/draft/r{number}" for number in range(799)]
    return [*good, f"{scene.main}:refs/notes/x"]


@hostile("FIELD_UNKNOWN")
def a_good_branch_beside_a_bad_one(scene: Scene) -> list[str]:
    good, bad = scene.commit(order_file(3)), scene.commit(order_file(4, "secret: 1\n"))
    return [f"{good}:refs/heads/draft/good", f"{bad}:refs/heads/draft/bad"]


@hostile("REF_NOT_COMMIT")
def a_branch_that_is_a_file(scene: Scene) -> str:
    return scene.blob("x\n")


@hostile("REF_NOT_COMMIT")
def a_branch_that_is_a_folder(scene: Scene) -> str:
    return scene.tree({}, scene.main)


@hostile("REF_NOT_COMMIT")
def a_branch_that_is_a_tag(scene: Scene) -> str:
    return tag(scene, scene.main, "commit", "x")


@hostile("REF_NOT_COMMIT")
def a_tag_of_a_file(scene: Scene) -> str:
    return f"{tag(scene, scene.blob('x'), 'blob', 'x')}:refs/tags/v2"


@hostile("REF_EXISTS")
def a_number_that_is_taken(scene: Scene) -> str:
    return f"{scene.tree_commit(EMPTY, (), message='mine')}:refs/docctl/num/O-7"


@hostile("REF_NUMBER")
def a_number_with_files(scene: Scene) -> str:
    return f"{scene.tree_commit(scene.tree({}, scene.main), ())}:refs/docctl/num/O-8"


@hostile("REF_NUMBER")
def a_number_with_a_past(scene: Scene) -> str:
    return f"{scene.tree_commit(EMPTY, (scene.main,))}:refs/docctl/num/O-8"


@hostile("COMMIT_IDENTITY")
def a_number_reserved_for_somebody_else(scene: Scene) -> str:
    return f"{scene.tree_commit(EMPTY, (), by='P-1')}:refs/docctl/num/O-8"


# Rules


def landed(scene: Scene, files: dict[str, str | bytes | None], by: str = "P-3") -> str:
    """A commit of some files on the main branch."""
    return f"{scene.commit(files, by=by)}:{MAIN}"


@hostile("POLICY_PROTECTED")
def a_rule_loosened_by_nobody_in_particular(scene: Scene) -> str:
    return landed(scene, {ORDER: ORDER_TYPE.replace("[path, sha256]", "[path]")})


@hostile("POLICY_PROTECTED")
def a_policy_deleted(scene: Scene) -> str:
    return landed(scene, {POLICY: None})


@hostile("POLICY_UNSIGNED", "P-1")
def a_policy_deleted_by_an_administrator(scene: Scene) -> str:
    return landed(scene, {POLICY: None}, "P-1")


@hostile("POLICY_PROTECTED")
def a_machine_told_what_to_run(scene: Scene) -> str:
    return landed(scene, {".github/workflows/x.yml": "on: push\n"})


@hostile("POLICY_PROTECTED")
def the_bytes_of_records_opened_to_change(scene: Scene) -> str:
    return landed(scene, {".gitattributes": "records/** text\n"})


@hostile("POLICY_MIXED", "P-1")
def a_rule_beside_a_record(scene: Scene) -> str:
    files = {ORDER: ORDER_TYPE + "  # loose\n", **order_file(3)}
    return landed(scene, files, "P-1")


@hostile("POLICY_MIXED")
def a_rule_first_and_a_record_that_leans_on_it_next(scene: Scene) -> str:
    return scene.commit(order_file(3), scene.commit({ORDER: ORDER_TYPE + "# loose\n"}))


@hostile("ATTR_FORBIDDEN", "P-1")
def a_filter(scene: Scene) -> str:
    return landed(scene, {".gitattributes": "* filter=evil\n"}, "P-1")


@hostile("ATTR_FORBIDDEN")
def a_filter_that_is_gone_again(scene: Scene) -> str:
    there = scene.commit({"site/.gitattributes": "a -text\nb merge=evil\n"})
    return scene.commit({"site/.gitattributes": None}, there)


@hostile("ATTR_FORBIDDEN")
def a_filter_behind_a_word(scene: Scene) -> str:
    return scene.commit({".gitattributes": "[attr]plain filter=evil\n"})


@hostile("SCHEMA_INVALID", "P-1")
def a_rule_that_is_broken(scene: Scene) -> str:
    return landed(scene, {ORDER: ORDER_TYPE.replace("type: string", "type: strng", 1)}, "P-1")


@hostile("R-035")
def a_day_of_creation_moved(scene: Scene) -> str:
    return landed(scene, {FIRST: order(1, day="2026-02-09")[FIRST]})


@hostile("R-034")
def a_record_that_vanishes(scene: Scene) -> str:
    return landed(scene, {FIRST: None})


@hostile("PERSON_NEVER_ENROLLED")
def statements_that_vanish(scene: Scene) -> str:
    held = scene.clone.text("ls-tree", "-r", "--name-only", scene.main, "records/approvals/P-3/").splitlines()
    return landed(scene, dict.fromkeys(held))


@hostile("MODE_SYMLINK")
def a_link_that_is_gone_again(scene: Scene) -> str:
    return scene.commit({"site/x": None}, scene.commit({"site/x": "/etc/passwd"}, mode="120000"))


@hostile("PATH_COLLISION")
def two_names_that_are_one_elsewhere(scene: Scene) -> str:
    return scene.commit({"site/a.md": "a\n", "site/A.md": "b\n"})


# People


@hostile("PUSHER_UNKNOWN", "")
def a_push_of_nobody(scene: Scene) -> str:
    return scene.commit(order_file(3))


@hostile("PUSHER_NOT_ENROLLED", "P-9")
def a_push_of_somebody_unknown(scene: Scene) -> str:
    return scene.commit(order_file(3))


@hostile("PUSHER_NOT_ENROLLED", "POLICY")
def a_push_of_no_person(scene: Scene) -> str:
    return scene.commit(order_file(3))


SIGNED = "count: 1\narea: QA\nconfirmed_by: {person: P-1, role: head, date: 2026-02-02}\n"

SIGNED_ORDER: dict[str, str | bytes | None] = {**order(1, SIGNED, status="confirmed")}


@hostile("SIGNOFF_PUSHER")
def a_signature_in_another_name(scene: Scene) -> str:
    return scene.commit(SIGNED_ORDER)


@hostile("SIGNOFF_PUSHER")
def a_signature_taken_out_again(scene: Scene) -> str:
    signed = scene.commit({FIRST: order(1, SIGNED, status="confirmed")[FIRST]})
    return scene.commit({FIRST: order(1)[FIRST]}, signed)


@hostile("SIGNOFF_PUSHER")
def a_signature_smuggled_in_by_another_path(scene: Scene) -> str:
    text = order(1, SIGNED, status="confirmed")[FIRST]
    return scene.commit({FIRST: text}, scene.commit({"site/pages/x.md": text}))


@hostile("STATEMENT_STALE")
def an_enrolment_signed_last_year(scene: Scene) -> str:
    return landed(scene, enrolment(scene, "2025-11-21T04:00:00Z"))


@hostile("STATEMENT_STALE")
def an_enrolment_signed_tomorrow(scene: Scene) -> str:
    return scene.commit(enrolment(scene, "2026-11-22T04:00:01Z"))


def enrolment(scene: Scene, at: str) -> dict[str, str | bytes | None]:
    """P-3 enrolled once more, signed by P-1 at a moment."""
    trust = Authority(Repository.open(scene.clone.path), scene.main).trust
    record = trust.library.records["P-3"]
    files = prepare_enrolment(trust, record, TrustAct("enrol", "P-1", at, "test"), demo_key("P-1"))
    return dict(files)
