"""A record of a copy -> its PDF, and the file that it goes into."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.cli import site_build
from docctl.cli.terminal import FAULT
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import say
from docctl.publish.copy.finished import NoSetter
from docctl.publish.copy.finished import Unprintable
from docctl.publish.copy.made import copy_as_pdf
from docctl.publish.copy.sheet import Subject
from docctl.publish.copy.text import holds_diagram
from docctl.publish.copy.typeset import NoTypesetter
from docctl.publish.copy.typeset import Outside
from docctl.publish.revisions import issued_revisions
from docctl.publish.site import Site
from docctl.publish.site import shaping
from docctl.publish.site import site_files
from docctl.publish.standing import standing
from docctl.violation import Stop
from docctl.violation import Text
from docctl.violation import show
from docctl.violation import shown_path
from docctl.writing.disk import put

if TYPE_CHECKING:
    from docctl.cli.session import Session
    from docctl.library import Record
    from docctl.publish.standing import Standing

FOLDER = "copies"


class Paper(NamedTuple):
    """The PDF of a copy."""

    data: bytes

    @property
    def sha256(self) -> str:
        """What tells this file from any other."""
        return hashlib.sha256(self.data).hexdigest()


def in_force(session: Session, name: str, day: str) -> Standing:
    """A document with the revision that is in force on a day; refused where none is."""
    document = session.record(name)
    approvals, title = session.check.approvals, document.type.title
    if document.type.slug not in approvals.judges:
        raise Trouble(
            Text(
                f"{document.id} is a {title.en}: it is not signed here, and its copies are not made here",
                f"{document.id} 是{title.zh}，不在此签署，也不在此制作分发件",
            ),
            Text(
                "enter a copy that you stamped yourself: docctl new distribution-record",
                "自行盖章分发的，请登记：docctl new distribution-record",
            ),
        )
    found = standing(approvals, session.library, document.id, day)
    if found is None or not found.in_force:
        raise _not_in_force(session, document, found, day)
    return found


def _not_in_force(session: Session, document: Record, found: Standing | None, day: str) -> Trouble:
    lifecycle = session.book.lifecycles[document.type.slug].lifecycle
    state = lifecycle.title(found.state if found is not None else lifecycle.initial)
    return Trouble(
        Text(
            f"{document.id} has no revision in force on {day}: {state.en}; only what is in force is issued",
            f"{document.id} 在 {day} 没有现行有效的版本（{state.zh}），只分发现行有效的版本",
        ),
        Text(f"why: docctl explain {document.id}", f"原因见：docctl explain {document.id}"),
        exit_code=1,
    )


def paper_of(session: Session, record: Record) -> Paper:
    """The PDF of a copy, as of the day on which it was issued."""
    day, document = str(record.data["issued_on"]), str(record.data["document"])
    found = in_force(session, document, day)
    site = _site(session, day)
    issued = next(one for one in issued_revisions(site, document) if one.revision is found.revision)
    if issued.revision.name != record.data["document_version"]:
        raise _another_revision(record, issued.revision.name)
    if holds_diagram(issued.record.document.body or ""):
        say(
            Text(
                f"{document} holds a diagram in words (mermaid): the copy shows the words",
                f"{document} 正文含 mermaid 流程图代码，分发件按文字原样印出",
            ),
            err=True,
        )
    return Paper(_made(site, Subject(found, issued, record)))


def _site(session: Session, day: str) -> Site:
    """What the pages of a copy are made of: no commit, no table, so that a later day gives the same."""
    shaped = shaping(session.snapshot, session.schemas)
    templates, _, _ = site_files(shaped)
    return Site(
        check=session.check,
        tables=(),
        due=(),
        schemas=session.schemas,
        commit=None,
        commit_time="",
        as_of=day,
        templates=templates,
        pages={},
        assets={},
        config=site_build.site_config(shaped),
    )


def _another_revision(record: Record, current: str) -> Trouble:
    version = show(record.data["document_version"])
    return Trouble(
        Text(
            f"{record.id} is a copy of {version}, and {current} was in force on the day of issue",
            f"{record.id} 登记的版本为 {version}，而分发当日现行有效的是 {current}",
        ),
        Text(f"look at it: docctl show {record.id}", f"可用 docctl show {record.id} 查看"),
        exit_code=1,
    )


def _made(site: Site, subject: Subject) -> bytes:
    try:
        return copy_as_pdf(site, subject)
    except Stop as stop:
        raise Trouble(site_build.located(stop.violation), stop.violation.hint, exit_code=1) from None
    except (NoTypesetter, NoSetter) as error:
        raise _not_installed(error) from None
    except Outside as outside:
        raise _asks_for_more(outside) from None
    except Unprintable as error:
        raise _unprintable(subject.found.id, error) from None


def _not_installed(error: Exception) -> Trouble:
    reason = show(error)
    return Trouble(
        Text(f"no PDF can be made here: {reason}", f"本机无法制作 PDF（{reason}）"),
        Text(
            "pip install 'docctl[pdf]'; what else is missing: docctl doctor",
            "请运行 pip install 'docctl[pdf]'；其他缺项见 docctl doctor",
        ),
        exit_code=FAULT,
    )


def _asks_for_more(outside: Outside) -> Trouble:
    address = show(outside)
    return Trouble(
        Text(
            f"the template of copies asks for {address}, and nothing is fetched",
            f"分发件模板引用了 {address}，系统不读取外部内容",
        ),
        Text("take it out of site/templates/copy.*", "请从 site/templates/copy.* 中删除"),
        exit_code=1,
    )


def _unprintable(name: str, error: Unprintable) -> Trouble:
    reason = error.reason
    return Trouble(
        Text(
            f"the issued file of {name} cannot be set on paper: {reason.en}", f"{name} 的发布件无法印制（{reason.zh}）"
        ),
        Text("submit or adopt a revision whose rendition is a PDF", "请以 PDF 作为发布件，另行送审或采认"),
        exit_code=1,
    )


def place_of(session: Session, folder: str | None, record: Record) -> Path:
    """The file of a copy: in a folder that was named, else under build/, which is never committed."""
    place = Path(folder) if folder is not None else site_build.build_folder(session) / FOLDER
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=place):
            pass  # it can be written to
    except OSError as error:
        raise _no_place(place, error) from None
    return place / f"{record.id}.pdf"


def put_down(place: Path, paper: Paper, record: Record) -> None:
    """Write the PDF, whole or not at all."""
    try:
        put(os.fsencode(place.absolute()), paper.data)
    except OSError as error:
        trouble = _no_place(place, error)
        call = f"docctl copy print {record.id} --out"
        trouble.hint = Text(
            f"the copy is on record; print it elsewhere: {call} DIR", f"分发件已登记，可另存到其他文件夹：{call} 文件夹"
        )
        raise trouble from None
    shown = shown_path(str(place))
    say(Text(f"printed {shown}", f"已生成 {shown}"))


def _no_place(place: Path, error: OSError) -> Trouble:
    shown, reason = shown_path(str(place)), show(error.strerror or error)
    return Trouble(
        Text(f"{shown} cannot be written: {reason}", f"无法写入 {shown}（{reason}）"),
        Text("name another folder: --out DIR", "请用 --out 文件夹 指定其他位置"),
        exit_code=FAULT,
    )
