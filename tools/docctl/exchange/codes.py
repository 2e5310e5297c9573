"""What is refused of a workbook."""

from __future__ import annotations

from docctl.violation import code

_ANEW = (
    "write it anew, and carry the changes over: docctl export",
    "请用 docctl export 重新导出，再将改动移入新文件",
)
_AS_VALUE = ("write the value itself into the cell", "请在单元格中直接填写内容")
BOOK_UNREADABLE = code(
    "BOOK_UNREADABLE",
    ("it is not readable as a workbook: {problem}", "无法按 Excel 工作簿读取（{problem}）"),
    ("save it as an Excel workbook (.xlsx)", "请另存为 Excel 工作簿（.xlsx）"),
)
BOOK_TOO_LARGE = code(
    "BOOK_TOO_LARGE",
    ("it holds more than {limit} {what}", "{what}超过 {limit}"),
    ("divide it: docctl export TYPE --where CONDITION", "请分批处理：docctl export 类型 --where 条件"),
)
BOOK_FOREIGN = code(
    "BOOK_FOREIGN",
    ("no sheet of it was written by docctl export", "其中没有由 docctl export 导出的工作表"),
    ("start with one: docctl export TYPE --to FILE.xlsx", "请先导出：docctl export 类型 --to 文件.xlsx"),
)
SHEET_TYPE = code(
    "SHEET_TYPE",
    ("the sheet is of {value}, which the schemas do not know so", "工作表对应 {value}，模板中没有与之相符的类型或列表"),
    _ANEW,
)
SHEET_TWICE = code(
    "SHEET_TWICE",
    ("a sheet of {value} came before", "{value} 的工作表重复"),
    ("keep one of the two", "请只保留其中一个"),
)
SHEET_MARK = code(
    "SHEET_MARK",
    (
        "the sheet was written by docctl export, but its hidden first cell holds {value}: nothing on it can be read",
        "此工作表由 docctl export 导出，但隐藏的首格内容为 {value}，无法读取其中的改动",
    ),
    (
        "undo what was put in or deleted before the table, or export it anew; a sheet of your own takes another name",
        "请撤销在表格之前插入或删除的行列，或用 docctl export 重新导出；自用的工作表请改名",
    ),
)
SHEET_MISSING = code(
    "SHEET_MISSING",
    ("the sheet of the records themselves is missing: {value}", "缺少“{value}”的记录工作表，只有其列表"),
    _ANEW,
)
SHEET_HEADING = code(
    "SHEET_HEADING",
    ("the heading does not stand in row {row}", "第 {row} 行不是表头"),
    (
        "undo what was deleted, inserted or sorted there, or write it anew: docctl export",
        "请撤销在此处的删除、插入或排序，或用 docctl export 重新导出",
    ),
)
COLUMN_UNKNOWN = code(
    "COLUMN_UNKNOWN",
    ("column {value} belongs to no field", "{value} 列没有对应的字段"),
    ("move what is your own to a sheet of your own", "自用内容请移到另外的工作表"),
)
CELL_BESIDE = code(
    "CELL_BESIDE",
    ("{value} stands beside the table, under no heading", "{value} 写在表格之外，没有对应的列"),
    ("move what is your own to a sheet of your own", "自用内容请移到另外的工作表"),
)
COLUMN_TWICE = code(
    "COLUMN_TWICE",
    ("column {value} stands here twice", "{value} 列重复"),
    ("remove one of the two", "请删除其中一列"),
)
COLUMN_MISSING = code(
    "COLUMN_MISSING",
    ("column {value} is missing", "缺少 {value} 列"),
    _ANEW,
)
CELL_FORMULA = code(
    "CELL_FORMULA",
    ("the cell holds a formula", "单元格中是公式"),
    _AS_VALUE,
)
CELL_ERROR = code(
    "CELL_ERROR",
    ("the cell holds the error {value}", "单元格中是错误值 {value}"),
    _AS_VALUE,
)
CELL_MERGED = code(
    "CELL_MERGED",
    ("cells {value} are merged", "单元格 {value} 已合并"),
    ("part them, and fill in each row", "请取消合并，逐行填写"),
)
CELL_VALUE = code(
    "CELL_VALUE",
    ("{field}: {value} {problem}", "{field}：{value} {problem}"),
    ("correct the cell", "请更正该单元格"),
)
CELL_REFUSED = code("CELL_REFUSED", ("{problem}", "{problem}"), ("{hint}", "{hint}"))
CELL_STATE = code(
    "CELL_STATE",
    ("the state of a document follows from what was signed", "文件的状态由签署记录得出，不能填写"),
    ("restore the cell; its steps: {steps}", "请恢复该单元格；变更状态请用：{steps}"),
)
CELL_DERIVED = code(
    "CELL_DERIVED",
    ("{field} is worked out from other records", "{field}由其他记录得出，不能填写"),
    ("restore the cell, and change what it follows from", "请恢复该单元格，改动请在来源记录中进行"),
)
CELL_LONG = code(
    "CELL_LONG",
    ("{field} is longer than a cell holds", "{field}的内容超出单元格容量"),
    ("restore the cell, and change the file itself", "请恢复该单元格，并直接修改记录文件"),
)
CELL_UNCLEAR = code(
    "CELL_UNCLEAR",
    ("{field} is written in its file in a way that is not changed by itself", "{field}在文件中的写法不便自动修改"),
    ("change it in the file: {file}", "请直接修改文件：{file}"),
)
ROW_TWICE = code(
    "ROW_TWICE",
    ("{value} stands in row {row} already", "{value} 已在第 {row} 行列出"),
    ("keep one of the two rows", "请只保留其中一行"),
)
ROW_CHANGED = code(
    "ROW_CHANGED",
    ("{value} was changed after the workbook was written", "导出之后，{value} 已被改动"),
    _ANEW,
)
ROW_EXISTS = code(
    "ROW_EXISTS",
    ("{value} exists, and the row does not come from it", "{value} 已存在，而此行不是由它导出的"),
    (
        "for a new record leave the number empty; to change this one, write it anew: docctl export",
        "新建记录请将编号留空；修改该记录请重新导出：docctl export",
    ),
)
ROW_STRAY = code(
    "ROW_STRAY",
    ("the row comes from a record; none has the number {value}", "此行由某条记录导出，但没有编号为 {value} 的记录"),
    (
        "restore the number; to give another one: docctl renumber; for a new record begin with an empty row",
        "请恢复编号；更换编号请用 docctl renumber；新建记录请从空白行开始填写",
    ),
)
ROW_UNNUMBERED = code(
    "ROW_UNNUMBERED",
    ("the row was exported, and its number was emptied", "此行由导出而来，但编号或序号已被清空"),
    (
        "restore the number; for something new begin with an empty row",
        "请恢复该编号或序号；新增内容请从空白行开始填写",
    ),
)
ROW_EMPTY = code(
    "ROW_EMPTY",
    ("the entry holds nothing", "此项没有任何内容"),
    (
        "fill in or restore the row; an entry is taken out in the file of its record only",
        "请填写或恢复此行；删除列表中的项须直接修改记录文件",
    ),
)
ROW_NOWHERE = code(
    "ROW_NOWHERE",
    (
        "the entry belongs to {value}, which is neither a record of this type nor a new row",
        "此项所属的 {value} 既不是该类型的记录，也不是新增的行",
    ),
    ("write the number of its record", "请填写所属记录的编号"),
)
ROW_POSITION = code(
    "ROW_POSITION",
    ("{holder} has no entry {value} here", "{holder} 没有第 {value} 项"),
    ("leave the number of the row empty for a new entry", "新增的项请将序号留空"),
)

CODES = (
    BOOK_UNREADABLE, BOOK_TOO_LARGE, BOOK_FOREIGN, SHEET_TYPE, SHEET_TWICE, SHEET_MARK, SHEET_MISSING, SHEET_HEADING,
    COLUMN_UNKNOWN, CELL_BESIDE, COLUMN_TWICE, COLUMN_MISSING, CELL_FORMULA, CELL_ERROR, CELL_MERGED, CELL_VALUE,
    CELL_REFUSED, CELL_STATE, CELL_DERIVED, CELL_LONG, CELL_UNCLEAR, ROW_TWICE, ROW_CHANGED, ROW_EXISTS, ROW_STRAY,
    ROW_UNNUMBERED, ROW_EMPTY, ROW_NOWHERE, ROW_POSITION,
)  # fmt: skip
