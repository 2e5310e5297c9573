"""What is refused in a schema, and what a schema refuses in a record."""

from __future__ import annotations

from docctl.violation import Severity
from docctl.violation import code

SCHEMA_INVALID = code(
    "SCHEMA_INVALID",
    ("{problem}", "{problem}"),
    ("the vocabulary is in docs/reference/vocabulary.md", "可用的关键字见 docs/reference/vocabulary.md"),
)
SCHEMA_KEYWORD = code(
    "SCHEMA_KEYWORD",
    ("keyword {value} does not exist here", "此处没有关键字 {value}"),
    (
        "correct its spelling: an unknown keyword would never be checked",
        "请改正拼写：不认识的关键字永远不会起作用",
    ),
)
SCHEMA_REF = code(
    "SCHEMA_REF",
    ("$ref {value} leads nowhere", "$ref {value} 没有对应的定义"),
    ("refer to #/$defs/… of this file or docctl:common#/$defs/…", "请引用本文件的 #/$defs/… 或 docctl:common#/$defs/…"),
)
SCHEMA_PATTERN = code(
    "SCHEMA_PATTERN",
    ("pattern {value}: {problem}", "正则表达式 {value}：{problem}"),
    (
        "use literals, classes, groups, quantifiers and anchors only",
        "只可使用普通字符、字符组、分组、数量词和首尾定位",
    ),
)
SCHEMA_TYPE = code(
    "SCHEMA_TYPE",
    ("there is no record type {value}", "没有记录类型 {value}"),
    ("the types are listed by `docctl types`", "可用的记录类型见 docctl types"),
)
SCHEMA_REGISTER = code(
    "SCHEMA_REGISTER",
    ("there is no register {value}", "没有清单 {value}"),
    ("the registers are listed by `docctl register`", "可用的清单见 docctl register"),
)
SCHEMA_COLUMN = code(
    "SCHEMA_COLUMN",
    ("register {register} has no column {value}", "清单 {register} 没有 {value} 这一列"),
    ("its columns stand in schemas/registers/", "各清单的列见 schemas/registers/"),
)
SCHEMA_DEPARTMENT = code(
    "SCHEMA_DEPARTMENT",
    ("there is no department {value}", "没有部门 {value}"),
    ("the departments are in schemas/roles.yaml", "可用的部门见 schemas/roles.yaml"),
)
SCHEMA_LIFECYCLE = code(
    "SCHEMA_LIFECYCLE",
    ("{value}: {problem}", "{value}：{problem}"),
    ("correct the lifecycle file", "请修改生命周期文件"),
)
SCHEMA_NAME = code(
    "SCHEMA_NAME",
    ("the file is named {value} but says it is {stated}", "文件名是 {value}，内容却写着 {stated}"),
    ("let both agree", "请使两者一致"),
)
SCHEMA_PARAMETER = code(
    "SCHEMA_PARAMETER",
    ("parameter {value}: {problem}", "参数 {value}：{problem}"),
    ("correct schemas/parameters.yaml", "请修改 schemas/parameters.yaml"),
)
SCHEMA_TWICE = code(
    "SCHEMA_TWICE",
    ("{value} is already defined in {other}", "{value} 已在 {other} 中定义"),
    ("give it another id: a retired id is never used again", "请换一个编号：停用的编号不再使用"),
)
SCHEMA_EXTENDS = code(
    "SCHEMA_EXTENDS",
    ("x-extends {value}: {problem}", "x-extends {value}：{problem}"),
    (
        "name a type that docctl brings, docctl:customer for example, and let schemas/policy.yaml keep to them",
        "请写明 docctl 随附的类型，例如 docctl:customer，并在 schemas/policy.yaml 中声明采用随附类型",
    ),
)
SCHEMA_PACKAGED = code(
    "SCHEMA_PACKAGED",
    (
        "the policy keeps to the types of docctl {version} ({stated}); this docctl brings others ({value})",
        "管理策略采用 docctl {version} 随附的类型（{stated}），当前安装的 docctl 随附的与之不同（{value}）",
    ),
    (
        "install that version, or see what the new types change: `docctl upgrade --dry-run`",
        "请安装该版本，或运行 docctl upgrade --dry-run 查看新版类型带来的变化",
    ),
)

RECORD_INVALID = code(
    "RECORD_INVALID",
    ("{field} {value}: {problem}", "{field} {value}：{problem}"),
    ("what {type} may hold: `docctl explain {slug}`", "{type}可以填写的内容见：docctl explain {slug}"),
)
FIELD_MISSING = code(
    "FIELD_MISSING",
    ("{field} is missing", "缺少{field}"),
    ("add the line `{name}: …`", "请补上一行 {name}: …"),
)
FIELD_UNKNOWN = code(
    "FIELD_UNKNOWN",
    ("{value} is not a field here", "此处没有字段 {value}"),
    ("correct its spelling or remove it: `docctl explain {slug}`", "请改正拼写或删除：docctl explain {slug}"),
)
# Not refused: the record may be older than the decision to do without that kind of business.
FIELD_PROFILE = code(
    "FIELD_PROFILE",
    (
        "{value} is a field for a kind of business that the company does not have ({profiles})",
        "字段 {value} 仅用于本公司未启用的业务类型（{profiles}）",
    ),
    (
        "remove it; if the company has the business, name that in the parameter `profiles`",
        "请删除；如确有该业务，请在参数 profiles 中启用",
    ),
    Severity.WARNING,
)
DERIVED_FIELD = code(
    "DERIVED_FIELD",
    ("{field} is derived and may not be written in the file", "{field}由系统得出，不得写入文件"),
    ("remove the line", "请删除此行"),
)
CODES = (
    SCHEMA_INVALID,
    SCHEMA_KEYWORD,
    SCHEMA_REF,
    SCHEMA_PATTERN,
    SCHEMA_TYPE,
    SCHEMA_REGISTER,
    SCHEMA_COLUMN,
    SCHEMA_DEPARTMENT,
    SCHEMA_LIFECYCLE,
    SCHEMA_NAME,
    SCHEMA_PARAMETER,
    SCHEMA_TWICE,
    SCHEMA_EXTENDS,
    SCHEMA_PACKAGED,
    RECORD_INVALID,
    FIELD_MISSING,
    FIELD_UNKNOWN,
    FIELD_PROFILE,
    DERIVED_FIELD,
)
