"""A session -> the site's sources under build/<language>/ and the built pages under build/site/."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from docctl.cli.catalogue import ENGINE_CODES
from docctl.cli.log_check import issued
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import now
from docctl.cli.writing import work_tree
from docctl.history.log import RevisionLog
from docctl.history.trace import arrivals
from docctl.publish.audience import UnknownAudience
from docctl.publish.audience import readable
from docctl.publish.judge.expected import expected
from docctl.publish.judge.verify import verify_site
from docctl.publish.site import CONFIG
from docctl.publish.site import Site
from docctl.publish.site import shaping
from docctl.publish.site import site_files
from docctl.publish.stage import stage_site
from docctl.reader import read
from docctl.violation import Stop
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.approval.approvals import Approvals
    from docctl.cli.session import Session
    from docctl.history.trace import Arrival
    from docctl.publish.audience import Readable
    from docctl.publish.judge.expected import Expected
    from docctl.snapshot import Snapshot
    from docctl.violation import Violation


@dataclass(frozen=True)
class Staged:
    """The site of a session and, by language, the files of its MkDocs projects."""

    site: Site
    files: dict[str, dict[str, bytes]]
    folder: Path

    @cached_property
    def expected(self) -> Expected:
        """What the built site must hold, and what it must not."""
        return expected(self.site, self.files)

    @property
    def built(self) -> Path:
        """Where the built pages are."""
        return self.folder / "site"


def stage(session: Session, audience: str | None = None) -> Staged:
    """Everything the pages are made of, and the pages as Markdown; nothing is written."""
    site = _site(session, audience)
    try:
        files = {language: stage_site(site, language) for language in site.languages}
    except Stop as stop:
        raise Trouble(located(stop.violation), stop.violation.hint, exit_code=1) from None
    return Staged(site, files, build_folder(session))


def located(violation: Violation) -> Text:
    """What is wrong with a file under site/, after the place where it is."""
    line, message = violation.position.line, violation.message
    place = f"{violation.path}:{line}" if line else violation.path
    return Text(f"{place}: {message.en}", f"{place}：{message.zh}")


def build_folder(session: Session) -> Path:
    """Where all that is generated goes; git ignores it."""
    return Path(work_tree(session.repository)) / "build"


def _site(session: Session, audience: str | None) -> Site:
    shaped = shaping(session.snapshot, session.schemas)
    config, day = site_config(shaped), session.as_of
    seen = _readable(session, audience or config.get("extra", {}).get("docctl", {}).get("audience", ""))
    host, approvals = session.book.host, seen.check.approvals
    templates, pages, assets = site_files(shaped)
    return Site(
        check=seen.check,
        tables=[register.table(host, approvals, day) for register in session.registers.values()],
        due=session.due(seen.check),
        schemas=session.schemas,
        commit=session.snapshot.commit,
        commit_time=_commit_time(session),
        as_of=session.as_of,
        templates=templates,
        pages=pages,
        assets=assets,
        config=config,
        readable=seen,
        arrivals=_arrivals(session, approvals),
        engine=ENGINE_CODES,
    )


def _readable(session: Session, audience: str) -> Readable:
    """What the audience may read; one that the parameters do not name is refused."""
    try:
        return readable(session.check, audience, session.as_of)
    except UnknownAudience as unknown:
        names = ", ".join(unknown.known)
        raise Trouble(
            Text(f"there is no audience {show(audience)}", f"没有名为 {show(audience)} 的读者范围"),
            Text(f"conf.site_ceiling names: {names}", f"conf.site_ceiling 中的读者范围：{names}"),
        ) from None


def _arrivals(session: Session, approvals: Approvals) -> dict[str, list[Arrival]]:
    """With which commit each issued revision came; nothing where no history is at hand."""
    tip = session.snapshot.commit or session.repository.head()
    if tip is None or session.repository.is_shallow():
        return {}
    log = RevisionLog(session.repository, tip)
    return {name: arrivals(issued(approvals, name), log.statements(name)) for name in approvals.documents()}


def _commit_time(session: Session) -> str:
    commit = session.snapshot.commit
    moment = datetime.fromtimestamp(session.repository.commit_time(commit), UTC) if commit else now()
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def site_config(shaped: Snapshot) -> dict[str, Any]:
    """What mkdocs.yml says."""
    if CONFIG not in shaped:
        raise Trouble(
            Text(f"there is no {CONFIG}", f"缺少 {CONFIG}"),
            Text("take the one of a docctl library", "请从现有的 docctl 文件库中取一份"),
        )
    document, problems = read(CONFIG, shaped.read(CONFIG))
    if document is None:
        raise Trouble(problems[0].message, problems[0].hint, exit_code=1)
    return document.data


def write(staged: Staged) -> None:
    """Make build/<language>/ hold exactly the staged files; what is equal already is left alone."""
    for language, files in staged.files.items():
        _replace_folder(staged.folder / language, files)


def _replace_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    for known in [p for p in folder.rglob("*") if p.is_file() and p.relative_to(folder).as_posix() not in files]:
        known.unlink()
    for path, data in files.items():
        place = folder / path
        if not (place.is_file() and place.read_bytes() == data):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)


def run_engine(staged: Staged, engine: str | None = None) -> None:
    """Build the pages of every language and finish them."""
    from docctl.publish.engine.failure import BuildFailed
    from docctl.publish.engine.run import build_site
    from docctl.publish.search.pagefind import IndexFailed

    shutil.rmtree(staged.built, ignore_errors=True)
    try:
        build_site(staged.site, staged.folder, staged.built, engine)
    except IndexFailed as failed:
        raise Trouble(
            Text(f"the search index could not be made: {failed}", f"搜索索引生成失败：{failed}"),
            Text("docctl site build", "请重新运行 docctl site build"),
            exit_code=3,
        ) from None
    except BuildFailed as failed:
        raise Trouble(
            Text(f"the page engine refused: {failed.messages[0]}", f"页面生成失败：{failed.messages[0]}"),
            Text(f"its input is in build/{failed.language}/docs", f"页面源文件在 build/{failed.language}/docs"),
            exit_code=3,
        ) from None


def verify(staged: Staged) -> tuple[list[Violation], int]:
    """What is wrong with the built pages, and how many of the expected ones are there."""
    paths = [p.relative_to(staged.built).as_posix() for p in staged.built.rglob("*") if p.is_file()]
    wanted = staged.expected
    found = verify_site(paths, lambda path: (staged.built / path).read_bytes(), wanted)
    return found, len(wanted.pages & set(paths))
