"""What the engine checks between records of one state."""

from __future__ import annotations

from docctl.violation import Severity
from docctl.violation import code

REF_MISSING = code(
    "REF_MISSING",
    ("{field} {value} does not exist", "{field} {value} 不存在"),
    (
        "create it first, or correct the number: `docctl list {types}`",
        "请先建立该记录，或改正编号：docctl list {types}",
    ),
)
REF_TYPE = code(
    "REF_TYPE",
    ("{field} {value} is a {actual}, not a {wanted}", "{field} {value} 是{actual}，应为{wanted}"),
    ("name a record of the right type", "请填写正确类型的记录编号"),
)
NOT_UNIQUE = code(
    "NOT_UNIQUE",
    ("{field} {value} is already used by {other}", "{field} {value} 已被 {other} 使用"),
    ("correct one of the two records", "请改正其中一条记录"),
)
ATTACHMENT_PLACE = code(
    "ATTACHMENT_PLACE",
    ("attachment {value} is not under {expected}", "附件 {value} 不在 {expected} 下"),
    ("move the file there and correct the path", "请将文件移到该处并改正路径"),
)
ATTACHMENT_MISSING = code(
    "ATTACHMENT_MISSING",
    ("attachment {value} does not exist", "附件 {value} 不存在"),
    ("add the file, or remove its entry", "请补上文件，或删除该项"),
)
ATTACHMENT_CHANGED = code(
    "ATTACHMENT_CHANGED",
    ("attachment {value} does not have the SHA-256 that the record pins", "附件 {value} 与记录中的 SHA-256 校验值不符"),
    ("restore the file, or enter its new value: `sha256sum FILE`", "请恢复原文件，或填写新的校验值：sha256sum 文件"),
)
ATTACHMENT_UNNAMED = code(
    "ATTACHMENT_UNNAMED",
    ("{value} is named in no field of its record", "记录中没有任何字段登记 {value}"),
    ("enter it under attachments with path and sha256, or remove it", "请在附件中登记路径和校验值，或删除该文件"),
)
DESTRUCTION_TYPES = code(
    "DESTRUCTION_TYPES",
    (
        "nothing may be destroyed here: parameter {parameter} names no record type",
        "未规定销毁审批记录的类型（参数 {parameter}），不得销毁记录",
    ),
    (
        "restore the record, or name the type of destruction records in schemas/parameters.yaml",
        "请恢复该记录，或在 schemas/parameters.yaml 中规定销毁记录的类型",
    ),
)
PERSONAL_NUMBER = code(
    "PERSONAL_NUMBER",
    ("{kind} number ending in {value}, unmasked", "此处有未遮盖的{kind}号码（末位 {value}）"),
    (
        "write it masked, such as 110101********0011, and keep the whole number in the vault",
        "请改写为遮盖形式，例如 110101********0011，完整号码存入保密库",
    ),
)
COMPANY_NUMBER = code(
    "COMPANY_NUMBER",
    ("a unified social credit code stands in a field that is not for it", "统一社会信用代码写在了其他字段中"),
    ("let the field of the customer or supplier say it", "请写在客户或供方的相应字段中"),
    Severity.WARNING,
)
CODES = (
    PERSONAL_NUMBER,
    COMPANY_NUMBER,
    DESTRUCTION_TYPES,
    REF_MISSING,
    REF_TYPE,
    NOT_UNIQUE,
    ATTACHMENT_PLACE,
    ATTACHMENT_MISSING,
    ATTACHMENT_CHANGED,
    ATTACHMENT_UNNAMED,
)
