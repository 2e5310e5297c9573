"""The `docctl` command: global options, and the list of commands, each loaded when it is called."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from docctl import __version__
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import preferred_language
from docctl.cli.terminal import use_utf8
from docctl.violation import Text

_READ = {
    "check": ("check", Text("check every record against every rule", "按全部规则检查记录")),
    "rules": ("rules", Text("list what is checked and why", "列出检查规则及其依据")),
    "types": ("types", Text("list the record types", "列出记录类型")),
    "explain": (
        "explain",
        Text(
            "explain a rule, a type, or why a document is in its state",
            "说明一条规则、一种类型，或文件为何处于当前状态",
        ),
    ),
    "show": ("show", Text("show one record", "查看一条记录")),
    "list": ("list_records", Text("list the records of a type", "列出某一类型的记录")),
    "refs": ("refs", Text("show where a record is used", "查看一条记录被哪些记录引用")),
    "register": ("register", Text("print a register", "输出一份清单")),
    "due": ("due", Text("list what is due and overdue", "列出到期和逾期事项")),
    "verify": ("verify", Text("verify the signed statements", "核验签署记录")),
    "doctor": ("doctor", Text("say what is missing on this machine", "检查本机还缺少什么")),
}
_WRITE = {
    "new": ("new", Text("start a new record", "新建一条记录")),
    "fmt": ("fmt", Text("bring files into the canonical style", "整理文件格式")),
    "submit": ("transition", Text("sign that a document is ready for review", "送审")),
    "review": ("transition", Text("sign the review of a document", "审核签署")),
    "approve": ("transition", Text("sign the approval of a document", "批准签署")),
    "reject": ("transition", Text("sign that a document goes back", "退回")),
    "withdraw": ("transition", Text("sign that a revision is withdrawn", "废止")),
    "obsolete": ("transition", Text("sign that a revision is obsolete", "作废")),
    "site": ("site", Text("make the site of controlled copies", "生成受控文件网站")),
    "hook": ("hook", Text("check what is about to be committed", "提交前检查")),
}
COMMANDS = {**_READ, **_WRITE}


class Docctl(click.Group):
    """Loads a command's module only when the command is called: a hook pays for its own imports."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order people meet them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"docctl.cli.{COMMANDS[cmd_name][0]}")
        made: click.Command = module.command(cmd_name) if COMMANDS[cmd_name][0] == "transition" else module.command
        language = str(ctx.params.get("lang") or preferred_language())
        made.short_help = COMMANDS[cmd_name][1].get(language)
        return made

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; an unknown one is answered with the nearest names."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = [name for name in COMMANDS if name.startswith(args[0][:2])]
            raise Trouble(
                Text(f"there is no command {args[0]}", f"没有命令 {args[0]}"),
                Text(
                    f"did you mean {', '.join(near)}?" if near else "`docctl --help` lists the commands",
                    f"您要找的是 {'、'.join(near)} 吗？" if near else "docctl --help 列出全部命令",
                ),
            )
        return super().resolve_command(ctx, args)


@click.command(cls=Docctl, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-C", "directory", metavar="DIR", help="Work in DIR. / 在 DIR 中运行。")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of messages. / 消息的语言。")
@click.version_option(__version__, prog_name="docctl")
def docctl(directory: str | None, lang: str | None) -> None:
    """Document control in Git. / 基于 Git 的文件控制。"""
    del directory, lang


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; whatever goes wrong ends in a sentence and an exit code."""
    use_utf8()
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """The exit code of a run: 0 clean, 1 wrong records, 2 wrong use, 3 a fault of machine or program."""
    try:
        result: Any = docctl.main(args=arguments, standalone_mode=False)
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        return 0
    except OSError as error:
        Trouble(Text(f"{error.filename or ''}: {error.strerror}", f"{error.filename or ''}：{error.strerror}")).show()
        return 3
    return int(result or 0)
