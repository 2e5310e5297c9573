"""What the guard refuses of names, modes, sizes and attachments."""

from __future__ import annotations

from docctl.violation import code

RENAME = ("rename it", "请改名")

PATH_TRAVERSAL = code(
    "PATH_TRAVERSAL",
    ("the path leads out of its folder", "路径会跳出所在文件夹"),
    ("name the file without . and .. folders", "文件路径中不要使用 . 或 .. 文件夹"),
)
PATH_DOTGIT = code(
    "PATH_DOTGIT",
    ("{value} is a name that the version control keeps for itself", "{value} 是系统保留的名称"),
    RENAME,
)
PATH_SHORTNAME = code(
    "PATH_SHORTNAME",
    ("{value} is a short name that Windows gives to other files", "{value} 是 Windows 给其他文件的短文件名"),
    RENAME,
)
PATH_CHAR = code(
    "PATH_CHAR",
    ("the name {value} holds the character {character}", "名称 {value} 含有字符 {character}"),
    (
        'rename it without control and invisible characters and without < > : " | ? * \\',
        '请改名，不要使用控制字符、不可见字符和 < > : " | ? * \\',
    ),
)
PATH_RESERVED = code(
    "PATH_RESERVED",
    ("{value} cannot exist on Windows", "{value} 在 Windows 上不能作文件名"),
    RENAME,
)
PATH_TRAILING = code(
    "PATH_TRAILING",
    ("the name {value} ends in a dot or a space, which Windows drops", "名称 {value} 以点或空格结尾，Windows 会去掉它"),
    RENAME,
)
PATH_LEADING = code(
    "PATH_LEADING",
    (
        "the name {value} begins with a dash or a space: programs take it for an option",
        "名称 {value} 以短横线或空格开头，会被程序当作选项",
    ),
    RENAME,
)
PATH_COLLISION = code(
    "PATH_COLLISION",
    ("the same as {other} on Windows or macOS", "在 Windows 或 macOS 上与 {other} 相同"),
    ("rename one of the two", "请为其中一个改名"),
)
PATH_NOT_NFC = code(
    "PATH_NOT_NFC",
    ("the name {value} is written with decomposed characters", "名称 {value} 使用了分解形式的字符"),
    ("rename it in composed form (Unicode NFC)", "请改为组合形式（Unicode NFC）的名称"),
)
PATH_ENCODING = code(
    "PATH_ENCODING",
    ("the name {value} is not UTF-8", "名称 {value} 不是 UTF-8 编码"),
    ("rename it; archives packed on old systems give such names", "请改名；旧系统的压缩包常带来这种名称"),
)
PATH_TOO_LONG = code(
    "PATH_TOO_LONG",
    ("{value} has {size} {unit}, at most {limit} are allowed", "{value} 有 {size} 个{unit}，最多 {limit} 个"),
    ("shorten it", "请缩短名称"),
)
PATH_TOO_DEEP = code(
    "PATH_TOO_DEEP",
    ("the file lies {size} folders deep, at most {limit} are allowed", "文件在第 {size} 层文件夹中，最多 {limit} 层"),
    ("move it up", "请移到上层"),
)
MODE_SYMLINK = code(
    "MODE_SYMLINK",
    ("a link to another place stands here", "此处是指向别处的链接"),
    ("put the file itself here", "请放入文件本身"),
)
MODE_SUBMODULE = code(
    "MODE_SUBMODULE",
    ("another repository stands here", "此处是另一个文件库"),
    ("put the files themselves here", "请放入文件本身"),
)
MODE_EXECUTABLE = code(
    "MODE_EXECUTABLE",
    ("the file is marked as a program", "文件被标为可执行程序"),
    ("take the mark away: `chmod -x FILE`", "请取消可执行标记：chmod -x 文件"),
)
MODE_SPECIAL = code(
    "MODE_SPECIAL",
    ("neither a file nor a folder stands here", "此处既不是文件也不是文件夹"),
    ("remove it", "请删除"),
)
ATTACH_TYPE = code(
    "ATTACH_TYPE",
    ("{value} is of no kind that may be attached", "{value} 不是可以作为附件的文件类型"),
    ("attach one of: {expected}", "可用的类型：{expected}"),
)
ATTACH_MAGIC = code(
    "ATTACH_MAGIC",
    ("{value} is not what its ending {ending} says", "{value} 的内容与扩展名 {ending} 不符"),
    ("save it again from the program that made it", "请用原来的程序重新保存"),
)
ATTACH_ZIP_BOMB = code(
    "ATTACH_ZIP_BOMB",
    ("{value} would fill the disk when it is unpacked", "{value} 解压后会占满磁盘"),
    ("save it again without what fills it", "请去掉多余内容后重新保存"),
)
ATTACH_ZIP_PATH = code(
    "ATTACH_ZIP_PATH",
    (
        "a part of the file is named {value}: it leads out of its folder",
        "文件内部有名为 {value} 的部分，会跳出所在文件夹",
    ),
    ("save it again from the program that made it", "请用原来的程序重新保存"),
)
ATTACH_MACRO = code(
    "ATTACH_MACRO",
    ("{value} brings macros along", "{value} 含有宏"),
    ("save it without macros", "请另存为不含宏的文件"),
)
ATTACH_ACTIVE_PDF = code(
    "ATTACH_ACTIVE_PDF",
    ("the PDF does something by itself: /{value}", "该 PDF 含有会自动执行的内容：/{value}"),
    ("print it to a new PDF", "请重新打印为 PDF"),
)
CODES = (
    PATH_TRAVERSAL,
    PATH_DOTGIT,
    PATH_SHORTNAME,
    PATH_CHAR,
    PATH_RESERVED,
    PATH_TRAILING,
    PATH_LEADING,
    PATH_COLLISION,
    PATH_NOT_NFC,
    PATH_ENCODING,
    PATH_TOO_LONG,
    PATH_TOO_DEEP,
    MODE_SYMLINK,
    MODE_SUBMODULE,
    MODE_EXECUTABLE,
    MODE_SPECIAL,
    ATTACH_TYPE,
    ATTACH_MAGIC,
    ATTACH_ZIP_BOMB,
    ATTACH_ZIP_PATH,
    ATTACH_MACRO,
    ATTACH_ACTIVE_PDF,
)
