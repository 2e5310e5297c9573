"""What a command works on: a snapshot, its schemas, its library and the rules bound to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docctl.cli.terminal import Trouble
from docctl.cli.terminal import now
from docctl.cli.unfinished import mention_unfinished
from docctl.git import NotARepository
from docctl.git import Repository
from docctl.git import UnknownRevision
from docctl.git.checkout import checkout_entries
from docctl.snapshot import Snapshot
from docctl.snapshot import UnmergedIndex
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docctl.due import DueItem
    from docctl.due import DueRule
    from docctl.git import Entry
    from docctl.library import Library
    from docctl.library import Record
    from docctl.registers.build import Register
    from docctl.rules.engine import Check
    from docctl.rules.engine import Rulebook
    from docctl.schema import RecordType
    from docctl.schema import Schemas
    from docctl.violation import Violation

HERE = "."  # as a revision: the files of the work tree
PREFIXES = ("records/", "schemas/", "site/", "mkdocs.yml")


def folder() -> str:
    """The folder to work in: `-C`, or the current one."""
    return str(click.get_current_context().find_root().params.get("directory") or ".")


def open_repository(path: str) -> Repository:
    """The repository that holds a folder."""
    if not Path(path).is_dir():
        raise Trouble(Text(f"there is no folder {show(path)}", f"没有文件夹 {show(path)}"))
    try:
        return Repository.open(path)
    except NotARepository as error:
        raise _no_repository(path, str(error)) from None


def _no_repository(path: str, reason: str) -> Trouble:
    place = show(Path(path).absolute())
    if "dubious ownership" in reason:
        return Trouble(
            Text(f"{place} belongs to another user", f"{place} 属于其他用户"),
            Text(
                f"if you trust it: git config --global --add safe.directory {place}",
                f"如可信任，请运行：git config --global --add safe.directory {place}",
            ),
        )
    if not reason.startswith("not a git repository"):
        return Trouble(Text(f"{place}: {reason}", f"无法打开文件库 {place}（{reason}）"))
    return Trouble(
        Text(f"{place} is in no repository", f"{place} 不在任何文件库内"),
        Text("change into one, or name it: docctl -C DIR …", "请进入文件库所在文件夹，或用 docctl -C 文件夹 … 指定"),
    )


def take_snapshot(repository: Repository, *, staged: bool = False, rev: str | None = None) -> Snapshot:
    """The files, what is staged, or a commit; without files, the commit that is checked out."""
    try:
        if rev is not None:
            return Snapshot.of_commit(repository, rev, PREFIXES)
        if staged:
            return Snapshot.of_index(repository, PREFIXES)
        if repository.root is None:
            return Snapshot.of_commit(repository, "HEAD", PREFIXES)
        return Snapshot.of_worktree(repository, PREFIXES)
    except UnknownRevision:
        name = show(rev or "HEAD")
        raise Trouble(
            Text(f"there is no commit {name}", f"没有历史版本 {name}"),
            Text("the commits are listed by git log", "可用 git log 查看历史版本"),
        ) from None
    except UnmergedIndex as error:
        names = ", ".join(show(path) for path in error.paths)
        raise Trouble(
            Text(f"two versions of {names} are not merged yet", f"{names} 有两个版本尚未合并"),
            Text("settle which lines stay, then git add them", "请确定保留的内容，再用 git add 确认"),
        ) from None


def label(snapshot: Snapshot) -> Text:
    """What people call a state."""
    known = {"work tree": Text("work tree", "当前文件"), "index": Text("index", "待提交内容")}
    name = snapshot.label
    return known.get(name) or Text(f"commit {name[:12]}", f"历史版本 {name[:12]}")


def require_rules(snapshot: Snapshot) -> None:
    """Go no further without schemas."""
    if not snapshot.paths("schemas/"):
        where = label(snapshot)
        raise Trouble(
            Text(f"there is no folder schemas/ in the {where.en}", f"{where.zh}中没有 schemas/ 文件夹"),
            Text("change into a docctl repository", "请进入用 docctl 管理的文件库"),
        )


def nearby(name: str, known: Iterable[str]) -> list[str]:
    """A few numbers that hold what was typed, those first that begin with it."""
    return sorted((other for other in known if name.upper() in other), key=lambda n: not n.startswith(name.upper()))[:3]


@dataclass
class Session:
    """One opened state; each part is worked out when it is first needed."""

    repository: Repository
    snapshot: Snapshot
    as_of_given: str | None = None
    rules: Snapshot | None = None  # whose schemas judge; none for those of the state itself

    @classmethod
    def start(
        cls, *, staged: bool = False, rev: str | None = None, as_of: str | None = None, rules: str | None = None
    ) -> Session:
        """Open what the global options and those of the command name."""
        repository = open_repository(folder())
        mention_unfinished(repository)
        judging = None if rules is None else take_snapshot(repository, rev=None if rules == HERE else rules)
        session = cls(repository, take_snapshot(repository, staged=staged, rev=rev), as_of, judging)
        require_rules(session.rules or session.snapshot)
        return session

    def beside(self, snapshot: Snapshot) -> Session:
        """Another state under the same schemas, which are read and compiled once."""
        other = Session(self.repository, snapshot, self.as_of_given, self.rules)
        for name in ("loaded_schemas", "book", "_compiled_registers", "_compiled_dues"):
            other.__dict__[name] = getattr(self, name)
        return other

    @property
    def label(self) -> Text:
        """What is looked at."""
        where = label(self.snapshot)
        if self.rules is None:
            return where
        by = label(self.rules)
        return Text(f"{where.en}, by the rules of the {by.en}", f"{where.zh}，按“{by.zh}”的规则")

    @cached_property
    def loaded_schemas(self) -> tuple[Schemas, list[Violation]]:
        """The schemas as far as they are right, and what is wrong with them."""
        from docctl.schema import load_schemas

        return load_schemas(self.rules or self.snapshot, folder=f"{self.repository.git_dir}/docctl")

    @property
    def schemas(self) -> Schemas:
        """The schemas, as far as they are right."""
        return self.loaded_schemas[0]

    @cached_property
    def _loaded_library(self) -> tuple[Library, list[Violation]]:
        from docctl.library import load_library

        return load_library(self.snapshot, self.schemas)

    @property
    def library(self) -> Library:
        """The records."""
        return self._loaded_library[0]

    @property
    def library_problems(self) -> list[Violation]:
        """What is wrong with the place and shape of records."""
        return self._loaded_library[1]

    @cached_property
    def book(self) -> Rulebook:
        """The rules, compiled."""
        from docctl.rules.engine import Rulebook

        return Rulebook(self.schemas)

    @cached_property
    def _compiled_registers(self) -> tuple[dict[str, Register], list[Violation]]:
        from docctl.registers.build import compile_registers

        problems: list[Violation] = []
        return compile_registers(self.schemas, self.book.compiler, problems), problems

    @property
    def registers(self) -> dict[str, Register]:
        """The registers, compiled."""
        return self._compiled_registers[0]

    @cached_property
    def _compiled_dues(self) -> tuple[list[DueRule], list[Violation]]:
        from docctl.due import compile_dues

        problems: list[Violation] = []
        return compile_dues(self.schemas, self.book.compiler, problems), problems

    @cached_property
    def schema_problems(self) -> list[Violation]:
        """Everything that is wrong under schemas/, expressions included."""
        from docctl.guard.expressions import expression_problems

        return self.loaded_schemas[1] or expression_problems(self.book)

    @cached_property
    def whole(self) -> list[Entry]:
        """Names and modes of everything in the repository, beyond what docctl reads."""
        if self.snapshot.label == "index":
            return self.repository.index()
        if self.snapshot.commit == self.snapshot.label:
            return self.repository.tree(self.snapshot.label)
        return checkout_entries(self.repository)

    @cached_property
    def no_files(self) -> list[Violation]:
        """Links, programs and other repositories: nothing is read while there are any."""
        from docctl.guard.modes import mode_problems

        return list(mode_problems(self.whole))

    @cached_property
    def tree_problems(self) -> list[Violation]:
        """What names, sizes and bytes say, before anything is read as a record."""
        from docctl.guard.limits import Limits
        from docctl.guard.tree import tree_problems
        from docctl.rules.personal_numbers import reserved_numbers

        policy = self.schemas.policy
        limits, reserved = Limits.of(policy), reserved_numbers(policy)
        return list(tree_problems(self.snapshot, limits, whole=self.whole, reserved=reserved, kept=self.schemas.kept))

    def require_schemas(self) -> None:
        """Go no further over broken schemas: what they would say of records is wrong."""
        if not self.schema_problems:
            return
        first = self.schema_problems[0]
        place = first.path + (f":{first.position.line}" if first.position.line else "")
        raise Trouble(
            Text(f"the schemas are broken: {place}: {first.message.en}", f"模板文件有误：{place}：{first.message.zh}"),
            Text("all of it: docctl check", "全部问题见：docctl check"),
            exit_code=1,
        )

    @cached_property
    def check(self) -> Check:
        """The rules bound to the library; refuses to go on over broken schemas."""
        self.require_schemas()
        return self.book.open(self.library)

    @cached_property
    def as_of(self) -> str:
        """The day that is asked about: as given, else today where the company is."""
        return self.as_of_given[:10] if self.as_of_given else self.today

    @property
    def today(self) -> str:
        """The day it is where the company is."""
        from docctl.expressions.calendar import date_of

        return date_of(now().isoformat(), self.timezone)

    @property
    def timezone(self) -> str:
        """Where the company is: it decides on which day something happened."""
        return str(self.schemas.parameters.at("9999-12-31").get("timezone", "UTC"))

    def due(self, check: Check | None = None) -> list[DueItem]:
        """The duties on the day that is asked about, of all records or of those of another check."""
        from docctl.due import due_items

        judged = check or self.check
        return due_items(self._compiled_dues[0], judged.library, self.book.host, judged.approvals, self.as_of)

    def record_type(self, slug: str) -> RecordType:
        """The record type of a name."""
        self.require_schemas()
        found = self.schemas.types.get(slug) or self.schemas.types.get(slug.lower())
        if found is None:
            known = self.schemas.types
            raise Trouble(
                Text(f"there is no record type {show(slug)}", f"没有记录类型 {show(slug)}"),
                Text(f"there are {', '.join(known)}", f"现有类型：{'、'.join(known)}"),
            )
        return found

    def record(self, name: str) -> Record:
        """The record with an id, in whatever case it is typed."""
        from docctl.library.record import Unreadable

        self.require_schemas()
        found = self.library.get(name) or self.library.get(name.upper())
        if found is None:
            raise self._no_record(name)
        if isinstance(found.document, Unreadable):
            raise Trouble(
                Text(f"{found.path} cannot be read", f"无法读取 {found.path}"),
                Text("why: docctl check", "原因见：docctl check"),
                exit_code=1,
            )
        return found

    def _no_record(self, name: str) -> Trouble:
        near = nearby(name, self.library.records)
        return Trouble(
            Text(f"there is no record {show(name)}", f"没有编号为 {show(name)} 的记录"),
            Text(
                f"did you mean {', '.join(near)}?" if near else "list them: docctl list TYPE",
                f"您要找的是 {'、'.join(near)} 吗？" if near else "可用 docctl list 类型 查看",
            ),
        )
