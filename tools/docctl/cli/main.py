"""The `docctl` command: global options, and the list of commands, each loaded when it is called."""

from __future__ import annotations

import importlib
import sys
from typing import Any
from typing import NamedTuple

import click

from docctl import __version__
from docctl.cli import words
from docctl.cli.language import spoken
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import flush
from docctl.cli.terminal import out
from docctl.cli.terminal import prepare_streams
from docctl.cli.terminal import quiet
from docctl.violation import Text


class Listed(NamedTuple):
    """A command: the module that holds it, and what it does."""

    module: str
    text: Text


_READ = {
    "check": Listed("check", Text("Check every record against every rule.", "按全部规则检查记录。")),
    "rules": Listed("rules", Text("List what is checked and why.", "列出检查规则及其依据。")),
    "types": Listed("types", Text("List the record types.", "列出记录类型。")),
    "explain": Listed(
        "explain",
        Text(
            "Explain a rule, a type, or why a document is in its state.",
            "说明一条规则、一种类型，或文件为何处于该状态。",
        ),
    ),
    "show": Listed("show", Text("Show one record.", "查看一条记录。")),
    "list": Listed("list_records", Text("List the records of a type.", "列出某一类型的记录。")),
    "refs": Listed("refs", Text("Show where a record is used.", "查看一条记录与哪些记录互相引用。")),
    "log": Listed("log", Text("List what happened to a record.", "查看一条记录的版本记录。")),
    "diff": Listed("diff", Text("Show what differs between two versions of a record.", "对照一条记录的两个版本。")),
    "register": Listed("register", Text("Print a register, or list the registers.", "输出一份清单，或列出全部清单。")),
    "export": Listed("export_workbook", Text("Write records into an Excel file.", "将记录导出到 Excel 文件。")),
    "due": Listed("due", Text("List what is due and overdue.", "列出到期和逾期事项。")),
    "verify": Listed("verify", Text("Verify the signed statements of documents.", "核验文件的签署记录。")),
    "numbers": Listed("numbers", Text("List numbers without a record.", "列出没有对应记录的编号。")),
    "doctor": Listed("doctor", Text("Say what is missing on this machine.", "检查本机还缺少什么。")),
}
_WRITE = {
    "demo": Listed(
        "demo", Text("Make a living example with two years of history.", "新建示例文件库，含两年的变更过程。")
    ),
    "init": Listed("init", Text("Begin the library of a company.", "为一家公司建立文件库。")),
    "upgrade": Listed("upgrade", Text("Move to the types of the installed docctl.", "改用当前 docctl 随附的类型。")),
    "editor": Listed("editor", Text("Let the editor explain and complete fields.", "让编辑器提示字段。")),
    "new": Listed("new", Text("Start a new record.", "新建一条记录。")),
    "issue-form": Listed(
        "issue_form", Text("Print the form in which a forge asks for a record.", "输出在代码平台上申请新建记录的表单。")
    ),
    "set": Listed("set_field", Text("Fill in or change fields of a record.", "填写或更改记录的字段。")),
    "import": Listed(
        "import_workbook", Text("Take over what was changed in an exported Excel file.", "导入在 Excel 中改过的记录。")
    ),
    "move": Listed("move", Text("Change the status of a record.", "变更一条记录的状态。")),
    "renumber": Listed("renumber", Text("Give a draft another number.", "更换草稿的编号。")),
    "fmt": Listed("fmt", Text("Bring files into the canonical style.", "整理文件格式。")),
    "submit": Listed("transition", Text("Sign that a document is ready for review.", "签署：送审。")),
    "review": Listed("transition", Text("Sign the review of a document.", "签署：审核。")),
    "approve": Listed("transition", Text("Sign the approval of a document.", "签署：批准。")),
    "reject": Listed("transition", Text("Sign that a document goes back to its author.", "签署：退回编制人。")),
    "release": Listed("transition", Text("Sign that an approved revision may be used.", "签署：放行已批准的修订。")),
    "adopt": Listed("adopt", Text("Sign for approvals given on paper.", "签署：采认历史批准（纸质）。")),
    "delegate": Listed("delegate", Text("Sign that somebody acts for you.", "签署：授权委托。")),
    "withdraw": Listed("transition", Text("Sign that a revision is withdrawn.", "签署：废止某一修订。")),
    "obsolete": Listed("transition", Text("Sign that a revision is obsolete.", "签署：作废某一修订。")),
    "copy": Listed("copies", Text("Issue, recall and add up numbered copies.", "分发、回收和核对带分发号的受控文件。")),
    "keys": Listed("keys", Text("Enrol persons and keys, sign the policy.", "登记人员和密钥，签署策略。")),
    "site": Listed("site", Text("Make the site of controlled copies.", "生成受控文件网站。")),
    "hook": Listed("hook", Text("Check what is about to be committed.", "提交前自动检查。")),
    "server": Listed("server", Text("Guard the library that everybody pushes to.", "管理服务器上的文件库。")),
}
COMMANDS = {**_READ, **_WRITE}
_SECTIONS = ((Text("Reading", "查看与检查"), _READ), (Text("Writing", "编制与签署"), _WRITE))


class Docctl(words.Group):
    """Loads a command's module only when the command is called: a hook pays for its own imports."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order people meet them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        listed = COMMANDS[cmd_name]
        module = importlib.import_module(f"docctl.cli.{listed.module}")
        made: click.Command = module.command(cmd_name) if listed.module == "transition" else module.command
        if isinstance(made, words.Command):
            made.text = listed.text
        return made

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands and what they do, without loading any."""
        del ctx
        language = chosen_language()
        for title, listed in _SECTIONS:
            with formatter.section(title.get(language)):
                formatter.write_dl([(name, command.text.get(language)) for name, command in listed.items()])


def _version(context: click.Context, parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's way
    del parameter
    if value:
        out(f"docctl {__version__}")
        context.exit()


@click.command(
    cls=Docctl,
    context_settings={"help_option_names": ["-h", "--help"]},
    text=Text("Document control in Git.", "文件控制工具：文件与记录的检查、签署、清单和发布。"),
    examples=("docctl check", "docctl explain HM-QP-XS003", "docctl list --help"),
)
@words.option("-C", "directory", word=Text("DIR", "文件夹"), text=Text("Work in this folder.", "在该文件夹中运行。"))
@words.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    text=Text("Show the version.", "显示版本号。"),
)
def docctl(directory: str | None) -> None:
    """Hold the global options."""
    del directory


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    prepare_streams()
    code = run(arguments)
    sys.exit(max(code, *(flush(stream) for stream in (sys.stdout, sys.stderr))))


def run(arguments: list[str] | None = None) -> int:
    """The exit code of a run: 0 clean, 1 wrong records, 2 wrong use, 3 a fault of machine or program."""
    given = sys.argv[1:] if arguments is None else arguments
    language = spoken(given)
    try:
        result: Any = docctl.main(args=given, prog_name="docctl", obj=language, standalone_mode=False)
    except BrokenPipeError:
        quiet(sys.stdout)
        return 0
    except Exception as error:  # noqa: BLE001 - the last resort: nobody is shown a traceback
        from docctl.cli.complaint import answer

        return answer(error, language)
    return int(result or 0)
