"""A push judged before any name moves: step by step, and the first step that finds something ends it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from docctl.approval.trust import codes as trust_codes
from docctl.approval.trust.policy import PATH as POLICY_PATH
from docctl.git import incoming
from docctl.git.plumbing import GITLINK
from docctl.guard import codes as guard_codes
from docctl.guard import push_codes as codes
from docctl.guard.acts import STATEMENT
from docctl.guard.acts import SignOffs
from docctl.guard.acts import stale_statements
from docctl.guard.change import ChangeJudge
from docctl.guard.commits import CommitRules
from docctl.guard.listing import listing_problems
from docctl.guard.names import name_problems
from docctl.guard.protected import RuleChange
from docctl.guard.protected import administrators
from docctl.guard.protected import attribute_problems
from docctl.guard.protected import demand_problems
from docctl.guard.protected import is_attributes
from docctl.guard.protected import pin_problems
from docctl.guard.protected import repair_problems
from docctl.guard.tree import byte_problems
from docctl.guard.tree import entries_of
from docctl.reader import codes as reader_codes
from docctl.rules import codes as rule_codes
from docctl.rules.personal_numbers import reserved_numbers
from docctl.violation import Severity
from docctl.violation import Stop
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from docctl.guard.pushed import Push
    from docctl.violation import Violation

ROOT_SETTING = "docctl.root"
# What is refused in every file that ever was: its name, its bytes and what they hold, not the shape of a record.
_OF_BYTES = frozenset(code.slug for code in (*reader_codes.CODES, *guard_codes.CODES, *rule_codes.CODES)) - {
    guard_codes.PATH_COLLISION.slug
}
_SHORT = 12


def names(push: Push) -> Iterator[Violation]:
    """Names that may be pushed, that lose nothing, and that point to commits."""
    if push.is_first and [update.name for update in push.updates] != [push.main]:
        yield codes.PUSH_FIRST.at(push.updates[0].name, branch=push.main.removeprefix("refs/heads/"))
        return
    found = list(push.names.name_problems(push.updates))
    yield from found or push.names.kind_problems(push.updates)


def history(push: Push) -> Iterator[Violation]:
    """Branches that forget nothing and grow from the main branch."""
    yield from push.names.history_problems(push.updates)
    numbers = {update.new for update in push.updates if update.is_number}
    for commit in push.brought.roots():
        if not push.is_first and commit not in numbers:
            yield codes.UNRELATED_HISTORY.at(commit[:_SHORT], value=commit[:_SHORT])


def rules(push: Push) -> Iterator[Violation]:
    """Rules that can judge: those of the main branch, or a signed repair of them."""
    if push.is_first:
        yield from _founding(push)
    elif push.authority.problems:
        mended = next((branch for branch in push.branches if branch.update.name == push.main), None)
        change = mended.change if mended is not None else RuleChange((), ())
        yield from repair_problems(change, push.authority, push.judge)


def _founding(push: Push) -> Iterator[Violation]:
    """The first push: rules that hold, and a policy that all its administrators signed, the pinned one if there is."""
    first = push.authority
    versions = first.policies.versions
    if first.problems:
        yield from first.problems
    elif not versions:
        yield codes.PUSH_ROOT.at("push")
    elif push.root is not None and versions[0].digest != push.root:
        yield trust_codes.POLICY_ROOT.at("push", value=versions[0].digest, root=push.root)
    else:
        yield from pin_problems(first)


def pusher(push: Push) -> Iterator[Violation]:
    """Somebody who is enrolled; the first push is an administrator's."""
    person = push.pusher.id
    if push.is_first and person not in administrators(push.authority):
        problem = Text(f"{person} is no administrator", f"{person} 不是管理员")
        yield codes.POLICY_PROTECTED.at(POLICY_PATH, value=POLICY_PATH, problem=problem)


def commits(push: Push) -> Iterator[Violation]:
    """Every new commit: its head, its message, its clock and who made it."""
    reserved = reserved_numbers(push.authority.policy)
    kept = CommitRules(push.now, None if push.is_first else push.pusher, reserved)
    for commit, source in push.brought.sources.items():
        yield from kept.problems(commit, source)
    tags = {update.new: update.name for update in push.updates if update.is_tag}
    for kind in incoming.named(push.repository, tags):
        if kind.kind == "tag":
            (source,) = push.repository.read_objects("tag", [kind.oid])
            yield from kept.text_problems(tags[kind.oid], source)


