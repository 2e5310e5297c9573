"""What the server refuses of a push: its names, its history, who pushes, and changes of the rules themselves."""

from __future__ import annotations

from docctl.violation import code

_AGAIN = ("make the commit again and push", "请重新生成该次修改后再上传")

PUSH_INPUT = code(
    "PUSH_INPUT",
    ("the list of what is pushed cannot be read", "无法读取上传内容的清单"),
    ("git itself calls this command; push again", "该命令由系统自动调用；请重新上传"),
)
PUSH_FIRST = code(
    "PUSH_FIRST",
    (
        "this library is empty: the first push brings {branch} and nothing else",
        "本文件库尚无内容，首次上传只能上传主线 {branch}",
    ),
    ("push {branch} alone", "请只上传主线 {branch}"),
)
PUSH_ROOT = code(
    "PUSH_ROOT",
    (
        "the first push holds no policy that its own administrators signed",
        "首次上传的内容中没有经管理员签署的策略",
    ),
    ("have all administrators sign version 1: docctl keys enact", "请由全体管理员签署第 1 版策略：docctl keys enact"),
)
REF_COUNT = code(
    "REF_COUNT",
    (
        "{count} branches and marks in one push, at most {limit} are allowed",
        "一次上传了 {count} 个名称，最多 {limit} 个",
    ),
    ("push them in parts", "请分批上传"),
)
REF_NAME = code(
    "REF_NAME",
    ("{value} is no name under which anything may be pushed here: {problem}", "不能以 {value} 为名上传：{problem}"),
    (
        "push a branch or a tag with a plain name such as draft/QP-07",
        "请使用普通名称，如 draft/QP-07",
    ),
)
REF_NOT_COMMIT = code(
    "REF_NOT_COMMIT",
    ("{value} points to no commit", "{value} 指向的不是一次修改"),
    ("let it point to a commit", "请使其指向一次修改"),
)
REF_DELETE = code(
    "REF_DELETE",
    ("{value} would be deleted: what was pushed stays", "{value} 将被删除；已上传的内容须保留"),
    ("leave it; an administrator of the server clears up", "请保留；清理由服务器管理员负责"),
)
REF_NON_FF = code(
    "REF_NON_FF",
    ("{value} would lose commits that are on the server", "{value} 会丢失服务器上已有的修改"),
    ("take over what is there (git pull), or push a new branch", "请先取回服务器上的内容再上传，或另建草稿"),
)
REF_EXISTS = code(
    "REF_EXISTS",
    ("number {value} is reserved already", "编号 {value} 已被占用"),
    ("take the next number", "请使用下一个编号"),
)
REF_NUMBER = code(
    "REF_NUMBER",
    ("the reservation of {value} is no empty commit of its own", "编号 {value} 的占用登记不符合规定格式"),
    ("reserve numbers with docctl new", "请用 docctl new 占用编号"),
)
TAG_MOVED = code(
    "TAG_MOVED",
    ("tag {value} exists and would move", "标记 {value} 已存在，不得移动"),
    ("give the new state a tag of its own", "请为新的状态另设标记"),
)
UNRELATED_HISTORY = code(
    "UNRELATED_HISTORY",
    ("{value} does not grow from the history of this library", "{value} 与本文件库的历史没有共同的起点"),
    ("begin from the main branch", "请从主线开始修改"),
)
COMMIT_HEADER = code(
    "COMMIT_HEADER",
    ("the head of the commit is not as git writes it: {problem}", "该次修改的头部格式不正确：{problem}"),
    _AGAIN,
)
COMMIT_NUL = code(
    "COMMIT_NUL",
    ("the commit holds a zero byte", "该次修改的说明中含有空字符"),
    _AGAIN,
)
COMMIT_ENCODING = code(
    "COMMIT_ENCODING",
    ("the message is not UTF-8", "修改说明不是 UTF-8 编码"),
    ("set git config i18n.commitEncoding utf-8 and make the commit again", "请改用 UTF-8 编码重新填写修改说明"),
)
COMMIT_CONTROL = code(
    "COMMIT_CONTROL",
    ("the message holds the invisible character {value}", "修改说明中含有不可见字符 {value}"),
    ("write the message again without it", "请去掉该字符后重新填写修改说明"),
)
COMMIT_MSG_TOO_LONG = code(
    "COMMIT_MSG_TOO_LONG",
    ("the message has {size} bytes, at most {limit} are allowed", "修改说明有 {size} 字节，最多 {limit} 字节"),
    ("shorten it; long texts belong in a record", "请缩短；较长的内容应写入记录"),
)
COMMIT_FUTURE = code(
    "COMMIT_FUTURE",
    ("the commit is dated {value}, after the server's clock", "该次修改的时间 {value} 晚于服务器时间"),
    ("set the clock of your computer and make the commit again", "请校准本机时间后重新生成该次修改"),
)
COMMIT_IDENTITY = code(
    "COMMIT_IDENTITY",
    (
        "it was committed as {value}, and {person} pushes, who is enrolled with another address",
        "提交人为 {value}，而上传人是 {person}，两者登记的邮箱不一致",
    ),
    (
        "each person pushes their own work; set git config user.email to the enrolled address",
        "每人只上传本人的修改；请将本机邮箱设为登记的邮箱",
    ),
)
PUSHER_UNKNOWN = code(
    "PUSHER_UNKNOWN",
    ("the server does not know who pushes", "服务器无法确认上传人的身份"),
    (
        "push over your SSH account, or sign the push: git push --signed",
        "请用本人的 SSH 账号上传，或对上传进行签名",
    ),
)
PUSHER_CERTIFICATE = code(
    "PUSHER_CERTIFICATE",
    ("the signature of the push does not count: {problem}", "上传签名无效：{problem}"),
    ("sign with the enrolled key: git push --signed", "请用登记的密钥重新签名后上传"),
)
PUSHER_NOT_ENROLLED = code(
    "PUSHER_NOT_ENROLLED",
    ("{value} is not enrolled with a key and an address in force today", "{value} 目前没有有效的密钥和邮箱登记"),
    ("an administrator enrols the person: docctl keys enrol {value}", "请由管理员登记：docctl keys enrol {value}"),
)
SIGNOFF_PUSHER = code(
    "SIGNOFF_PUSHER",
    ("{field} names {value}, and {person} pushes it", "{field}填写的是 {value}，而上传人是 {person}"),
    ("whoever signs pushes it themselves", "须由签署人本人上传"),
)
STATEMENT_STALE = code(
    "STATEMENT_STALE",
    (
        "signed at {value}, more than {hours} hours from the server's clock",
        "签署时间 {value} 与服务器时间相差超过 {hours} 小时",
    ),
    ("sign again and push on the same day", "请重新签署并在当天上传"),
)
TOO_MANY_FILES = code(
    "TOO_MANY_FILES",
    ("{count} files in one push, at most {limit} are allowed", "一次上传了 {count} 个文件，最多 {limit} 个"),
    ("push them in parts, or raise limits.files of the policy", "请分批上传，或调高策略中的 limits.files"),
)
POLICY_PROTECTED = code(
    "POLICY_PROTECTED",
    ("the rules change in {value}, and {problem}", "规则文件 {value} 有改动，但{problem}"),
    (
        "administrators sign the next version of the policy, or one of them pushes the change",
        "请由管理员签署策略的下一版本，或由管理员上传",
    ),
)
POLICY_MIXED = code(
    "POLICY_MIXED",
    ("the rules change in {value} and records change beside it", "规则文件 {value} 与记录在同一次上传中改动"),
    ("push the change of rules by itself first, then the records", "请先单独上传规则的修改，再上传记录"),
)
POLICY_RULES = code(
    "POLICY_RULES",
    (
        "the policy pins the rules as {value}, and they are {found}",
        "策略锁定的规则校验值为 {value}，实际为 {found}",
    ),
    (
        "write the digest that docctl server rules prints into the policy and have it signed: docctl keys enact",
        "请将 docctl server rules 输出的校验值写入策略，并由管理员签署：docctl keys enact",
    ),
)
ATTR_FORBIDDEN = code(
    "ATTR_FORBIDDEN",
    ("{value} would have programs or conversions change the bytes of files", "{value} 会使程序或转换改动文件内容"),
    ("leave only lines such as `records/** -text`", "只保留 records/** -text 这样的行"),
)
RULES_BROKEN = code(
    "RULES_BROKEN",
    (
        "the rules on {value} are broken ({problem}): only a signed repair is taken",
        "{value} 上的规则有误（{problem}），目前只接受经管理员签署的修复",
    ),
    (
        "administrators mend the rules and sign the next version of the policy with their digest",
        "请由管理员修复规则，并签署写有规则校验值的下一版策略",
    ),
)
PUSH_FAILED = code(
    "PUSH_FAILED",
    ("the push could not be judged: {problem}", "无法完成检查：{problem}"),
    (
        "nothing was taken over; push again, then ask the server's administrator",
        "未接收任何内容；请重试，或联系服务器管理员",
    ),
)
PUSH_TIME = code(
    "PUSH_TIME",
    ("judging the push took more than {value} seconds", "检查用时超过 {value} 秒"),
    ("push less at once", "请减少一次上传的内容"),
)

CODES = (
    PUSH_INPUT,
    PUSH_FIRST,
    PUSH_ROOT,
    REF_COUNT,
    REF_NAME,
    REF_NOT_COMMIT,
    REF_DELETE,
    REF_NON_FF,
    REF_EXISTS,
    REF_NUMBER,
    TAG_MOVED,
    UNRELATED_HISTORY,
    COMMIT_HEADER,
    COMMIT_NUL,
    COMMIT_ENCODING,
    COMMIT_CONTROL,
    COMMIT_MSG_TOO_LONG,
    COMMIT_FUTURE,
    COMMIT_IDENTITY,
    PUSHER_UNKNOWN,
    PUSHER_CERTIFICATE,
    PUSHER_NOT_ENROLLED,
    SIGNOFF_PUSHER,
    STATEMENT_STALE,
    TOO_MANY_FILES,
    POLICY_PROTECTED,
    POLICY_MIXED,
    POLICY_RULES,
    ATTR_FORBIDDEN,
    RULES_BROKEN,
    PUSH_FAILED,
    PUSH_TIME,
)
