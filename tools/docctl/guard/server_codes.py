"""What is off about a server: settings, hook, owners, keys."""

from __future__ import annotations

from docctl.violation import code

_MEND = ("run {mend}", "请运行 {mend}")

SERVER_SETTING = code(
    "SERVER_SETTING",
    ("{name} is {value}, and should be {wanted}", "设置 {name} 为 {value}，应为 {wanted}"),
    _MEND,
)
SERVER_FORBIDDEN = code(
    "SERVER_FORBIDDEN",
    ("{name} is {value}: pushes would go round the checks", "设置 {name} 为 {value}，上传可能绕过检查"),
    ("take it away: git config --unset-all {name}", "请删除该设置：git config --unset-all {name}"),
)
SERVER_SEED = code(
    "SERVER_SEED",
    ("signed pushes have no secret of this server", "签名上传所需的服务器密值缺失"),
    _MEND,
)
SERVER_HOOK = code(
    "SERVER_HOOK",
    ("the hook is missing or was changed: pushes are not judged", "检查程序缺失或被改动，上传内容未经检查"),
    _MEND,
)
SERVER_HOOK_MODE = code(
    "SERVER_HOOK_MODE",
    ("the hook may not be run, so git skips it: pushes are not judged", "检查程序没有执行权限，系统会跳过检查"),
    _MEND,
)
SERVER_OWNER = code(
    "SERVER_OWNER",
    ("others own {value} or may change it", "{value} 属于其他用户，或其他用户可以修改"),
    (
        "give it to the account that serves: chown and chmod go-w, then {mend}",
        "请调整所有者和权限（chown、chmod go-w），再运行 {mend}",
    ),
)
SERVER_SIGNERS = code(
    "SERVER_SIGNERS",
    ("the list of keys for signed pushes is not what is enrolled", "签名上传所用的密钥名单与登记不一致"),
    _MEND,
)
CODES = (
    SERVER_SETTING,
    SERVER_FORBIDDEN,
    SERVER_SEED,
    SERVER_HOOK,
    SERVER_HOOK_MODE,
    SERVER_OWNER,
    SERVER_SIGNERS,
)
