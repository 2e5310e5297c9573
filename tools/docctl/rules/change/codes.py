"""What a change is refused for."""

from __future__ import annotations

from docctl.violation import Severity
from docctl.violation import code

_TOMBSTONE = (
    "restore the file; a record is destroyed by a destruction record and leaves a tombstone in its place",
    "请恢复该文件；销毁记录须先有销毁审批记录，并在原处保留销毁登记",
)
_VOID = (
    "leave them as they were; a record entered in error is marked as voided",
    "请恢复原值；录入错误的记录应做作废登记，重新建立",
)

RECORD_GONE = code("RECORD_GONE", ("{type} {value} is gone", "{type} {value} 被删除"), _TOMBSTONE)
RECORD_RENUMBERED = code(
    "RECORD_RENUMBERED",
    ("{value} goes by the number {new} now: a number never changes", "编号 {value} 改成了 {new}；编号一经使用不得更改"),
    ("restore the number", "请恢复原编号"),
)
ATTACHMENT_GONE = code(
    "ATTACHMENT_GONE",
    ("attachment {value} of {owner} is gone", "{owner} 的附件 {value} 被删除"),
    ("restore the file and its entry in the record", "请恢复该文件及其在记录中的登记"),
)
STATEMENTS_GONE = code(
    "STATEMENTS_GONE",
    ("the statements in {value} are gone", "{value} 中的签署记录被删除"),
    ("restore the folder: what was signed stays", "请恢复该文件夹；已签署的内容须保留"),
)
TYPE_CHANGED = code(
    "TYPE_CHANGED",
    ("the record was a {value} and is a {new} now", "该记录原为{value}，现改成了{new}"),
    _VOID,
)
CREATED_CHANGED = code(
    "CREATED_CHANGED",
    ("the day of creation was {value} and is {new} now", "创建日期由 {value} 改成了 {new}；创建日期不得更改"),
    ("restore the day", "请恢复原日期"),
)
TOMBSTONE_NEW = code(
    "TOMBSTONE_NEW",
    ("there was no record {value} that could have been destroyed", "此前没有记录 {value}，不能直接登记为已销毁"),
    ("remove the file", "请删除该文件"),
)
TOMBSTONE_CHANGED = code(
    "TOMBSTONE_CHANGED",
    ("{value} is destroyed: its tombstone does not change", "{value} 已销毁，其销毁登记不得更改"),
    ("restore the tombstone", "请恢复原销毁登记"),
)
DESTRUCTION_OTHER = code(
    "DESTRUCTION_OTHER",
    ("destruction record {value} does not name {other}", "销毁记录 {value} 未列入 {other}"),
    ("name the destruction record that lists it", "请填写列有该记录的销毁记录编号"),
)
DESTRUCTION_OPEN = code(
    "DESTRUCTION_OPEN",
    (
        "destruction record {value} is {state}: nothing is destroyed yet",
        "销毁记录 {value} 的状态为“{state}”，尚未执行销毁",
    ),
    ("carry the destruction out first", "请先完成销毁"),
)
STATUS_INITIAL = code(
    "STATUS_INITIAL",
    (
        "a new record begins as {initial}: to be {state} it has not what every step there needs",
        "新建记录的状态应为“{initial}”；要直接为“{state}”，须具备此前各步骤所需的内容",
    ),
    (
        "begin with `status: {name}`, or fill in what the steps need",
        "请填写 status: {name}，或补全各步骤所需的内容",
    ),
)
STATUS_FINAL = code(
    "STATUS_FINAL",
    ("{old} is a final state: it is not left for {new}", "“{old}”为终止状态，不得改为“{new}”"),
    ("restore the state; begin a new record if the matter goes on", "请恢复原状态；事项继续时另建记录"),
)
STATUS_PATH = code(
    "STATUS_PATH",
    ("no steps lead from {old} to {new}", "从“{old}”不能变更为“{new}”"),
    ("from there it goes on to {next}", "可变更为：{next}"),
)
STATUS_REQUIRES = code(
    "STATUS_REQUIRES",
    ("step {step}: {problem}", "步骤“{step}”：{problem}"),
    ("complete the record, or take the step later", "请补全记录，或暂缓该步骤"),
)
FIELD_FROZEN = code(
    "FIELD_FROZEN",
    ("{field} is frozen in state {state}", "状态“{state}”下不得更改{field}"),
    (
        "restore the value; if it was wrong, void the record and begin a new one",
        "请恢复原值；原值有误时，将该记录作废并另建",
    ),
)
CORRECTION_MISSING = code(
    "CORRECTION_MISSING",
    (
        "{field} was {old} and is {new} now, and no correction says why",
        "{field}由 {old} 改成了 {new}，但未作更正登记",
    ),
    (
        "restore it, or add to corrections: field {name}, old, new, reason, by and date",
        "请恢复原值，或在更正记录（corrections）中登记：字段 {name}、更正前、更正后、原因、更正人和日期",
    ),
)
CORRECTION_UNTRUE = code(
    "CORRECTION_UNTRUE",
    (
        "the correction of {field} says {value}, the record says {expected}",
        "{field} 的更正登记为 {value}，记录中为 {expected}",
    ),
    ("let the correction say exactly what changed", "请使更正登记与实际改动一致"),
)
CORRECTION_REWRITTEN = code(
    "CORRECTION_REWRITTEN",
    ("correction {number} was changed or taken away", "第 {number} 条更正记录被改动或删除"),
    ("restore it and add a further correction below", "请恢复原更正记录，另行追加"),
)
VOIDED_REWRITTEN = code(
    "VOIDED_REWRITTEN",
    ("the record was voided: that is not taken back or changed", "该记录已作废，作废登记不得撤销或更改"),
    ("restore it; begin a new record if the matter goes on", "请恢复作废登记；事项继续时另建记录"),
)
CHANGE_SHAPE = code(
    "CHANGE_SHAPE",
    (
        "the rules by which this change is judged do not know records like this: {problem}",
        "按本次修改所依据的规则，该记录不符合要求：{problem}",
    ),
    (
        "let the change of schemas/ be accepted by itself first, then change the record",
        "请先单独提交模板（schemas/）的修改，通过后再修改记录",
    ),
)
BASE_BROKEN = code(
    "BASE_BROKEN",
    (
        "the schemas of {value} are broken ({problem}): the change was judged by its own",
        "{value} 的模板文件有误（{problem}），已改按本次修改自带的规则检查",
    ),
    ("look at the change with that in mind; mended schemas hold from then on", "请留意本次修改；模板改正后即按其检查"),
    Severity.WARNING,
)
CODES = (
    BASE_BROKEN,
    RECORD_GONE,
    RECORD_RENUMBERED,
    ATTACHMENT_GONE,
    STATEMENTS_GONE,
    TYPE_CHANGED,
    CREATED_CHANGED,
    TOMBSTONE_NEW,
    TOMBSTONE_CHANGED,
    DESTRUCTION_OTHER,
    DESTRUCTION_OPEN,
    STATUS_INITIAL,
    STATUS_FINAL,
    STATUS_PATH,
    STATUS_REQUIRES,
    FIELD_FROZEN,
    CORRECTION_MISSING,
    CORRECTION_UNTRUE,
    CORRECTION_REWRITTEN,
    VOIDED_REWRITTEN,
    CHANGE_SHAPE,
)
