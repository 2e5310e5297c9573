"""What is refused in an expression, when it is loaded and when it runs."""

from __future__ import annotations

from docctl.violation import code

_RULES_DOC = ("the functions are in docs/reference/expressions.md", "可用的函数见 docs/reference/expressions.md")

RULE_SYNTAX = code(
    "RULE_SYNTAX",
    ("at character {offset} of the expression: {problem}", "表达式第 {offset} 个字符处：{problem}"),
    _RULES_DOC,
)
RULE_FIELD = code(
    "RULE_FIELD",
    (
        "{value} at character {offset} of the expression is no field of {owner}",
        "表达式第 {offset} 个字符处的 {value} 不是{owner}的字段",
    ),
    (
        "correct its spelling: a misspelt field would silently never match",
        "请改正拼写：写错的字段不会报错，规则却永远不起作用",
    ),
)
RULE_WHOLE = code(
    "RULE_WHOLE",
    (
        "{value} at character {offset} of the expression stands for the whole record: name a field of it",
        "表达式第 {offset} 个字符处的 {value} 指整条记录，须写明字段",
    ),
    (
        "only fields that an expression names are read: two whole records would always seem equal",
        "规则只读取表达式中写明的字段；直接比较整条记录时，结果总是相同",
    ),
)
RULE_TYPE = code(
    "RULE_TYPE",
    (
        "{value} at character {offset} of the expression is no record type",
        "表达式第 {offset} 个字符处的 {value} 不是记录类型",
    ),
    ("the types are listed by `docctl types`", "可用的记录类型见 docctl types"),
)
RULE_VARIABLE = code(
    "RULE_VARIABLE",
    ("{value} is not known here; there are {offered}", "此处没有变量 {value}，可用的有 {offered}"),
    (
        "what depends on the day is a due item or a register, what compares two versions a change rule",
        "与日期有关的写成到期事项或清单，比较前后两版的写成变更规则",
    ),
)
RULE_MESSAGE = code(
    "RULE_MESSAGE",
    ("placeholder {value} of the message: {problem}", "消息中的占位符 {value}：{problem}"),
    ("name a variable of the rule and a path below it", "请使用规则中的变量及其字段路径"),
)
RULE_CYCLE = code(
    "RULE_CYCLE",
    ("computed fields depend on each other: {value}", "计算字段相互依赖：{value}"),
    ("let one of them be stored", "请将其中一个改为填写的字段"),
)
RULE_BUDGET = code(
    "RULE_BUDGET",
    ("rule {rule} needs more than 10,000 steps on this record", "规则 {rule} 在此记录上的计算超过 10,000 步"),
    ("shorten the list, or let a register compute it", "请缩短列表，或改由清单计算"),
)
RULE_FAILED = code(
    "RULE_FAILED",
    ("rule {rule} could not be judged: {problem}", "规则 {rule} 无法判断：{problem}"),
    ("guard the field with has(…) or .orValue(…) in the rule", "请在规则中用 has(…) 或 .orValue(…) 判断字段是否填写"),
)
CODES = (
    RULE_SYNTAX,
    RULE_FIELD,
    RULE_WHOLE,
    RULE_TYPE,
    RULE_VARIABLE,
    RULE_MESSAGE,
    RULE_CYCLE,
    RULE_BUDGET,
    RULE_FAILED,
)
