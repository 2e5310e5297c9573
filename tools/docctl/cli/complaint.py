"""Whatever ends a run early, as one sentence, what to do about it, and the exit code."""

from __future__ import annotations

import os
import re
import traceback
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from docctl.cli.terminal import FAULT
from docctl.cli.terminal import MISUSE
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import environment
from docctl.cli.terminal import out
from docctl.cli.words import UnknownCommand
from docctl.cli.words import switches
from docctl.git import GitError
from docctl.git import GitMissing
from docctl.snapshot import MissingPath
from docctl.violation import SHOWN_LENGTH
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130


def answer(error: Exception, language: str) -> int:
    """Tell the user what ended the run; the exit code."""
    trouble = trouble_of(error)
    if trouble is None:
        return _helped(error)
    if environment("DOCCTL_DEBUG") and trouble.exit_code == FAULT:
        out("".join(traceback.format_exception(error)), err=True)
    out(f"docctl: {trouble.text.get(language)}", err=True)
    if trouble.hint is not None:
        out(f"    → {trouble.hint.get(language)}", err=True)
    return trouble.exit_code


def _helped(error: Exception) -> int:
    """`docctl` without a command shows its help."""
    out(str(error), err=True)
    return MISUSE


def trouble_of(error: Exception) -> Trouble | None:
    """What ended a run, in words; none where only the help of a command answers it."""
    if isinstance(error, Trouble):
        return error
    if isinstance(error, click.Abort):
        return Trouble(Text("interrupted", "已中断"), exit_code=INTERRUPTED)
    if isinstance(error, click.UsageError):
        return None if type(error).__name__ == "NoArgsIsHelpError" else _misuse(error)
    return _fault(error)


def _fault(error: Exception) -> Trouble:
    """What the machine or the program is to blame for."""
    hint = None
    if isinstance(error, ModuleNotFoundError) and not str(error.name).startswith("docctl"):
        text = Text(f"the Python package {error.name} is missing", f"缺少 Python 软件包 {error.name}")
        hint = Text("install what docctl needs: make environment", "请安装所需软件包：make environment")
    elif isinstance(error, GitMissing):
        text = Text("git is missing", "未找到 git 程序")
        hint = Text("install git", "请安装 git")
    elif isinstance(error, GitError | MissingPath):
        text = Text(show(error), f"读取失败（{show(error)}）")
    elif isinstance(error, OSError):
        # The end of a path says which file it is.
        named = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else ""
        name = show(named[-SHOWN_LENGTH:])
        place = f"{name}: " if name else ""
        text = Text(f"{place}{error.strerror or error}", f"{place}无法读写（{error.strerror or error}）")
    else:
        what = f"{type(error).__name__}: {show(error)}"
        text = Text(f"docctl itself failed ({what})", f"docctl 程序出错（{what}）")
        hint = Text(
            "report it to those who maintain docctl, with what DOCCTL_DEBUG=1 docctl … prints",
            "请将 DOCCTL_DEBUG=1 docctl … 的输出报告给 docctl 维护人员",
        )
    return Trouble(text, hint, exit_code=FAULT)


def _misuse(error: click.UsageError) -> Trouble:
    """A command line that click refuses, in our words."""
    path = error.ctx.command_path if error.ctx is not None else "docctl"
    text, near = _refused(error)
    more = Text(f"how it is used: {path} --help", f"用法见：{path} --help")
    if near:
        names, chinese = " or ".join(near), "、".join(near)
        more = Text(f"did you mean {names}? {more.en}", f"您要找的是 {chinese} 吗？{more.zh}")
    return Trouble(text, more)


def _refused(error: click.UsageError) -> tuple[Text, Sequence[str]]:
    """What is wrong with a command line, and what was perhaps meant."""
    if isinstance(error, UnknownCommand):
        name = show(error.name)
        return Text(f"there is no command {name}", f"没有命令 {name}"), near(error.name, error.known)
    if isinstance(error, click.NoSuchOption):
        return _no_option(error), near(error.option_name, list(switches(error.ctx.command)) if error.ctx else [])
    if isinstance(error, click.BadParameter):
        return _bad_value(error), ()
    if isinstance(error, click.BadOptionUsage):
        return _odd_option(error), ()
    return _otherwise(error), ()


def _otherwise(error: click.UsageError) -> Text:
    said = error.format_message()
    extra = re.search(r"extra arguments? \((.*)\)", said)
    if extra is not None:
        return Text(f"{show(extra[1])} is too much", f"多余的内容：{show(extra[1])}")
    if said == "Missing command.":
        return Text("the name of a command is missing", "缺少命令名称")
    return Text(said, f"命令写法有误（{said}）")


def near(name: str, known: Sequence[str]) -> list[str]:
    """The known names that someone who wrote `name` may have meant."""
    begun = [k for k in known if name[:2] == k[:2]] if len(name) > 1 and not name.startswith("-") else []
    return list(dict.fromkeys([*get_close_matches(name, known, n=3, cutoff=0.7), *begun]))[:4]


def _no_option(error: click.NoSuchOption) -> Text:
    name = show(error.option_name)
    if name == "-C":
        return Text("-C DIR stands before the command: docctl -C DIR …", "-C 文件夹 应写在命令之前：docctl -C 文件夹 …")
    return Text(f"there is no option {name}", f"没有选项 {name}")


def _bad_value(error: click.BadParameter) -> Text:
    parameter = error.param
    if isinstance(error, click.MissingParameter) and parameter is not None:
        word = getattr(parameter, "word", None) or Text(parameter.opts[0], parameter.opts[0])
        return Text(f"{word.en} is missing", f"缺少“{word.zh}”")
    if parameter is None or not isinstance(parameter.type, click.Choice):
        return _otherwise(error)
    given = re.match(r"'(.*)' is not one of", error.message)
    name, value = parameter.opts[0], show(given[1] if given else "")
    choices = [str(choice) for choice in parameter.type.choices]
    return Text(
        f"{name} {value}: choose {', '.join(choices[:-1])} or {choices[-1]}",
        f"{name} {value}：可选 {'、'.join(choices)}",
    )


def _odd_option(error: click.BadOptionUsage) -> Text:
    name = show(error.option_name)
    if "not take a value" in error.message:
        return Text(f"{name} takes no value", f"{name} 不需要值")
    return Text(f"{name} needs a value", f"{name} 后缺少值")
