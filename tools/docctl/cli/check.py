"""`docctl check`: every record against every rule."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from docctl import __version__
from docctl.cli import options
from docctl.cli import words
from docctl.cli.session import Session
from docctl.cli.session import folder
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import out
from docctl.report import FORMATS
from docctl.report import Report
from docctl.report import sort
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docctl.violation import Violation

# The formats that tell what a rule demands, beside what broke it.
_TELLING = frozenset({"sarif"})
_BASE = Text("Judge the change since this branch or commit.", "检查自该版本以来的修改。")
_EACH = Text("With --base: judge every commit by itself.", "与 --base 同用：逐次检查每次修改。")
_RULES = Text(
    "Judge by the schemas of this commit; a dot stands for the files here.", "按该历史版本的规则检查；“.”表示当前文件。"
)


@words.command(
    examples=(
        "docctl check",
        "docctl check records/customer",
        "docctl check --staged --format json",
        "docctl check --base origin/main",
        "docctl check --format sarif > docctl.sarif",
    )
)
@words.option("--staged", is_flag=True, text=Text("Check what the next commit would hold.", "检查即将提交的内容。"))
@options.rev
@words.option("--base", word=Text("COMMIT", "版本"), text=_BASE)
@words.option("--each", is_flag=True, text=_EACH)
@words.option("--rules-from", word=Text("COMMIT", "版本"), text=_RULES)
@options.as_of
@options.output_format(*FORMATS)
@words.argument("paths", Text("PATH", "路径"), nargs=-1)
def command(*, staged: bool, rev: str | None, as_of: str | None, shape: str, **given: Any) -> int:
    """Print the report; its errors decide the exit code."""
    base, each, rules, paths = given["base"], given["each"], given["rules_from"], given["paths"]
    if staged and rev is not None:
        raise Trouble(Text("--staged or --rev, not both", "--staged 与 --rev 只能选一个"))
    if base is not None and rules is not None:
        raise Trouble(Text("--base or --rules-from, not both", "--base 与 --rules-from 只能选一个"))
    if each and base is None:
        raise Trouble(Text("--each needs --base COMMIT", "--each 须与 --base 版本 同用"))
    session = Session.start(staged=staged, rev=rev, as_of=as_of, rules=rules)
    report = judged(session, paths) if base is None else compared(session, base, paths, each=each)
    out(FORMATS[shape](_with_rules(session, report) if shape in _TELLING else report, chosen_language()))
    return 1 if report.failed else 0


def _with_rules(session: Session, report: Report) -> Report:
    from docctl.cli.rule_texts import rule_texts

    return replace(report, rules=rule_texts(session.schemas, report.violations))


def judged(session: Session, paths: tuple[str, ...] = ()) -> Report:
    """The report on a session; broken schemas hide what records break, because they would judge wrongly."""
    found = session.no_files or [*session.tree_problems, *(session.schema_problems or _record_violations(session))]
    return _report(session, found, session.label, paths)


def compared(session: Session, base: str, paths: tuple[str, ...] = (), *, each: bool = False) -> Report:
    """The report on a session and on what changed since a base."""
    if session.no_files or session.schema_problems:
        return judged(session, paths)
    from docctl.cli.changes import Base

    against = Base.of(session, base)
    changes = against.each() if each else against.net()
    found = [*session.tree_problems, *_record_violations(session)]
    return _report(session, [*found, *against.notes, *changes], against.label, paths)


def changed(session: Session, message: str) -> Report:
    """The report on what the next commit changes, by the rules of the one it is made on."""
    if session.no_files or session.schema_problems:
        return judged(session)
    from docctl.cli.changes import Base

    against = Base.of(session, "HEAD")
    return _report(session, [*against.notes, *against.committed(message)], against.label, ())


def _report(session: Session, found: Sequence[Violation], where: Text, paths: tuple[str, ...]) -> Report:
    wanted = wanted_paths(session, paths)
    if wanted is not None:
        found = [violation for violation in found if violation.path in wanted or violation.path.startswith("schemas/")]
    records = 0 if session.no_files or session.schema_problems else len(session.library)
    label = where.get(chosen_language())
    return Report(sort(found), records, session.snapshot.commit, session.as_of, __version__, label)


def _record_violations(session: Session) -> list[Violation]:
    return [*session.library_problems, *session.check.run_again()]


def wanted_paths(session: Session, paths: tuple[str, ...]) -> frozenset[str] | None:
    """The files that some paths given on the command line name; None for all."""
    if not paths:
        return None
    wanted: set[str] = set()
    for path in paths:
        # No name here holds a backslash: where one is given, it parts folders as on Windows.
        known = _known(session, path) or _known(session, path.replace("\\", "/"))
        if not known:
            raise Trouble(
                Text(
                    f"{show(path)} is no file under records/ or schemas/",
                    f"{show(path)} 不是 records/ 或 schemas/ 下的文件",
                ),
                Text("name files or folders of this repository", "请指定本文件库中的文件或文件夹"),
            )
        wanted.update(known)
    return frozenset(wanted)


def _known(session: Session, path: str) -> list[str]:
    name = _name(session.repository.root, path)
    return [p for p in session.snapshot.paths("" if name == "." else name) if _below(p, name)]


def _name(top: str | None, path: str) -> str:
    """The name in the repository of a path given from the folder we work in; links in the file's own name stay."""
    if top is None:
        return os.path.normpath(path)
    full = Path(os.path.normpath(Path(folder()).absolute() / path))
    real = full if full == Path(top) else full.parent.resolve() / full.name
    return real.relative_to(top).as_posix() if real.is_relative_to(top) else path


def _below(path: str, name: str) -> bool:
    return name in {".", path} or path.startswith(name.rstrip("/") + "/")
