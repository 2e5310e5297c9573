"""`docctl hook pre-receive`: what git calls on the server before a push takes effect."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import TYPE_CHECKING

from docctl.cli import words
from docctl.cli.session import folder
from docctl.cli.session import open_repository
from docctl.cli.terminal import FAULT
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import environment
from docctl.cli.terminal import now
from docctl.cli.terminal import out
from docctl.violation import Text

if TYPE_CHECKING:
    from types import FrameType

    from docctl.violation import Violation

_SHOWN = 20


@words.command(text=Text("Judge what is pushed; git calls this on the server.", "检查上传的内容（服务器自动调用）。"))
def command() -> int:
    """Judge the push on standard input; whatever goes wrong refuses it."""
    try:
        found = _judged()
    except BaseException as error:  # noqa: BLE001 - a judge that fails must not let a push through
        _say([_failure(error)])
        return FAULT
    finally:
        signal.alarm(0)
    _say(found)
    return 1 if found else 0


def _judged() -> list[Violation]:
    from docctl.git.settings import read_settings
    from docctl.guard.limits import Limits
    from docctl.guard.push import ROOT_SETTING
    from docctl.guard.push import judge_push
    from docctl.guard.pushed import read_push
    from docctl.guard.pusher import VARIABLES
    from docctl.violation import Stop
    from docctl.writing.abandoned import remove_abandoned

    _watch(Limits().seconds)
    repository = open_repository(folder())
    # What this push will lock, a killed one may have left locked.
    remove_abandoned(repository.git_dir, time.time())
    given = {name: environment(name) for name in VARIABLES}
    root = read_settings(repository).get(ROOT_SETTING, [None])[-1]
    try:
        push = read_push(repository, sys.stdin.buffer.read(), given, now(), root)
    except Stop as stop:
        return [stop.violation]
    if not push.is_first:
        _watch(push.limits.seconds)
    return judge_push(push)


def _watch(seconds: int) -> None:
    """End the process after so many seconds; where a call into a library does not come back, the hook's ulimit does."""

    def refuse(_signal: int, _frame: FrameType | None) -> None:
        from docctl.guard import push_codes

        _say([push_codes.PUSH_TIME.at("push", value=seconds)])
        # Not an exception: whoever catches it might go on.
        os._exit(1)

    signal.signal(signal.SIGALRM, refuse)
    signal.alarm(seconds)


def _failure(error: BaseException) -> Violation:
    from docctl.cli.complaint import trouble_of
    from docctl.guard import push_codes

    known = trouble_of(error) if isinstance(error, Exception) else None
    problem = known.text if known is not None else Text(type(error).__name__, type(error).__name__)
    return push_codes.PUSH_FAILED.at("push", problem=problem)


def _say(found: list[Violation]) -> None:
    """The first few reasons, each with what to do, and that nothing was taken over."""
    from docctl.report import headline
    from docctl.report import sort

    language = chosen_language()
    reasons = sort(found)
    for reason in reasons[:_SHOWN]:
        out(headline(reason, language), err=True)
        out("    → " + reason.hint.get(language), err=True)
    more = len(reasons) - _SHOWN
    if more > 0:
        out(Text(f"and {more} more", f"另有 {more} 处").get(language), err=True)
    if found:
        out(
            Text("docctl: the push was refused; nothing changed on the server", "上传未被接收，服务器内容未变").get(
                language
            ),
            err=True,
        )
    sys.stderr.flush()
