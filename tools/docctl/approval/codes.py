"""What is refused about statements and the bytes they sign."""

from __future__ import annotations

from docctl.violation import code

_AGAIN = ("sign again with docctl", "请用 docctl 重新签署")
_RESTORE = (
    "restore the signed bytes, or change the document under a new revision",
    "请恢复已签署的内容；需要修改时请升版",
)

STATEMENT_FOLDER = code(
    "STATEMENT_FOLDER",
    ("there is no document {value} to which the statements belong", "没有文件 {value}，其签署记录无所归属"),
    (
        "restore the document; one that is no longer needed is made obsolete, not deleted",
        "请恢复该文件；不再需要的文件应作废，不得删除",
    ),
)
STATEMENT_FILE = code(
    "STATEMENT_FILE",
    ("{value} has no business in a statement folder", "签署文件夹中不应有 {value}"),
    ("statement folders are written by docctl only", "签署文件夹只由 docctl 写入"),
)
STATEMENT_JSON = code(
    "STATEMENT_JSON", ("the statement is unreadable: {problem}", "签署记录无法读取：{problem}"), _AGAIN
)
STATEMENT_NAME = code(
    "STATEMENT_NAME",
    ("the file is named for {value}, the statement says {stated}", "文件名对应 {value}，签署记录却写着 {stated}"),
    _AGAIN,
)
STATEMENT_REPOSITORY = code(
    "STATEMENT_REPOSITORY",
    ("the statement belongs to another repository", "签署记录属于另一个文件库"),
    _AGAIN,
)
STATEMENT_RECORD = code(
    "STATEMENT_RECORD",
    (
        "the statement is about {value} {revision}, not about this folder's revision",
        "签署记录针对的是 {value} {revision}，与所在文件夹不符",
    ),
    _AGAIN,
)
STATEMENT_TRANSITION = code(
    "STATEMENT_TRANSITION",
    ("the lifecycle has no step {value} here", "生命周期中此处没有步骤 {value}"),
    _AGAIN,
)
STATEMENT_REQUIRES = code(
    "STATEMENT_REQUIRES",
    (
        "the submit asks for {value}, the lifecycle for {wanted}",
        "送审要求的步骤为 {value}，生命周期规定为 {wanted}",
    ),
    (
        "submit again; after a change of the lifecycle raise version in schemas/policy.yaml",
        "请重新送审；若生命周期已修改，请提高 schemas/policy.yaml 中的 version",
    ),
)
STATEMENT_POLICY = code(
    "STATEMENT_POLICY",
    (
        "the statement names policy version {value}, the policy has {limit}",
        "签署记录引用策略第 {value} 版，现有策略为第 {limit} 版",
    ),
    _AGAIN,
)
STATEMENT_METHOD = code(
    "STATEMENT_METHOD", ("method {value} is not allowed here", "此处不允许使用方式 {value}"), _AGAIN
)
SIGNATURE_MISSING = code(
    "SIGNATURE_MISSING", ("the statement has no signature beside it", "签署记录缺少签名文件"), _AGAIN
)
SIGNER_UNKNOWN = code(
    "SIGNER_UNKNOWN",
    ("{value} is no person of the library", "人员档案中没有 {value}"),
    ("enrol the person first", "请先登记该人员"),
)
SIGNER_KEY = code(
    "SIGNER_KEY",
    ("the key that signed is no key of {value} on {date}", "签名所用密钥在 {date} 不属于 {value}"),
    ("sign with a key enrolled for the person", "请使用为本人登记的密钥签署"),
)
SIGNER_DEMO_KEY = code(
    "SIGNER_DEMO_KEY",
    ("a demo key signed, and the policy is not a demo", "签名使用了演示密钥，而本文件库不是演示库"),
    ("enrol a real key", "请登记正式密钥"),
)
SIGNER_ROLE = code(
    "SIGNER_ROLE",
    (
        "{value} did not hold role {role} on {date}, which {transition} needs",
        "{value} 在 {date} 不具有“{transition}”所需的角色 {role}",
    ),
    ("let someone who holds the role sign", "请由具有该角色的人员签署"),
)
SIGNER_DISTINCT = code(
    "SIGNER_DISTINCT",
    ("{value} already signed {first} and may not sign {second}", "{value} 已签署“{first}”，不得再签署“{second}”"),
    ("another person must sign", "须由另一人签署"),
)
STATEMENT_FILES = code(
    "STATEMENT_FILES",
    ("{value} is not what was signed", "{value} 与签署时的内容不一致"),
    _RESTORE,
)
STATEMENT_SEEN = code(
    "STATEMENT_SEEN",
    (
        "{transition} was signed without the statements that must come before it",
        "“{transition}”签署时缺少应在其前的签署",
    ),
    ("`docctl explain` says which are missing; sign after them", "缺少哪些签署见 docctl explain；请在其后签署"),
)
STATEMENT_TIME = code(
    "STATEMENT_TIME",
    ("signed at {value}, before a statement that it has seen", "签署时间 {value} 早于其前的签署"),
    _AGAIN,
)
STATEMENT_EFFECTIVE = code(
    "STATEMENT_EFFECTIVE",
    ("the statement says effective on {value}, the document {stated}", "签署记录的生效日期为 {value}，文件为 {stated}"),
    _AGAIN,
)
STATEMENT_LATE = code(
    "STATEMENT_LATE",
    (
        "{transition} was signed on {date}, after the day {value} from which it is to hold",
        "{date} 才签署“{transition}”，晚于其生效日期 {value}",
    ),
    (
        "choose a later day; a document gets a later effective date and is submitted again",
        "请改用更晚的日期；文件须改写生效日期并重新送审",
    ),
)
STATEMENT_END = code(
    "STATEMENT_END",
    (
        "{transition} does not say from which day the document is out of use",
        "“{transition}”没有写明自哪一天起停止使用",
    ),
    _AGAIN,
)
STATEMENT_ISSUED = code(
    "STATEMENT_ISSUED",
    ("the revision is issued: nothing may be submitted into it", "该修订已发布，不得再次送审"),
    ("make a new revision", "请升版"),
)
STEP_REQUIRES = code(
    "STEP_REQUIRES",
    ("{problem}", "{problem}"),
    ("see to it first, then sign", "请先补齐，再签署"),
)
DOCUMENT_CHANGED = code(
    "DOCUMENT_CHANGED",
    (
        "revision {value} is approved, but the document no longer holds the approved bytes",
        "修订 {value} 已批准，但文件内容与批准时不一致",
    ),
    _RESTORE,
)
REVISION_SPELLING = code(
    "REVISION_SPELLING",
    ("revision {value} was submitted as {other}", "修订 {value} 送审时写作 {other}"),
    ("write it in the same way", "请采用同一写法"),
)
REVISION_ORDER = code(
    "REVISION_ORDER",
    ("revision {value} does not follow {other}, which is issued", "修订 {value} 不在已发布的 {other} 之后"),
    ("use the next revision in the same notation", "请按同一标注方式使用下一个修订"),
)
REVISION_NOTATION = code(
    "REVISION_NOTATION",
    (
        "revision {value} follows none of the notations in doc.notations",
        "修订 {value} 不符合 doc.notations 中的任何一种标注方式",
    ),
    (
        "write it like A/0, or state the notation of the company under doc.notations in schemas/parameters.yaml",
        "请写成 A/0 这样的形式；本公司另有写法的，请写入 schemas/parameters.yaml 的 doc.notations",
    ),
)
REVISION_SAME_DAY = code(
    "REVISION_SAME_DAY",
    ("revisions {value} and {other} take effect on the same day, {date}", "修订 {value} 与 {other} 同日生效（{date}）"),
    ("withdraw one of them", "请废止其中一个"),
)

CODES = (
    STATEMENT_FOLDER,
    STATEMENT_FILE,
    STATEMENT_JSON,
    STATEMENT_NAME,
    STATEMENT_REPOSITORY,
    STATEMENT_RECORD,
    STATEMENT_TRANSITION,
    STATEMENT_REQUIRES,
    STATEMENT_POLICY,
    STATEMENT_METHOD,
    SIGNATURE_MISSING,
    SIGNER_UNKNOWN,
    SIGNER_KEY,
    SIGNER_DEMO_KEY,
    SIGNER_ROLE,
    SIGNER_DISTINCT,
    STATEMENT_FILES,
    STATEMENT_SEEN,
    STATEMENT_TIME,
    STATEMENT_EFFECTIVE,
    STATEMENT_LATE,
    STATEMENT_END,
    STATEMENT_ISSUED,
    STEP_REQUIRES,
    DOCUMENT_CHANGED,
    REVISION_SPELLING,
    REVISION_ORDER,
    REVISION_NOTATION,
    REVISION_SAME_DAY,
)
