"""`docctl check`: every record against every rule."""

from __future__ import annotations

from pathlib import Path

import click

from docctl import __version__
from docctl.cli import options
from docctl.cli.session import Session
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.report import FORMATS
from docctl.report import Report
from docctl.report import sort
from docctl.violation import Text
from docctl.violation import Violation


@click.command
@click.option("--staged", is_flag=True, help="Check what is staged. / 检查已暂存的内容。")
@options.rev
@options.as_of
@options.output_format(*FORMATS)
@click.argument("paths", nargs=-1)
def command(*, staged: bool, rev: str | None, as_of: str | None, shape: str, paths: tuple[str, ...]) -> int:
    """Check records and schemas; with PATH only what concerns these files. / 检查记录和模板。"""
    session = Session.start(staged=staged, rev=rev, as_of=as_of)
    report = judged(session, paths)
    click.echo(FORMATS[shape](report, chosen_language()))
    return 1 if report.failed else 0


def judged(session: Session, paths: tuple[str, ...] = ()) -> Report:
    """The report on a session; broken schemas are reported alone, because they would judge wrongly."""
    found = session.schema_problems or _record_violations(session)
    wanted = wanted_paths(session, paths)
    if wanted is not None:
        found = [violation for violation in found if violation.path in wanted or violation.path.startswith("schemas/")]
    records = 0 if session.schema_problems else len(session.library)
    label = session.snapshot.label
    return Report(sort(found), records, session.snapshot.commit, session.as_of, __version__, label)


def _record_violations(session: Session) -> list[Violation]:
    return [*session.library_problems, *session.check.run()]


def wanted_paths(session: Session, paths: tuple[str, ...]) -> frozenset[str] | None:
    """The files that some paths given on the command line name; None for all."""
    if not paths:
        return None
    top = Path(session.repository.root or ".").resolve()
    wanted: set[str] = set()
    for path in paths:
        base = Path(click.get_current_context().find_root().params.get("directory") or ".")
        full = (base / path).resolve()
        name = full.relative_to(top).as_posix() if full.is_relative_to(top) else path
        known = session.snapshot.paths(name)
        if not known:
            raise Trouble(
                Text(f"{path} is no file under records/ or schemas/", f"{path} 不是 records/ 或 schemas/ 下的文件"),
                Text("name files or folders of this repository", "请指定本文件库中的文件或文件夹"),
            )
        wanted.update(p for p in known if p == name or p.startswith(name.rstrip("/") + "/"))
    return frozenset(wanted)
