"""The names that a push moves: which there may be, and that none of them loses what it held."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.git import incoming
from docctl.git.objects import OID_LENGTHS
from docctl.guard import push_codes as codes
from docctl.guard.names import fold
from docctl.guard.names import name_problems
from docctl.guard.personal import number_problems
from docctl.violation import Stop
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from docctl.git import Repository
    from docctl.guard.limits import Limits
    from docctl.violation import Violation

MOST = 800
_LONGEST = 200  # bytes; a file system takes 255 of them for one part
_BRANCH, _TAG, _NUMBER = "refs/heads/", "refs/tags/", "refs/docctl/num/"
_ID = re.compile(r"[A-Z0-9][A-Z0-9-]{0,99}").fullmatch
# What git reads as something else than a name: a commit, HEAD, a full name, an expression on names.
_MISREAD = re.compile(
    r"(?i)([0-9a-f]{7,64}|(.*/)?head|refs(/.*)?|@|.*(\.\.|@\{).*|(.*/)?\..*|.*\.lock(/.*)?)"
).fullmatch
_KIND = Text("only branches, tags and reserved numbers are taken", "只接受主线、草稿、标记和占用编号")
_WORD = Text("git would take it for something else", "系统会将其理解为其他含义")
_LONG = Text(f"more than {_LONGEST} bytes", f"超过 {_LONGEST} 字节")


class Update(NamedTuple):
    """One line of what git tells the hook: a name, and what it points to before and after the push."""

    old: str
    new: str
    name: str

    @property
    def is_new(self) -> bool:
        """Whether there was no such name before."""
        return not self.old.strip("0")

    @property
    def is_deletion(self) -> bool:
        """Whether there is no such name afterwards."""
        return not self.new.strip("0")

    @property
    def is_branch(self) -> bool:
        """Whether people work on it."""
        return self.name.startswith(_BRANCH)

    @property
    def is_tag(self) -> bool:
        """Whether it marks a state for good."""
        return self.name.startswith(_TAG)

    @property
    def is_number(self) -> bool:
        """Whether it reserves the number of a record."""
        return self.name.startswith(_NUMBER)


def parse_updates(source: bytes, object_format: str) -> tuple[Update, ...]:
    """The lines that git hands to the hook; raises `Stop` over anything else."""
    size = OID_LENGTHS[object_format]
    line = re.compile(rf"([0-9a-f]{{{size}}}) ([0-9a-f]{{{size}}}) ([^\n\0]+)").fullmatch
    *lines, rest = source.decode("utf-8", "surrogateescape").split("\n")
    found = [Update(*match.groups()) for match in map(line, lines) if match]
    if rest or not found or len(found) != len(lines) or len({update.name for update in found}) != len(found):
        raise Stop(codes.PUSH_INPUT.at("push"))
    return tuple(found)


@dataclass(frozen=True)
class RefGuard:
    """What is known about the names of a repository; `main` is the commit of its main branch, none while empty."""

    repository: Repository
    limits: Limits
    known: dict[str, str]
    main: str | None
    reserved: Collection[str] = ()
    # What an annotated tag or a commit leads to, and answers of git: each pair is asked once.
    commits: dict[str, str] = field(default_factory=dict)
    _holds: dict[tuple[str, str], bool] = field(default_factory=dict)
    _forks: dict[str, str | None] = field(default_factory=dict)

    def name_problems(self, updates: Sequence[Update]) -> Iterator[Violation]:
        """Everything that can be said without looking at a commit."""
        if len(updates) > MOST:
            yield codes.REF_COUNT.at("push", count=len(updates), limit=MOST)
            return
        folded = dict(self._folded)
        for update in updates:
            found = list(self._name_problems(update, folded))
            yield from found or self._loss_problems(update)

    def kind_problems(self, updates: Iterable[Update]) -> Iterator[Violation]:
        """Names that do not point to a commit, and reservations that are more than a name."""
        given = list(updates)
        names = [name for update in given for name in (update.new, f"{update.new}^{{}}")]
        objects = list(incoming.named(self.repository, names))
        for update, direct, meant in zip(given, objects[::2], objects[1::2], strict=True):
            self.commits[update.new] = meant.oid
            if direct.kind != "commit" and not (update.is_tag and (direct.kind, meant.kind) == ("tag", "commit")):
                yield codes.REF_NOT_COMMIT.at(update.name, value=update.name)
            elif update.is_number and not self._is_reservation(update.new):
                yield codes.REF_NUMBER.at(update.name, value=update.name.removeprefix(_NUMBER))

    def history_problems(self, updates: Iterable[Update]) -> Iterator[Violation]:
        """Branches that forget, and those that do not grow from the main branch."""
        for update in updates:
            if update.is_number:
                continue
            if not update.is_new and not self._is_held(update.old, update.new):
                yield codes.REF_NON_FF.at(update.name, value=update.name)
            elif self.main is not None and self.fork(self.commits[update.new]) is None:
                yield codes.UNRELATED_HISTORY.at(update.name, value=update.name)

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {fold(name): name for name in self.known if name.startswith((_BRANCH, _TAG))}

    def _name_problems(self, update: Update, folded: dict[str, str]) -> Iterator[Violation]:
        problem = self._refusal(update)
        if problem is None and not update.is_number:
            other = folded.setdefault(fold(update.name), update.name)
            if other != update.name:
                problem = Text(f"the same as {other} but for case or width", f"与 {other} 仅大小写或全半角不同")
        if problem is not None:
            yield codes.REF_NAME.at(update.name, value=update.name, problem=problem)
        yield from number_problems(update.name.replace("/", " "), update.name, reserved=self.reserved)

    def _refusal(self, update: Update) -> Text | None:
        """Why a name may not be pushed at all."""
        if update.is_number:
            return None if _ID(update.name.removeprefix(_NUMBER)) else _WORD
        if not (update.is_branch or update.is_tag):
            return _KIND
        if len(update.name.encode("utf-8", "surrogateescape")) > _LONGEST:
            return _LONG
        name = update.name.split("/", 2)[2]
        if _MISREAD(name):
            return _WORD
        found = next(name_problems([name], self.limits), None)
        return found.message if found is not None else None

    def _loss_problems(self, update: Update) -> Iterator[Violation]:
        if update.is_deletion:
            yield codes.REF_DELETE.at(update.name, value=update.name)
        elif update.is_new:
            return
        elif update.is_tag:
            yield codes.TAG_MOVED.at(update.name, value=update.name)
        elif update.is_number:
            yield codes.REF_EXISTS.at(update.name, value=update.name.removeprefix(_NUMBER))

    def _is_reservation(self, commit: str) -> bool:
        """Whether a commit holds nothing and follows nothing."""
        (source,) = self.repository.read_objects("commit", [commit])
        tree, _, rest = source.partition(b"\n")
        return tree == f"tree {self.repository.empty_tree}".encode() and not rest.startswith(b"parent ")

    def fork(self, commit: str) -> str | None:
        """Where a commit and the main branch went apart."""
        if commit not in self._forks and self.main is not None:
            self._forks[commit] = self.repository.merge_base(self.main, commit)
        return self._forks.get(commit)

    def _is_held(self, old: str, new: str) -> bool:
        key = (old, new)
        if key not in self._holds:
            self._holds[key] = incoming.is_ancestor(self.repository, old, new)
        return self._holds[key]
