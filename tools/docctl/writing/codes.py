"""What is refused while writing."""

from __future__ import annotations

from docctl.violation import code

FILE_CHANGED = code(
    "FILE_CHANGED",
    ("{value} was changed while this command worked on it", "{value} 在本命令运行期间被改动"),
    ("look at it, then run the command again", "请查看该文件，然后重新运行命令"),
)
FILE_PLACE = code(
    "FILE_PLACE",
    ("{value} leads over a link, or something else stands in its place", "{value} 的位置被链接或其他对象占用"),
    ("let real folders and files stand there", "请改为真实的文件夹和文件"),
)
NUMBER_TAKEN = code(
    "NUMBER_TAKEN",
    ("number {value} is given away already", "编号 {value} 已被预留"),
    ("by whom and when: docctl numbers; take another one", "由谁、何时预留见 docctl numbers；请换一个编号"),
)
RENUMBER_SIGNED = code(
    "RENUMBER_SIGNED",
    ("{value} was signed: its number stays", "{value} 已有签署记录，编号不得更改"),
    ("void it or withdraw it, and start a new record", "请作废或废止该记录，另行新建"),
)
RENUMBER_PAST = code(
    "RENUMBER_PAST",
    ("{value} is no draft any more: its number stays", "{value} 已不是草稿，编号不得更改"),
    ("void it, and start a new record", "请作废该记录，另行新建"),
)
RENUMBER_REFERENCE = code(
    "RENUMBER_REFERENCE",
    (
        "{referrer} refers to {value} and can no longer be changed: {reason}",
        "{referrer} 引用了 {value}，且不能再修改：{reason}",
    ),
    ("the number stays", "编号应保持不变"),
)
RENUMBER_UNCLEAR = code(
    "RENUMBER_UNCLEAR",
    ("{value} is written in {file} in a way that cannot be changed by itself", "{file} 中 {value} 的写法不便自动修改"),
    ("write it as plain text on a line of its own", "请改为单独一行的普通写法"),
)
CODES = (
    FILE_CHANGED, FILE_PLACE, NUMBER_TAKEN, RENUMBER_SIGNED, RENUMBER_PAST, RENUMBER_REFERENCE, RENUMBER_UNCLEAR,
)  # fmt: skip