def files(push: Push) -> Iterator[Violation]:
    """Every file of every new commit, and the names of all files at each tip."""
    yield from _sizes(push)
    for paths in push.brought.names():
        yield from name_problems(paths, push.limits)
    schemas, reserved = push.judge.schemas, push.judge.book.reserved
    for layer in push.brought.layers():
        # Files of different commits need not lie beside each other, nor be whole records yet.
        paths = [path for path, oid in layer.oids(layer.paths()).items() if (path, oid) not in push.judged_as_records]
        entries = entries_of(layer)
        found = byte_problems(layer, entries, push.limits, paths=paths, schemas=schemas, reserved=reserved)
        found = chain(listing_problems(entries, push.limits, reserved), found)
        yield from (violation for violation in found if violation.slug in _OF_BYTES)
        attributes = [path for path in layer.paths() if is_attributes(path)]
        for path, source in layer.read_all(attributes).items():
            yield from attribute_problems(path, source)
    for commit in {branch.commit for branch in push.branches}:
        yield from listing_problems(entries_of(push.at(commit).snapshot), push.limits, reserved, schemas.kept)


def _sizes(push: Push) -> Iterator[Violation]:
    """More files than one push may hold, and one that is too large for anything: nothing of it is read."""
    paths = {touch.oid: touch.path for touch in push.brought.touches if touch.mode != GITLINK}
    if len(paths) > push.limits.files and not push.is_first:
        yield codes.TOO_MANY_FILES.at("push", count=len(paths), limit=push.limits.files)
    largest = max(push.limits.attachment_bytes, push.limits.file_bytes)
    for found in incoming.named(push.repository, paths):
        if found.size > largest:
            raise Stop(reader_codes.FILE_TOO_LARGE.at(paths[found.oid], size=found.size, limit=largest))


def protected(push: Push) -> Iterator[Violation]:
    """Changes of rules: never beside records, and signed for where they take effect."""
    for branch in push.branches:
        yield from branch.change.mixed()
        is_repair = push.judge is not push.authority and branch.update.name == push.main
        if branch.is_protected and not push.is_first and not is_repair:
            yield from demand_problems(branch.change, push.authority, push.at(branch.commit), push.pusher.id)


def states(push: Push) -> Iterator[Violation]:
    """Each branch as it is left: its rules, and every record by the rules that hold."""
    for branch in push.judged_branches:
        yield from push.judge_of(branch).problems or push.state(branch).problems


def changes(push: Push) -> Iterator[Violation]:
    """What protected branches may not lose or alter, by the rules of the main branch as they are now."""
    judge = ChangeJudge(push.judge.book)
    messages = tuple(map(push.brought.message, push.brought.commits))
    for branch in push.branches:
        if branch.is_protected and branch.base is not None and not branch.is_as_before:
            before = push.at(branch.base).snapshot
            yield from judge.judged([before], judge.read(push.state(branch).library), messages)[1]


def acts(push: Push) -> Iterator[Violation]:
    """Sign-offs and statements that the server sees for the first time: by who pushes, and made by now."""
    if push.is_first:
        return
    found = list(_acts(push))
    # A rebase or a squash brings again what was judged when it came first: at the same path, not just anywhere.
    known = incoming.known_contents(push.repository, (violation.path for violation, _ in found))
    yield from (violation for violation, oid in found if (violation.path, oid) not in known)


def _acts(push: Push) -> Iterator[tuple[Violation, str]]:
    """Each act that would be refused if it were new, with the content that holds it."""
    added, signoffs = list(push.brought.additions()), SignOffs(push.judge.book)
    statements = [(path, oid) for path, oid, _ in added if STATEMENT(path)]
    records = [entry for entry in added if signoffs.concerns(entry[0])]
    contents = push.brought.read(oid for _, oid in statements)
    for path, oid in statements:
        yield from ((found, oid) for found in stale_statements(path, contents[oid], push.now))
    documents = push.documents((path, one) for path, oid, old in records for one in (oid, *sorted(old)))
    for path, oid, old in records:
        before = [documents[path, one] for one in sorted(old)]
        yield from ((found, oid) for found in signoffs.problems(documents[path, oid], before, push.pusher.id))


STEPS: tuple[Callable[[Push], Iterator[Violation]], ...] = (
    names,
    history,
    rules,
    pusher,
    commits,
    files,
    protected,
    states,
    changes,
    acts,
)


def judge_push(push: Push) -> list[Violation]:
    """The violations of the first step that refuses; warnings are nobody's business here."""
    for step in STEPS:
        try:
            found = list(step(push))
        except Stop as stop:
            found = [stop.violation]
        errors = [violation for violation in found if violation.severity is Severity.ERROR]
        if errors:
            return errors
    return []
