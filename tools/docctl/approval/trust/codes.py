"""What is refused about trust: the policy, enrolled persons and keys, delegations, and who acts for whom."""

from __future__ import annotations

from docctl.violation import Severity
from docctl.violation import code

_AGAIN = ("sign again with docctl", "请用 docctl 重新签署")
_ENACT = (
    "administrators sign it: docctl keys enact",
    "请由管理员签署：docctl keys enact",
)
_ENROL = (
    "an administrator enrols the person: docctl keys enrol ID",
    "请由管理员登记：docctl keys enrol 人员编号",
)

POLICY_NOT_ENACTED = code(
    "POLICY_NOT_ENACTED",
    (
        "no version of the policy is signed by its administrators: no signature in this library counts yet",
        "策略尚未经管理员签署，本文件库中的签署均不生效",
    ),
    _ENACT,
    Severity.WARNING,
)
POLICY_UNSIGNED = code(
    "POLICY_UNSIGNED",
    (
        "the policy is not what the administrators signed as version {value}",
        "策略内容与管理员签署的第 {value} 版不一致",
    ),
    (
        "restore it, or raise version and have administrators sign it: docctl keys enact",
        "请恢复原内容，或提高 version 后由管理员签署：docctl keys enact",
    ),
)
POLICY_REPLAYED = code(
    "POLICY_REPLAYED",
    (
        "the policy says version {value}, but version {last} is signed",
        "策略写的是第 {value} 版，而已签署的是第 {last} 版",
    ),
    ("the version only rises: restore the last one", "版本号只增不减，请恢复最新版本"),
)
POLICY_ENACTED = code(
    "POLICY_ENACTED",
    ("version {value} of the policy is signed already", "策略第 {value} 版已经签署"),
    ("change the policy and raise its version first", "请先修改策略并提高 version"),
)
POLICY_SIGNED = code(
    "POLICY_SIGNED",
    ("{person} has signed version {value} of the policy already", "{person} 已签署策略第 {value} 版"),
    ("it waits for another administrator: docctl keys enact", "尚待其他管理员签署：docctl keys enact"),
)
POLICY_VERSION = code(
    "POLICY_VERSION",
    ("version {value} of the policy does not follow version {last}", "策略第 {value} 版不能接在第 {last} 版之后"),
    ("versions are numbered 1, 2, 3 and none is left out", "版本依次为 1、2、3，不得跳号"),
)
POLICY_FILE = code(
    "POLICY_FILE",
    ("the signed policy cannot be used: {problem}", "已签署的策略无法使用：{problem}"),
    ("restore the signed bytes", "请恢复已签署的内容"),
)
POLICY_REPOSITORY = code(
    "POLICY_REPOSITORY",
    (
        "version {value} of the policy names another repository than version 1",
        "策略第 {value} 版的文件库标识与第 1 版不同",
    ),
    ("a repository keeps its identity", "文件库标识不得变更"),
)
POLICY_ADMINISTRATORS = code(
    "POLICY_ADMINISTRATORS",
    (
        "version {value} of the policy: {count} administrators with keys of their own, threshold {needed}",
        "策略第 {value} 版：持有各自密钥的管理员 {count} 人，而签署人数要求为 {needed}",
    ),
    (
        "give each administrator a key of their own, and no threshold above their number",
        "每位管理员须使用各自的密钥，签署人数要求不得超过管理员人数",
    ),
)
POLICY_THRESHOLD = code(
    "POLICY_THRESHOLD",
    (
        "version {value} of the policy is signed by {count} administrators, {needed} are needed",
        "策略第 {value} 版已有 {count} 位管理员签署，须有 {needed} 位",
    ),
    _ENACT,
)
POLICY_ROOT = code(
    "POLICY_ROOT",
    (
        "version 1 of the policy is {value}, not the {root} that was given",
        "策略第 1 版的校验值为 {value}，与给定的 {root} 不符",
    ),
    ("this is not the library that you mean: do not rely on it", "这不是您要核对的文件库，请勿采信"),
)
SIGNER_ADMINISTRATOR = code(
    "SIGNER_ADMINISTRATOR",
    (
        "{value} was no administrator under version {policy} of the policy, or signed with another key",
        "按策略第 {policy} 版，{value} 不是管理员，或所用密钥不是其管理员密钥",
    ),
    ("an administrator named in schemas/policy.yaml signs", "须由 schemas/policy.yaml 中列明的管理员签署"),
)
STATEMENT_POLICY_AGE = code(
    "STATEMENT_POLICY_AGE",
    (
        "signed at {at} under version {value} of the policy, which did not hold then",
        "签署时间 {at} 引用策略第 {value} 版，该版本当时并未生效",
    ),
    ("sign again under the policy that holds now", "请按现行策略重新签署"),
)
ENROL_FILE = code(
    "ENROL_FILE",
    ("the enrolled record of {value} is missing or faulty", "{value} 的登记内容缺失或有误"),
    ("restore the signed bytes", "请恢复已签署的内容"),
)
ENROL_NUMBER = code(
    "ENROL_NUMBER",
    ("enrolment {value} does not follow enrolment {last}", "第 {value} 次登记不能接在第 {last} 次之后"),
    ("enrolments are numbered 1, 2, 3 and none is left out", "登记依次编号为 1、2、3，不得跳号"),
)
ENROL_MISSING = code(
    "ENROL_MISSING",
    ("state {value} carries no signature that counts", "第 {value} 次登记没有有效的签署"),
    (
        "it is signed again: docctl keys enrol ID, docctl delegate ID",
        "请重新签署：docctl keys enrol 编号、docctl delegate 编号",
    ),
)
ENROL_SELF = code(
    "ENROL_SELF",
    ("{value} enrols their own keys and roles", "{value} 为本人登记密钥和角色"),
    ("another administrator enrols an administrator", "管理员本人的登记须由另一位管理员签署"),
)
ENROL_PAST = code(
    "ENROL_PAST",
    (
        "{value} held other {field} before {date} than this enrolment says",
        "{value} 在 {date} 之前的{field} 与此前登记不一致",
    ),
    (
        "the past stays as it was enrolled: new periods begin on the day of enrolment or later",
        "已登记的过往期间不得改动；新的期间自登记当日或之后开始",
    ),
)
ENROL_KEY_EARLY = code(
    "ENROL_KEY_EARLY",
    ("a key begins on {value}, before it is enrolled on {date}", "密钥自 {value} 起用，早于登记日期 {date}"),
    ("let the key begin on the day of enrolment or later", "密钥的起用日期不得早于登记日期"),
)
ENROL_KEY_TAKEN = code(
    "ENROL_KEY_TAKEN",
    ("the key {value} is enrolled for {other} already", "密钥 {value} 已登记在 {other} 名下"),
    ("each person signs with a key of their own", "每人须使用各自的密钥"),
)
ENROL_KEY_TWICE = code(
    "ENROL_KEY_TWICE",
    (
        "the key is there already: key {value} is key {first} once more, and both are in force",
        "该密钥已登记：第 {value} 个密钥与第 {first} 个相同，且均在有效期内",
    ),
    (
        "leave the second entry out; to end the key: docctl keys retire {person}",
        "请去掉重复的一项；如需停用该密钥：docctl keys retire {person}",
    ),
)
ENROL_KEY_UNUSABLE = code(
    "ENROL_KEY_UNUSABLE",
    ("key {value} cannot be used: {problem}", "第 {value} 个密钥不能使用（{problem}）"),
    (
        "enrol an Ed25519, ECDSA P-256 or P-384, RSA (3072 bits or more) key, a FIDO key or a passkey",
        "请登记 Ed25519、ECDSA P-256/P-384、3072 位以上 RSA、FIDO 密钥或通行密钥",
    ),
)
ENROL_KEY_RESTORED = code(
    "ENROL_KEY_RESTORED",
    ("a key that was compromised on {value} is no longer marked so", "{value} 已报告泄露的密钥被去掉了泄露标记"),
    ("a compromised key stays compromised: enrol a new one", "泄露的密钥不得恢复使用，请登记新密钥"),
)
PERSON_NOT_ENROLLED = code(
    "PERSON_NOT_ENROLLED",
    (
        "{field} of {value} differ from what an administrator enrolled",
        "{value} 的{field} 与管理员登记的内容不一致",
    ),
    _ENROL,
)
PERSON_NEVER_ENROLLED = code(
    "PERSON_NEVER_ENROLLED",
    (
        "no administrator has enrolled {value}: their {field} count for nothing",
        "{value} 未经管理员登记，其{field} 不生效",
    ),
    _ENROL,
)
SIGNER_NOT_ENROLLED = code(
    "SIGNER_NOT_ENROLLED",
    ("no administrator has enrolled {value}", "{value} 未经管理员登记"),
    _ENROL,
)
SIGNER_NAME = code(
    "SIGNER_NAME",
    ("{value} signed as {name}, a name they were never enrolled under", "{value} 以“{name}”署名，与登记姓名不符"),
    _AGAIN,
)
SIGNER_KEY_COMPROMISED = code(
    "SIGNER_KEY_COMPROMISED",
    ("the key that signed was compromised on {date}", "签名所用密钥已于 {date} 报告泄露"),
    (
        "sign again with a new key, or let an administrator keep the statement: docctl keys compromise --keep",
        "请用新密钥重新签署，或由管理员保留该签署：docctl keys compromise --keep",
    ),
)
SIGNER_ON_BASE = code(
    "SIGNER_ON_BASE",
    (
        "{value} cannot sign this yet: before this change {problem}",
        "{value} 尚不能签署：在本次变更之前，{problem}",
    ),
    (
        "bring in the enrolment first, then the statement: no change grants the rights it uses",
        "请先完成登记，再提交签署：同一变更不得既授权又使用该权限",
    ),
)
STATEMENT_REWRITTEN = code(
    "STATEMENT_REWRITTEN",
    ("{value} or its signature was rewritten or removed", "{value} 或其签名被改写或删除"),
    ("restore it: statements are only added", "请恢复原内容：签署记录只增不改"),
)
STATEMENT_SETTLED = code(
    "STATEMENT_SETTLED",
    (
        "{value} adds a signature to what is signed and counts already",
        "{value} 是对已经生效的内容追加的签署",
    ),
    ("remove it; what is to change gets the next number", "请删除该签署；需要变更时请使用下一个编号"),
)
SIGNED_REPLACED = code(
    "SIGNED_REPLACED",
    ("{value} was signed with other contents", "{value} 的内容与签署时不同"),
    ("restore the signed bytes; changes need a new revision", "请恢复已签署的内容；需要修改时请升版"),
)
STATEMENT_POLICY_OTHER = code(
    "STATEMENT_POLICY_OTHER",
    (
        "it names policy version {value}, and version {current} holds",
        "签署引用策略第 {value} 版，现行为第 {current} 版",
    ),
    ("sign again under the policy that holds now", "请按现行策略重新签署"),
)
DELEGATION_MISSING = code(
    "DELEGATION_MISSING",
    (
        "{value} may not act for {principal} as {role} on {date}: delegation {delegation} does not say so",
        "{date} {value} 无权代 {principal} 行使{role}职权，授权委托 {delegation} 未作此授权",
    ),
    (
        "the person who is away signs a delegation beforehand: docctl delegate ID",
        "请由委托人事先签署授权委托：docctl delegate 编号",
    ),
)
DELEGATION_UNSIGNED = code(
    "DELEGATION_UNSIGNED",
    ("{value} is not signed by the person who delegates", "{value} 未经委托人签署"),
    ("the person signs it: docctl delegate {value}", "请由委托人签署：docctl delegate {value}"),
)
DELEGATION_EARLY = code(
    "DELEGATION_EARLY",
    ("a delegation signed on {date} begins on {value}", "{date} 签署的授权委托自 {value} 起生效"),
    ("it begins on the day it is signed, or later", "生效日期不得早于签署日期"),
)
DELEGATION_CHANGED = code(
    "DELEGATION_CHANGED",
    (
        "delegation {value} was signed with other contents; it may only be ended earlier",
        "授权委托 {value} 已按其他内容签署，只能提前终止",
    ),
    ("make a new delegation", "请另行签署授权委托"),
)
SIGNER_PRINCIPAL = code(
    "SIGNER_PRINCIPAL",
    ("a delegation is signed by {principal}, not by {value}", "授权委托须由委托人 {principal} 签署，而不是 {value}"),
    ("the person who delegates signs", "请由委托人本人签署"),
)
SIGNER_COUNTERSIGN = code(
    "SIGNER_COUNTERSIGN",
    (
        "{value} cannot countersign the slip of {principal}: another person with role {role} does",
        "{value} 不能为 {principal} 的纸质签署会签，须由具有“{role}”角色的另一人会签",
    ),
    ("a document controller countersigns", "请由文件管理员会签"),
)
EVIDENCE_MISSING = code(
    "EVIDENCE_MISSING",
    ("the scan that the statement names is not beside it: {value}", "签署记录所引用的扫描件不在其旁：{value}"),
    ("restore the scan", "请恢复扫描件"),
)
ADOPT_NOT_FIRST = code(
    "ADOPT_NOT_FIRST",
    (
        "{value} is issued already: paper-era approval is adopted for a first revision only",
        "{value} 已在本文件库发布；历史批准（纸质）只用于首个修订",
    ),
    ("submit the revision for review and approval", "请按送审、审核、批准的步骤办理"),
)
ADOPT_AHEAD = code(
    "ADOPT_AHEAD",
    (
        "{field} {value} lies after the day {date} on which it is adopted",
        "{field} {value} 晚于采认日期 {date}",
    ),
    (
        "correct the day, if it is a slip; what is still to come is reviewed and approved here",
        "日期有误的请更正；尚未批准或尚未生效的文件请在此送审和批准",
    ),
)

