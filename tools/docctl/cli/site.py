"""`docctl site`: the site of controlled copies, staged, built, served and verified."""

from __future__ import annotations

import http.server
import logging
import os
import shutil
from datetime import UTC
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docctl.cli import options
from docctl.cli.session import Session
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import now
from docctl.cli.terminal import say
from docctl.report import Report
from docctl.report import as_json
from docctl.report import full
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.publish.expected import Expected
    from docctl.publish.site import Site

LOOPBACK = "127.0.0.1"
MAX_PORT = 65_535
Staged = dict[str, dict[str, bytes]]


@click.group
def command() -> None:
    """Make, show and verify the site of controlled copies. / 受控文件网站。"""


@command.command
@options.as_of
@options.rev
def stage(as_of: str | None, rev: str | None) -> None:
    """Write the pages of each language as a plain MkDocs project under build/. / 生成页面源文件。"""
    session = Session.start(rev=rev, as_of=as_of)
    _, staged = _staged(session)
    for language, files in staged.items():
        say(Text(f"staged build/{language}/: {len(files)} files", f"已生成 build/{language}/：{len(files)} 个文件"))


@command.command
@options.as_of
@options.rev
def build(as_of: str | None, rev: str | None) -> int:
    """Stage, build and verify the site in build/site. / 生成网站并核对。"""
    session = Session.start(rev=rev, as_of=as_of)
    site, staged = _staged(session)
    target = _build_folder(session) / "site"
    with _engine_environment(site):
        _run_engine(session, site, staged)
    return _verify(session, target, _expected(site, staged), "full")


@command.command
@options.as_of
@options.rev
@options.output_format("full", "json")
def verify(as_of: str | None, rev: str | None, shape: str) -> int:
    """Verify the built site: pages, links, origins, blocks, leaks. / 核对已生成的网站。"""
    session = Session.start(rev=rev, as_of=as_of)
    site, staged = _in_memory(session)
    target = _build_folder(session) / "site"
    if not target.is_dir():
        raise Trouble(Text("there is no build/site", "尚未生成 build/site"), Text("docctl site build", "请先运行 docctl site build"))
    return _verify(session, target, _expected(site, staged), shape)


@command.command
@click.option("--port", type=click.IntRange(0, MAX_PORT), default=8000, show_default=True, help="Port. / 端口。")
def serve(port: int) -> None:
    """Serve the built site on this machine only. / 在本机提供网站。"""
    session = Session.start()
    target = _build_folder(session) / "site"
    if not target.is_dir():
        raise Trouble(Text("there is no build/site", "尚未生成 build/site"), Text("docctl site build", "请先运行 docctl site build"))
    handler = partial(_Quiet, directory=str(target))
    try:
        server = http.server.ThreadingHTTPServer((LOOPBACK, port), handler)
    except OSError as error:
        raise Trouble(
            Text(f"port {port} cannot be used: {error.strerror}", f"无法使用端口 {port}（{error.strerror}）"),
            Text("choose another: docctl site serve --port 8001", "请换一个端口：docctl site serve --port 8001"),
            exit_code=3,
        ) from None
    with server:
        address = f"http://{LOOPBACK}:{server.server_address[1]}/"
        say(Text(f"{address}  (Ctrl-C stops it)", f"{address}  （按 Ctrl-C 停止）"))
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say(Text("stopped", "已停止"))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line on the terminal for each."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's parameter
        del format, args


def _build_folder(session: Session) -> Path:
    return Path(session.repository.root or ".") / "build"


def site_of(session: Session) -> Site:
    """Everything the pages are made of, as of the day that is asked about."""
    from docctl.publish.site import Site
    from docctl.publish.site import site_files

    check, due = session.check, session.due()
    tables = [r.table(session.book.host, check.approvals, session.as_of) for r in session.registers.values()]
    templates, pages, assets = site_files(session.snapshot)
    return Site(
        check=check,
        tables=tables,
        due=due,
        schemas=session.schemas,
        commit=session.snapshot.commit,
        commit_time=_commit_time(session),
        as_of=session.as_of,
        templates=templates,
        pages=pages,
        assets=assets,
        config=session.site_config(),
    )


def _commit_time(session: Session) -> str:
    commit = session.snapshot.commit
    moment = datetime.fromtimestamp(session.repository.commit_time(commit), UTC) if commit else now()
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _in_memory(session: Session) -> tuple[Site, Staged]:
    from docctl.publish.stage import stage_site

    site = site_of(session)
    return site, {language: stage_site(site, language) for language in site.languages}


def _staged(session: Session) -> tuple[Site, Staged]:
    site, staged = _in_memory(session)
    for language, files in staged.items():
        _replace_folder(_build_folder(session) / language, files)
    return site, staged


def _replace_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder hold exactly these files; what is equal already is left alone."""
    for known in [p for p in folder.rglob("*") if p.is_file() and p.relative_to(folder).as_posix() not in files]:
        known.unlink()
    for path, data in files.items():
        place = folder / path
        if not (place.is_file() and place.read_bytes() == data):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)


class _engine_environment:  # noqa: N801 - used like a function
    """What the page engine reads from the environment, for the time of a build."""

    def __init__(self, site: Site) -> None:
        moment = datetime.fromisoformat(site.commit_time)
        self.wanted = {"SOURCE_DATE_EPOCH": str(int(moment.timestamp())), "NO_MKDOCS_2_WARNING": "1"}
        self.before = {name: os.environ.get(name) for name in self.wanted}

    def __enter__(self) -> None:
        os.environ.update(self.wanted)
        logging.getLogger("MARKDOWN").setLevel(logging.WARNING)

    def __exit__(self, *_: object) -> None:
        for name, value in self.before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _run_engine(session: Session, site: Site, staged: Staged) -> None:
    from docctl.publish.engine import BuildFailed
    from docctl.publish.engine import build as build_pages

    folder = _build_folder(session)
    shutil.rmtree(folder / "site", ignore_errors=True)
    for language in staged:
        below = "" if language == site.languages[0] else language
        try:
            build_pages(folder / language, folder / "site" / below)
        except BuildFailed as failed:
            raise Trouble(
                Text(f"the page engine refused: {failed.messages[0]}", f"页面生成失败：{failed.messages[0]}"),
                Text(f"the pages are in build/{language}/docs", f"页面源文件在 build/{language}/docs"),
                exit_code=3,
            ) from None


def _expected(site: Site, staged: Staged) -> Expected:
    from docctl.publish.expected import expected

    return expected(site, staged)


def _verify(session: Session, target: Path, wanted: Expected, shape: str) -> int:
    from docctl import __version__
    from docctl.publish.verify import verify_site

    paths = [p.relative_to(target).as_posix() for p in target.rglob("*") if p.is_file()]
    found = verify_site(paths, lambda path: (target / path).read_bytes(), wanted)
    label = session.snapshot.label
    report = Report(found, len(session.library), session.snapshot.commit, session.as_of, __version__, label)
    if shape == "json":
        click.echo(as_json(report, chosen_language()))
    else:
        if found:
            click.echo(full(report, chosen_language()))
        pages = len(wanted.pages)
        present = len(wanted.pages & set(paths))
        say(
            Text(
                f"build/site holds {present} of {pages} expected pages as of {session.as_of}; {len(found)} problems",
                f"build/site 应有 {pages} 页，实有 {present} 页（截至 {session.as_of}）；问题 {len(found)} 处",
            ),
        )
    return 1 if report.failed else 0
