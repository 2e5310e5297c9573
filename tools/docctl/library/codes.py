"""What is refused about files under records/ before their content is judged."""

from __future__ import annotations

from docctl.violation import code

RECORD_TYPE = code(
    "RECORD_TYPE",
    ("there is no record type {value}", "没有记录类型 {value}"),
    (
        "put the file under records/<type>/; the types are listed by `docctl types`",
        "请放在 records/<类型>/ 下；可用的类型见 docctl types",
    ),
)
RECORD_PATH = code(
    "RECORD_PATH",
    ("a {type} lives at records/{slug}/{expected}", "{type}应放在 records/{slug}/{expected}"),
    ("move the file there", "请将文件移到该处"),
)
RECORD_ID = code(
    "RECORD_ID",
    ("{value} is no number of a {type}: {pattern}", "{value} 不是{type}的编号，应符合 {pattern}"),
    ("rename the file; the next free number: `docctl new {slug}`", "请改文件名；下一个可用编号：docctl new {slug}"),
)
RECORD_ID_STATED = code(
    "RECORD_ID_STATED",
    ("the file is {value}, its field says {stated}", "文件名是 {value}，字段中却写着 {stated}"),
    ("let both agree", "请使两者一致"),
)
RECORD_TWICE = code(
    "RECORD_TWICE",
    ("number {value} is already used by {other}", "编号 {value} 已被 {other} 使用"),
    (
        "give the draft another number: docctl renumber {file} NEW",
        "请为其中的草稿更换编号：docctl renumber {file} 新编号",
    ),
)
BODY_HEADING = code(
    "BODY_HEADING",
    ("the body has no heading {value}", "正文缺少标题“{value}”"),
    ("add the chapter, or attach a rendition", "请补上这一章，或改用发布件"),
)
CODES = (RECORD_TYPE, RECORD_PATH, RECORD_ID, RECORD_ID_STATED, RECORD_TWICE, BODY_HEADING)
