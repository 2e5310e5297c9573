"""What the reader refuses."""

from __future__ import annotations

from docctl.violation import code

QUOTES = ("put it in quotes: '{value}'", "请给它加上引号：'{value}'")

TEXT_BOM = code(
    "TEXT_BOM",
    ("the file begins with a byte order mark", "文件开头带有字节顺序标记（BOM）"),
    ("save it as UTF-8 without BOM", "请另存为不带 BOM 的 UTF-8 文件"),
)
TEXT_ENCODING = code(
    "TEXT_ENCODING",
    ("byte {offset} is not UTF-8", "第 {offset} 个字节不是 UTF-8"),
    ("save the file as UTF-8", "请将文件另存为 UTF-8"),
)
TEXT_NUL = code(
    "TEXT_NUL",
    ("the file holds a NUL character: it is binary", "文件含有 NUL 字符，是二进制文件"),
    (
        "records are YAML or Markdown; attach other files under <id>.files/",
        "记录只能是 YAML 或 Markdown；其他文件请放入 <编号>.files/",
    ),
)
TEXT_CR = code(
    "TEXT_CR",
    (
        "a line ends with a carriage return ({value}), as on Windows",
        "此行以回车符（{value}）结尾，是 Windows 的换行方式",
    ),
    (
        "a record: let the formatter mend it: `docctl fmt`; any other file: save it with line ends of Unix (LF)",
        "记录请运行整理命令：docctl fmt；其他文件请另存为 Unix 换行方式（LF）",
    ),
)
TEXT_BIDI = code(
    "TEXT_BIDI",
    (
        "{value} turns the writing round: what is read is not what stands here",
        "{value} 会改变文字方向，所见与实际内容不同",
    ),
    ("delete the character", "请删除该字符"),
)
TEXT_INVISIBLE = code(
    "TEXT_INVISIBLE",
    ("{value} is invisible", "{value} 是看不见的字符"),
    ("delete the character", "请删除该字符"),
)
TEXT_PRIVATE_USE = code(
    "TEXT_PRIVATE_USE",
    ("{value} has no meaning that everybody shares", "{value} 是自造字符，各人看到的可能不同"),
    ("replace it by the usual character", "请改用通用字符"),
)
TEXT_CONTROL = code(
    "TEXT_CONTROL",
    ("control character {value}", "控制字符 {value}"),
    ("delete the character", "请删除该字符"),
)
TEXT_NO_FINAL_NEWLINE = code(
    "TEXT_NO_FINAL_NEWLINE",
    ("the last line has no end: part of the file may be lost", "最后一行没有换行，文件可能不完整"),
    ("look whether all is there, then: `docctl fmt`", "请确认内容完整，再运行：docctl fmt"),
)
TEXT_NOT_NFC = code(
    "TEXT_NOT_NFC",
    (
        "a character is written in parts: the same word may look equal and differ",
        "字符以分解形式书写，看似相同的文字可能并不相同",
    ),
    ("let the formatter mend it: `docctl fmt`", "请运行整理命令：docctl fmt"),
)
FILE_TOO_LARGE = code(
    "FILE_TOO_LARGE",
    ("the file has {size} bytes, at most {limit} are allowed", "文件有 {size} 字节，最多 {limit} 字节"),
    ("move long material into an attachment, or make it smaller", "请将较长的内容改为附件，或减小文件"),
)
YAML_EMPTY = code(
    "YAML_EMPTY",
    ("the file is empty", "文件是空的"),
    ("write the record, or remove the file", "请填写记录，或删除该文件"),
)
YAML_SYNTAX = code(
    "YAML_SYNTAX",
    ("not readable as YAML: {problem}", "无法按 YAML 读取：{problem}"),
    (
        "check the indentation (spaces, no tabs) and the quotes near this line",
        "请检查此行附近的缩进（只用空格，不用制表符）和引号",
    ),
)
YAML_TOP = code(
    "YAML_TOP",
    ("the file is not a list of `field: value` lines", "文件不是“字段: 值”的形式"),
    ("start from `docctl new`", "请用 docctl new 新建"),
)
YAML_ANCHOR = code(
    "YAML_ANCHOR",
    ("anchor {value} is not allowed", "不允许使用锚点 {value}"),
    ("write the value out", "请直接写出内容"),
)
YAML_ALIAS = code(
    "YAML_ALIAS",
    ("alias {value} is not allowed", "不允许使用别名 {value}"),
    ("write the value out, or put text that begins with * in quotes", "请直接写出内容；以 * 开头的文字请加引号"),
)
YAML_TAG = code(
    "YAML_TAG",
    ("tag {value} is not allowed", "不允许使用标签 {value}"),
    ("remove the tag, or put text that begins with ! in quotes", "请删除标签；以 ! 开头的文字请加引号"),
)
YAML_DIRECTIVE = code(
    "YAML_DIRECTIVE",
    ("a % directive is not allowed", "不允许使用 % 指令"),
    ("remove the line", "请删除此行"),
)
YAML_MULTI_DOC = code(
    "YAML_MULTI_DOC",
    ("a second document begins here", "此处开始了第二个文档"),
    ("one file holds one record", "一个文件只放一条记录"),
)
YAML_MERGE_KEY = code(
    "YAML_MERGE_KEY",
    ("the merge key << is not allowed", "不允许使用合并键 <<"),
    ("write the fields out", "请逐项写出字段"),
)
YAML_DUPLICATE_KEY = code(
    "YAML_DUPLICATE_KEY",
    ("field {value} is already given in line {line}", "字段 {value} 在第 {line} 行已经填写"),
    ("keep one of the two", "请只保留其中一个"),
)
YAML_KEY = code(
    "YAML_KEY",
    ("{value} is not a field name", "{value} 不是字段名"),
    ("a field name is plain text in ordinary letters", "字段名应为普通文字，不用全角字母和数字"),
)
YAML_TOO_DEEP = code(
    "YAML_TOO_DEEP",
    ("nested deeper than {limit} levels", "嵌套超过 {limit} 层"),
    ("flatten the record", "请减少嵌套"),
)
YAML_TOO_MANY_NODES = code(
    "YAML_TOO_MANY_NODES",
    ("more than {limit} values in one file", "一个文件的值超过 {limit} 个"),
    ("split the record", "请拆分记录"),
)
YAML_SCALAR_TOO_LONG = code(
    "YAML_SCALAR_TOO_LONG",
    ("a value of {size} characters, at most {limit} are allowed", "一个值有 {size} 个字符，最多 {limit} 个"),
    ("move long text into an attachment", "请将较长的文字改为附件"),
)
YAML_AMBIGUOUS = code(
    "YAML_AMBIGUOUS",
    ("{value} is read differently by different programs", "{value} 在不同程序中会被读成不同的值"),
    QUOTES,
)
YAML_NULL = code(
    "YAML_NULL",
    ("{value} has no value", "{value} 没有填写内容"),
    ("fill it in, or remove the line: absence is the only empty", "请填写内容，或删除此行：不填就不要写"),
)
YAML_NUMBER = code(
    "YAML_NUMBER",
    ("number {value} has more digits than can be kept exactly", "数字 {value} 位数过多，无法精确保存"),
    QUOTES,
)
FM_MISSING = code(
    "FM_MISSING",
    ("the file does not begin with front matter", "文件开头没有属性区"),
    ("begin with a line ---, the fields, and a line ---", "请以 --- 行开头，填写字段，再以 --- 行结束"),
)
FM_UNTERMINATED = code(
    "FM_UNTERMINATED",
    ("the front matter has no end", "属性区没有结束"),
    ("close it with a line ---", "请用 --- 行结束属性区"),
)
MD_RAW_HTML = code(
    "MD_RAW_HTML",
    ("raw HTML {value} is not allowed", "不允许使用 HTML 代码 {value}"),
    ("write Markdown; put code between backticks", "请使用 Markdown；代码请放在反引号之间"),
)
MD_BAD_URL = code(
    "MD_BAD_URL",
    ("the link {value} leads to no web or mail address", "链接 {value} 不是网页或邮件地址"),
    ("link to https://…, mailto:… or a file beside this one", "请链接到 https://…、mailto:… 或同一文件夹中的文件"),
)
MD_TEMPLATE = code(
    "MD_TEMPLATE",
    ("the template mark {value} is not allowed", "不允许使用模板标记 {value}"),
    ("remove it, or put it between backticks", "请删除，或放在反引号之间"),
)
MD_INCLUDE = code(
    "MD_INCLUDE",
    ("the mark {value} takes in another file", "标记 {value} 会引入其他文件"),
    ("write the text here, or link to its document", "请在此写出内容，或链接到该文件"),
)

CODES = (
    TEXT_BOM,
    TEXT_ENCODING,
    TEXT_NUL,
    TEXT_CR,
    TEXT_BIDI,
    TEXT_INVISIBLE,
    TEXT_PRIVATE_USE,
    TEXT_CONTROL,
    TEXT_NO_FINAL_NEWLINE,
    TEXT_NOT_NFC,
    FILE_TOO_LARGE,
    YAML_EMPTY,
    YAML_SYNTAX,
    YAML_TOP,
    YAML_ANCHOR,
    YAML_ALIAS,
    YAML_TAG,
    YAML_DIRECTIVE,
    YAML_MULTI_DOC,
    YAML_MERGE_KEY,
    YAML_DUPLICATE_KEY,
    YAML_KEY,
    YAML_TOO_DEEP,
    YAML_TOO_MANY_NODES,
    YAML_SCALAR_TOO_LONG,
    YAML_AMBIGUOUS,
    YAML_NULL,
    YAML_NUMBER,
    FM_MISSING,
    FM_UNTERMINATED,
    MD_RAW_HTML,
    MD_BAD_URL,
    MD_TEMPLATE,
    MD_INCLUDE,
)
