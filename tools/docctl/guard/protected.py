"""Changes of the rules themselves: apart from records, by the old rules, and signed for as the old policy demands."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docctl.approval.folder import ROOT as APPROVALS
from docctl.approval.trust.policy import ID as POLICY
from docctl.approval.trust.policy import PATH as POLICY_PATH
from docctl.guard import push_codes as codes
from docctl.violation import Position
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from docctl.guard.authority import Authority
    from docctl.snapshot import Snapshot
    from docctl.violation import Violation

# What decides how records are judged, and what other machines run when they are pushed.
FOLDERS = (
    "schemas/", ".github/", ".gitea/", ".gitee/", ".gitlab/", ".forgejo/", ".ci/", ".circleci/", ".woodpecker/",
)  # fmt: skip
FILES = frozenset({
    ".gitattributes", ".gitignore", ".gitlab-ci.yml", ".pre-commit-config.yaml", ".pre-commit-hooks.yaml",
    ".travis.yml", "CODEOWNERS", "Jenkinsfile", "azure-pipelines.yml", "bitbucket-pipelines.yml",
})  # fmt: skip
_ATTRIBUTES = ".gitattributes"
_SIGNATURES = f"{APPROVALS}{POLICY}/"
_RECORDS = "records/"
# Only the line ends of files may be named, so that git hands out the very bytes that were signed.
_HARMLESS = re.compile(
    r"(?:-text|text|!text|text=auto|eol=lf|-eol|!eol|-diff|diff|!diff|binary|-merge|!merge)"
).fullmatch
_PLACE = Position(1, 1)


@dataclass(frozen=True)
class RuleChange:
    """The net change of a branch as far as it concerns rules."""

    paths: tuple[str, ...]  # rules that changed
    records: tuple[str, ...]  # records that changed beside them

    @classmethod
    def of(cls, changed: Iterable[str], more: Sequence[str] = ()) -> RuleChange:
        """The rules among some changed paths; `more` are files and folders that the policy counts among them."""
        paths, records = [], []
        for path in changed:
            if is_rule(path, more):
                paths.append(path)
            elif path.startswith(_RECORDS) and not path.startswith(_SIGNATURES):
                records.append(path)
        return cls(tuple(paths), tuple(records))

    def mixed(self) -> Iterator[Violation]:
        """Rules that change together with records: the records would be judged by what they brought."""
        if self.paths and self.records:
            yield codes.POLICY_MIXED.at(self.paths[0], value=self.paths[0])


def is_rule(path: str, more: Sequence[str] = ()) -> bool:
    """Whether a file decides how others are judged."""
    if path.startswith(FOLDERS) or path.rpartition("/")[2] in FILES:
        return True
    return any(path == name or path.startswith(name.rstrip("/") + "/") for name in more)


def rules_digest(snapshot: Snapshot, more: Sequence[str] = ()) -> str:
    """What a policy pins: the SHA-256 of what `sha256sum` prints for every rule but the policy itself."""
    paths = [path for path in snapshot.paths() if is_rule(path, more) and path != POLICY_PATH]
    contents = snapshot.read_all(paths)
    lines = (f"{hashlib.sha256(contents[path]).hexdigest()}  {path}\n" for path in paths)
    listing = "".join(lines).encode("utf-8", "surrogateescape")
    return "sha256:" + hashlib.sha256(listing).hexdigest()


def is_attributes(path: str) -> bool:
    """Whether a file tells git what to do with others."""
    return path.rpartition("/")[2] == _ATTRIBUTES


def attribute_problems(path: str, source: bytes) -> Iterator[Violation]:
    """Lines of a .gitattributes file that have programs or conversions change what is stored."""
    for number, line in enumerate(source.decode("utf-8", "replace").splitlines(), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        wrong = [word for word in words[1:] if not _HARMLESS(word)]
        if words[0].startswith("[attr]"):
            wrong = words[:1]
        if wrong:
            yield codes.ATTR_FORBIDDEN.at(path, Position(number, 1), value=wrong[0])


def pin_problems(tip: Authority) -> Iterator[Violation]:
    """Rules that are not those which the policy beside them pins."""
    stated = tip.policy.get("rules")
    if stated is not None:
        found = rules_digest(tip.snapshot, more_of(tip))
        if found != stated:
            yield codes.POLICY_RULES.at(POLICY_PATH, _PLACE, value=stated, found=found)


def demand_problems(change: RuleChange, base: Authority, tip: Authority, person: str) -> Iterator[Violation]:
    """A change of rules without the signatures that the policy before it demands."""
    if not change.paths:
        return
    yield from pin_problems(tip)
    if "rules" in base.policy:
        beside = [path for path in change.paths if path != POLICY_PATH]
        yield from _unsigned(beside or list(change.paths), base, tip, pinned=bool(beside))
    elif person not in administrators(base):
        problem = Text(f"{person} is no administrator", f"{person} 不是管理员")
        yield codes.POLICY_PROTECTED.at(change.paths[0], value=change.paths[0], problem=problem)


def repair_problems(change: RuleChange, base: Authority, tip: Authority) -> Iterator[Violation]:
    """What keeps a push from mending rules that are broken: nothing but rules, and signed for in full."""
    first = base.problems[0]
    if not change.paths or change.records or tip.problems:
        branch = Text("the main branch", "主线")
        yield codes.RULES_BROKEN.at(first.path, first.position, value=branch, problem=first.message)
        return
    yield from pin_problems(tip)
    beside = [path for path in change.paths if path != POLICY_PATH]
    yield from _unsigned(beside or list(change.paths), base, tip, pinned=bool(beside))


def _unsigned(paths: list[str], base: Authority, tip: Authority, *, pinned: bool) -> Iterator[Violation]:
    """Rules for which the administrators have not signed a later version of the policy, which pins them."""
    before, after = (authority.policies.versions for authority in (base, tip))
    grown = len(after) > len(before) and [v.source for v in before] == [v.source for v in after[: len(before)]]
    if not grown or (pinned and "rules" not in tip.policy):
        needed = int(base.policy.get("threshold", 1))
        problem = Text(f"{needed} administrators have to sign for it", f"须由 {needed} 位管理员签署")
        yield codes.POLICY_PROTECTED.at(paths[0], value=paths[0], problem=problem)


def administrators(authority: Authority) -> frozenset[str]:
    """Those who may change the policy."""
    current = authority.policies.current
    return frozenset(current.administrators) if current is not None else frozenset()


def more_of(authority: Authority) -> tuple[str, ...]:
    """The further files that a policy counts among the rules."""
    return tuple(authority.policy.get("protected", {}).get("paths", ()))