CODES = (
    POLICY_NOT_ENACTED,
    POLICY_UNSIGNED,
    POLICY_REPLAYED,
    POLICY_ENACTED,
    POLICY_SIGNED,
    POLICY_VERSION,
    POLICY_FILE,
    POLICY_REPOSITORY,
    POLICY_ADMINISTRATORS,
    POLICY_THRESHOLD,
    POLICY_ROOT,
    SIGNER_ADMINISTRATOR,
    STATEMENT_POLICY_AGE,
    ENROL_FILE,
    ENROL_NUMBER,
    ENROL_MISSING,
    ENROL_SELF,
    ENROL_PAST,
    ENROL_KEY_EARLY,
    ENROL_KEY_TAKEN,
    ENROL_KEY_TWICE,
    ENROL_KEY_UNUSABLE,
    ENROL_KEY_RESTORED,
    PERSON_NOT_ENROLLED,
    PERSON_NEVER_ENROLLED,
    SIGNER_NOT_ENROLLED,
    SIGNER_NAME,
    SIGNER_KEY_COMPROMISED,
    SIGNER_ON_BASE,
    STATEMENT_REWRITTEN,
    STATEMENT_SETTLED,
    SIGNED_REPLACED,
    STATEMENT_POLICY_OTHER,
    DELEGATION_MISSING,
    DELEGATION_UNSIGNED,
    DELEGATION_EARLY,
    DELEGATION_CHANGED,
    SIGNER_PRINCIPAL,
    SIGNER_COUNTERSIGN,
    EVIDENCE_MISSING,
    ADOPT_NOT_FIRST,
    ADOPT_AHEAD,
)
