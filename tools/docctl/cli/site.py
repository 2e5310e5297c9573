"""`docctl site`: the site of controlled copies, staged, built, served and verified."""

from __future__ import annotations

import http.server
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docctl import __version__
from docctl.cli import options
from docctl.cli import words
from docctl.cli.session import Session
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import out
from docctl.cli.terminal import say
from docctl.report import Report
from docctl.report import as_json
from docctl.report import full
from docctl.violation import Text

if TYPE_CHECKING:
    from docctl.cli.site_build import Staged

LOOPBACK = "127.0.0.1"
MAX_PORT = 65_535


_audience = words.option(
    "--audience",
    word=Text("NAME", "读者范围"),
    text=Text(
        "For whom, one of conf.site_ceiling (mkdocs.yml says the usual one).",
        "供谁阅读，取自 conf.site_ceiling（默认见 mkdocs.yml）。",
    ),
)


@click.group(cls=words.Group, examples=("docctl site build", "docctl site serve --port 8000"))
def command() -> None:
    """Make, show and verify the site of controlled copies."""


@command.command(text=Text("Write the pages of each language as a plain MkDocs project.", "生成各语言的页面源文件。"))
@options.as_of
@options.rev
@_audience
def stage(as_of: str | None, rev: str | None, audience: str | None) -> None:
    """Write build/<language>/."""
    from docctl.cli import site_build

    staged = site_build.stage(Session.start(rev=rev, as_of=as_of), audience)
    site_build.write(staged)
    for language, files in staged.files.items():
        say(Text(f"staged build/{language}/: {len(files)} files", f"已生成 build/{language}/：{len(files)} 个文件"))


@command.command(text=Text("Stage, build and verify the site in build/site.", "生成网站并核对，结果在 build/site。"))
@options.as_of
@options.rev
@_audience
@words.option(
    "--engine",
    word=Text("NAME", "名称"),
    text=Text(
        "What makes the pages (mkdocs.yml says the usual one; zensical is installed apart).",
        "页面生成工具（默认见 mkdocs.yml；zensical 需另行安装）。",
    ),
)
def build(as_of: str | None, rev: str | None, audience: str | None, engine: str | None) -> int:
    """Write build/site/."""
    from docctl.cli import site_build

    session = Session.start(rev=rev, as_of=as_of)
    staged = site_build.stage(session, audience)
    site_build.write(staged)
    site_build.run_engine(staged, engine)
    return _verified(session, staged, "full")


@command.command(
    text=Text(
        "Verify the built site: pages, links, origins, blocks, leaks.",
        "核对已生成的网站：页数、链接、外部来源、必备内容、泄露。",
    )
)
@options.as_of
@options.rev
@_audience
@options.output_format("full", "json")
def verify(as_of: str | None, rev: str | None, audience: str | None, shape: str) -> int:
    """Judge build/site/ against what the library says it must hold."""
    from docctl.cli import site_build

    session = Session.start(rev=rev, as_of=as_of)
    staged = site_build.stage(session, audience)
    _require_built(staged.built)
    return _verified(session, staged, shape)


def _verified(session: Session, staged: Staged, shape: str) -> int:
    from docctl.cli import site_build

    found, present = site_build.verify(staged)
    snapshot, day = session.snapshot, session.as_of
    report = Report(found, len(session.library), snapshot.commit, day, __version__, snapshot.label)
    if shape == "json":
        out(as_json(report, chosen_language()))
        return 1 if report.failed else 0
    if found:
        out(full(report, chosen_language()))
    pages = len(staged.expected.pages)
    say(
        Text(
            f"build/site holds {present} of {pages} pages as of {day}, problems: {len(found)}",
            f"build/site 应有 {pages} 页，实有 {present} 页（截至 {day}），问题 {len(found)} 处",
        ),
    )
    return 1 if report.failed else 0


def _require_built(folder: Path) -> None:
    if not (folder / "index.html").is_file():
        raise Trouble(
            Text("there is no build/site yet", "尚未生成 build/site"),
            Text("docctl site build", "请先运行 docctl site build"),
        )


@command.command(text=Text("Serve the built site on this machine only.", "仅在本机提供已生成的网站。"))
@words.option(
    "--port",
    type=click.IntRange(0, MAX_PORT),
    default=8000,
    text=Text("Port (8000 unless told).", "端口（默认 8000）。"),
)
def serve(port: int) -> None:
    """Answer on the loopback address until interrupted."""
    from docctl.cli import site_build

    folder = site_build.build_folder(Session.start()) / "site"
    _require_built(folder)
    with _server(folder, port) as server:
        address = f"http://{LOOPBACK}:{server.server_address[1]}/"
        say(Text(f"{address}  (Ctrl-C stops it)", f"{address}  （按 Ctrl-C 停止）"))
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say(Text("stopped", "已停止"))


def _server(folder: Path, port: int) -> http.server.ThreadingHTTPServer:
    try:
        return http.server.ThreadingHTTPServer((LOOPBACK, port), partial(_Quiet, directory=str(folder)))
    except OSError as error:
        raise Trouble(
            Text(f"port {port} cannot be used: {error.strerror}", f"无法使用端口 {port}（{error.strerror}）"),
            Text("choose another: docctl site serve --port 8001", "请换一个端口：docctl site serve --port 8001"),
            exit_code=3,
        ) from None


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line on the terminal for each."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer for a wrong address with the site's own page."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        """Add what a page cannot say of itself."""
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "DENY")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Say nothing."""
        del format, args
