"""What a command works on: a snapshot, its schemas, its library and the rules bound to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

import click

from docctl.cli.terminal import Trouble
from docctl.cli.terminal import now
from docctl.expressions.calendar import date_of
from docctl.git import GitError
from docctl.git import GitMissing
from docctl.git import NotARepository
from docctl.git import Repository
from docctl.git import UnknownRevision
from docctl.snapshot import Snapshot
from docctl.violation import Text

if TYPE_CHECKING:
    from docctl.due import DueItem
    from docctl.due import DueRule
    from docctl.library import Library
    from docctl.library import Record
    from docctl.registers.build import Register
    from docctl.rules.engine import Check
    from docctl.rules.engine import Rulebook
    from docctl.schema import Schemas
    from docctl.violation import Violation

PREFIXES = ("records/", "schemas/", "site/", "mkdocs.yml")


def open_repository(path: str) -> Repository:
    """The repository that holds a folder."""
    try:
        return Repository.open(path)
    except NotARepository:
        raise Trouble(
            Text(f"{path} is in no Git repository", f"{path} 不在任何文件库（Git 仓库）内"),
            Text("change into one, or name it: docctl -C DIR …", "请进入文件库所在文件夹，或用 docctl -C 文件夹 指定"),
        ) from None
    except GitMissing:
        raise Trouble(Text("git is missing", "未找到 git"), Text("install git", "请安装 git"), exit_code=3) from None


def take_snapshot(repository: Repository, *, staged: bool = False, rev: str | None = None) -> Snapshot:
    """The work tree, what is staged, or a commit."""
    try:
        if rev is not None:
            return Snapshot.of_commit(repository, rev, PREFIXES)
        if staged or repository.root is None:
            return Snapshot.of_index(repository, PREFIXES)
        return Snapshot.of_worktree(repository, PREFIXES)
    except UnknownRevision:
        raise Trouble(
            Text(f"there is no commit {rev}", f"没有提交记录 {rev}"),
            Text("the commits are listed by `git log`", "可用 git log 查看提交记录"),
        ) from None
    except (GitError, OSError) as error:
        raise Trouble(Text(str(error), f"读取失败（{error}）"), exit_code=3) from None


@dataclass
class Session:
    """One opened state; each part is worked out when it is first needed."""

    repository: Repository
    snapshot: Snapshot
    as_of_given: str | None = None

    @classmethod
    def start(cls, *, staged: bool = False, rev: str | None = None, as_of: str | None = None) -> Session:
        """Open what the global options and those of the command name."""
        root = click.get_current_context().find_root()
        repository = open_repository(str(root.params.get("directory") or "."))
        session = cls(repository, take_snapshot(repository, staged=staged, rev=rev), as_of)
        if not session.snapshot.paths("schemas/"):
            raise Trouble(
                Text(f"there are no schemas/ in the {session.snapshot.label}", "这里没有 schemas/ 文件夹"),
                Text("change into a docctl repository", "请进入 docctl 文件库"),
            )
        return session

    @cached_property
    def _loaded_schemas(self) -> tuple[Schemas, list[Violation]]:
        from docctl.schema import load_schemas

        return load_schemas(self.snapshot)

    @property
    def schemas(self) -> Schemas:
        """The schemas, as far as they are right."""
        return self._loaded_schemas[0]

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
        found = self._loaded_schemas[1]
        if found:
            return found
        return [*self.book.problems, *self._compiled_registers[1], *self._compiled_dues[1]]

    @cached_property
    def check(self) -> Check:
        """The rules bound to the library; refuses to go on over broken schemas."""
        if self.schema_problems:
            first = self.schema_problems[0]
            place = f"{first.path}:{first.position.line}"
            raise Trouble(
                Text(
                    f"the schemas are broken: {place}: {first.message.en}", f"模板文件有误：{place}：{first.message.zh}"
                ),
                Text("all of it: `docctl check`", "全部问题见：docctl check"),
                exit_code=1,
            )
        return self.book.open(self.library)

    @cached_property
    def as_of(self) -> str:
        """The day that is asked about: as given, else today where the company is."""
        if self.as_of_given:
            return self.as_of_given[:10]
        timezone = str(self.schemas.parameters.at("9999-12-31").get("timezone", "UTC"))
        return date_of(now().isoformat(), timezone)

    def site_config(self) -> dict[str, Any]:
        """The root mkdocs.yml: what the site looks like."""
        from docctl.reader import read

        if "mkdocs.yml" not in self.snapshot:
            raise Trouble(Text("there is no mkdocs.yml", "缺少 mkdocs.yml"), Text("git checkout -- mkdocs.yml", "请恢复 mkdocs.yml"))
        document, problems = read("mkdocs.yml", self.snapshot.read("mkdocs.yml"))
        if document is None:
            raise Trouble(problems[0].message, problems[0].hint, exit_code=1)
        return document.data

    def due(self) -> list[DueItem]:
        """The duties on the day that is asked about."""
        from docctl.due import due_items

        check = self.check
        return due_items(self._compiled_dues[0], self.library, self.book.host, check.approvals, self.as_of)

    def record(self, name: str) -> Record:
        """The record with an id, in whatever case it is typed."""
        found = self.library.get(name) or self.library.get(name.upper())
        if found is None:
            near = [known for known in self.library.records if name.upper() in known][:3]
            raise Trouble(
                Text(f"there is no record {name}", f"没有编号为 {name} 的记录"),
                Text(
                    f"did you mean {', '.join(near)}?" if near else "the records are listed by `docctl list TYPE`",
                    f"您要找的是 {'、'.join(near)} 吗？" if near else "可用 docctl list 类型 查看",
                ),
            )
        return found
