"""Writing into the work tree: whole or not at all, and never over something unexpected."""

from __future__ import annotations

import os
import socket
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docctl.cli.options import dry_run
from docctl.cli.session import Session
from docctl.cli.session import folder
from docctl.cli.session import open_repository
from docctl.cli.terminal import FAULT
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import moment
from docctl.cli.terminal import say
from docctl.cli.terminal import user
from docctl.git.storing import settings
from docctl.violation import Text
from docctl.violation import show
from docctl.writing.clone import Clone
from docctl.writing.clone import Writer
from docctl.writing.journal import Refused
from docctl.writing.journal import Unfinished
from docctl.writing.journal import write
from docctl.writing.lock import PATIENCE
from docctl.writing.lock import Busy
from docctl.writing.lock import locked
from docctl.writing.recovery import recover

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.git import Repository
    from docctl.writing.recovery import Recovered

__all__ = [
    "clone_of", "dry_run", "one_writer", "recovered", "start_writing", "work_tree", "write_files",
    "write_new_file", "writer_of",
]  # fmt: skip


def start_writing(*, dry: bool, as_of: str | None = None) -> Session:
    """The files as they are, once nothing of an interrupted command is left in them; a dry run leaves it."""
    clone = clone_of(open_repository(folder()))
    if not dry:
        with one_writer(clone):
            pass
    session = Session.start(as_of=as_of)
    if as_of is not None and session.as_of > session.today:
        raise Trouble(
            Text(
                f"{session.as_of} is ahead, and today is {session.today}: what has not happened is not recorded",
                f"{session.as_of} 晚于今天（{session.today}），尚未发生的事项不得登记",
            ),
            Text("leave out --as-of, or run the command on that day", "请去掉 --as-of，或在当日办理"),
        )
    return session


def work_tree(repository: Repository) -> Path:
    """The top of the work tree; a repository without one holds nothing that could be edited."""
    return Path(clone_of(repository).root)


def clone_of(repository: Repository) -> Clone:
    """The same as something to write to."""
    clone = Clone.of(repository)
    if clone is None:
        raise Trouble(
            Text("a bare repository has no files to write to", "这里没有可写入的文件（服务器上的文件库）"),
            Text("work in a clone of it", "请在自己的文件库副本中操作"),
        )
    return clone


def write_files(session: Session, files: Mapping[str, bytes | None], *, dry: bool, quiet: bool = False) -> None:
    """Write files by repository path, or remove them (None), and say so; all of them, or none."""
    if files and not dry:
        _write(session, files)
    for path, data in sorted(files.items()):
        if quiet:
            continue
        if data is None:
            said = Text(f"{'would remove' if dry else 'removed'} {path}", f"{'将删除' if dry else '已删除'} {path}")
        else:
            said = Text(f"{'would write' if dry else 'wrote'} {path}", f"{'将写入' if dry else '已写入'} {path}")
        say(said)


def write_new_file(name: str, data: bytes) -> None:
    """Write a file outside the library that is not there yet: nobody's work is overwritten."""
    path = Path(name)
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise Trouble(
            Text(f"{show(name)} exists already", f"{show(name)} 已存在"),
            Text("name another file, or remove this one", "请改用其他文件名，或先删除该文件"),
        ) from None
    except OSError:
        if path.is_file():
            path.unlink()  # half a file is worse than none
        raise


def _write(session: Session, files: Mapping[str, bytes | None]) -> None:
    clone = clone_of(session.repository)
    seen = {path: session.snapshot.oid(path) if path in session.snapshot else None for path in files}
    with one_writer(clone) as writer:
        try:
            write(clone, files, seen, writer)
        except Refused as refused:
            raise _refused(refused) from None
        except Unfinished as error:
            raise Trouble(
                Text(
                    f"the write was begun and not finished: {show(error)}",
                    f"写入已开始但未能完成（{show(error)}）",
                ),
                Text(
                    "nothing is lost: the next writing command finishes it, or docctl doctor",
                    "内容不会丢失：下一条写入命令或 docctl doctor 会自动补全",
                ),
                exit_code=FAULT,
            ) from None


@contextmanager
def one_writer(clone: Clone) -> Iterator[Writer]:
    """Hold the clone while writing, with whatever an earlier command left undone finished first."""
    writer = writer_of(clone.repository)
    try:
        with locked(clone, writer, _waiting, PATIENCE):
            recovered(clone, writer)
            yield writer
    except Busy as busy:
        who = _who(busy.holder)
        raise Trouble(
            Text(f"{who.en} is writing here at this moment", f"{who.zh} 正在写入此文件库"),
            Text("wait until it has finished, then run the command again", "请等其完成后重新运行"),
            exit_code=FAULT,
        ) from None


def writer_of(repository: Repository) -> Writer:
    """The running command, and who runs it: as git knows them, else as the system does."""
    known = settings(repository, ("user.name", "user.email"))
    name, mail = (known.get(f"user.{part}", "").strip() for part in ("name", "email"))
    names = click.get_current_context().command_path.split()[1:]
    return Writer(" ".join(names) or "docctl", name or user(), socket.gethostname(), moment(), os.getpid(), mail)


def recovered(clone: Clone, writer: Writer) -> Recovered | None:
    """Finish what was left undone and say so."""
    try:
        found = recover(clone, writer)
    except Refused as refused:
        raise _refused(refused) from None
    if found is None:
        return None
    who, paths = _who(found.begun), ", ".join(show(path) for path in found.paths)
    say(
        Text(
            f"{who.en} was interrupted; finished now: {paths}",
            f"{who.zh} 曾中断，现已补全：{paths.replace(', ', '、')}",
        ),
        err=True,
    )
    if found.rescue is not None:
        edited = ", ".join(show(path) for path in found.edited)
        say(
            Text(
                f"edits made meanwhile are kept: git show {found.rescue}:PATH ({edited})",
                f"其间的手工改动已另存，可用 git show {found.rescue}:路径 查看（{edited}）",
            ),
            err=True,
        )
    return found


def _refused(refused: Refused) -> Trouble:
    first = refused.reasons[0]
    return Trouble(
        Text(
            f"{first.message.en} [{first.code}]; nothing was written",
            f"{first.message.zh} [{first.code}]，未写入任何内容",
        ),
        first.hint,
        exit_code=1,
    )


def _waiting(holder: Writer | None) -> None:
    who = _who(holder)
    say(Text(f"waiting for {who.en} …", f"正在等待 {who.zh} …"), err=True)


def _who(holder: Writer | None) -> Text:
    if holder is None:
        return Text("another docctl", "另一个 docctl 命令")
    command, person, host = show(holder.command), show(holder.person), show(holder.host)
    place = f"{host}, {holder.pid}"
    return Text(f"docctl {command} of {person} ({place})", f"{person} 的 docctl {command}（{place}）")
