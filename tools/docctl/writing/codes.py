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
CODES = (FILE_CHANGED, FILE_PLACE)
