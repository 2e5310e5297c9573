"""Why a signature, a key or a request to enrol one is refused, each refusal in a sentence of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.approval.signature.wire import Refusal
from docctl.violation import code

if TYPE_CHECKING:
    from docctl.violation import Code

_AGAIN = ("sign again with docctl", "请用 docctl 重新签署")
_RESTORE = ("restore the signature file, or sign again with docctl", "请恢复原签名文件，或用 docctl 重新签署")
_DEVICE = ("sign again with the passkey enrolled for you", "请使用为本人登记的通行密钥重新签署")
_PAGE = ("sign again on the company's signing page", "请在本公司的签署页面上重新签署")
_KEY = (
    "use an Ed25519, ECDSA P-256/P-384 or RSA key of 3072 bits or more, a security key or a passkey",
    "请使用 Ed25519、ECDSA P-256/P-384 或 3072 位以上的 RSA 密钥，或安全密钥、通行密钥",
)
_REQUEST = ("make the request again on the device that holds the key", "请在持有该密钥的设备上重新生成登记申请")

_TEXTS = {
    Refusal.SIG_ARMOUR: (
        ("the signature file is not in the form that ssh-keygen writes", "签名文件的格式与 ssh-keygen 写出的不一致"),
        _RESTORE,
    ),
    Refusal.SIG_TRUNCATED: (("the signature ends too early", "签名数据不完整"), _RESTORE),
    Refusal.SIG_TRAILING_BYTES: (
        ("there are bytes behind the end of the signature", "签名数据之后有多余内容"),
        _RESTORE,
    ),
    Refusal.SIG_MAGIC: (("it is no SSH signature of version 1", "不是第 1 版的 SSH 签名"), _RESTORE),
    Refusal.SIG_RESERVED: (("the reserved field of the signature is filled", "签名的保留字段中有内容"), _RESTORE),
    Refusal.SIG_HASH: (
        ("the signature uses a digest that does not count here", "签名使用了此处不认可的摘要算法"),
        ("sign again; SHA-512 always counts", "请重新签署，并采用 SHA-512 摘要"),
    ),
    Refusal.SIG_NAMESPACE: (
        ("the signature was made for another purpose", "该签名是为其他用途作出的"),
        _AGAIN,
    ),
    Refusal.SIG_ALGORITHM: (
        ("the kind of the signature does not suit the key", "签名类型与密钥类型不符"),
        _AGAIN,
    ),
    Refusal.SIG_INTEGER: (
        ("a number in the signature is out of range or oddly written", "签名中的数值超出范围或写法不规范"),
        _RESTORE,
    ),
    Refusal.SIG_NOT_CANONICAL: (
        ("the signature is the second form of one act", "该签名是同一次签署的另一种写法"),
        _RESTORE,
    ),
    Refusal.SIG_INVALID: (
        ("the key did not sign these bytes", "所签内容或签名已被改动，或不是由该密钥签署"),
        ("restore the statement and its signature, or sign again", "请恢复签署记录及其签名，或重新签署"),
    ),
    Refusal.SIG_MALFORMED: (("the signature or its key is malformed", "签名或其中的密钥格式有误"), _RESTORE),
    Refusal.SIG_TOO_LARGE: (("the signature or its key is too large", "签名或其中的密钥过大"), _RESTORE),
    Refusal.KEY_TYPE: (("keys of this type do not count", "不认可这种类型的密钥"), _KEY),
    Refusal.KEY_FORM: (
        ("the public key is not written in its one form", "公钥的写法不规范"),
        ("take the public key from its device or file again", "请从设备或密钥文件中重新取得公钥"),
    ),
    Refusal.KEY_TOO_WEAK: (("the key is too weak", "密钥强度不足"), _KEY),
    Refusal.KEY_FLAGS: (
        ("the security key reports a use that cannot be", "安全密钥报告的使用状态不成立"),
        ("sign again with the security key enrolled for you", "请使用为本人登记的安全密钥重新签署"),
    ),
    Refusal.KEY_NO_TOUCH: (
        ("nobody touched the security key, which the policy demands", "签署时未触碰安全密钥，不符合签署策略"),
        ("enrol a key made without no-touch-required", "请登记签署时须触碰确认的安全密钥"),
    ),
    Refusal.KEY_NO_PIN: (
        (
            "the security key did not ask for its PIN, which the policy demands",
            "签署时安全密钥未要求输入 PIN 码，不符合签署策略",
        ),
        (
            "enrol a key made with ssh-keygen -t ed25519-sk -O verify-required",
            "请登记用 ssh-keygen -t ed25519-sk -O verify-required 生成的密钥",
        ),
    ),
    Refusal.KEY_UNREADABLE: (
        ("the key cannot be read", "密钥无法读取"),
        ("give the key as ssh-keygen writes it", "请提供由 ssh-keygen 写出的密钥"),
    ),
    Refusal.KEY_PASSPHRASE: (
        ("the passphrase does not open the key", "口令不正确，密钥无法打开"),
        ("try again with the passphrase of this key", "请输入该密钥的口令重试"),
    ),
    Refusal.PASSKEY_RP: (
        ("the passkey belongs to a site that the policy does not name", "该通行密钥所属的网站不在签署策略之内"),
        _DEVICE,
    ),
    Refusal.PASSKEY_PERIOD: (
        (
            "on that day the policy took no passkeys of this site",
            "签署当日，签署策略不接受该网站的通行密钥",
        ),
        ("sign with a passkey of the site that counts today", "请使用当前认可的网站的通行密钥签署"),
    ),
    Refusal.PASSKEY_NOT_PRESENT: (("nobody confirmed the signature on the device", "签署时无人在设备上确认"), _DEVICE),
    Refusal.PASSKEY_NOT_VERIFIED: (
        (
            "the device did not verify who signed: no PIN, finger or face was asked for",
            "设备未核验签署人身份（未要求 PIN 码、指纹或面容）",
        ),
        ("set a PIN, finger or face on the device, then sign again", "请在设备上设置 PIN 码、指纹或面容后重新签署"),
    ),
    Refusal.PASSKEY_FLAGS: (("the device reports a state that cannot be", "设备报告的状态不成立"), _DEVICE),
    Refusal.PASSKEY_EXTENSIONS: (
        ("the signature carries extensions, which do not count", "签名附带了不认可的扩展内容"),
        _DEVICE,
    ),
    Refusal.PASSKEY_SYNCED: (
        (
            "the passkey is a synced one; the policy wants keys that stay in their device",
            "该通行密钥为同步密钥，而签署策略要求设备专用密钥",
        ),
        ("enrol a security key or a passkey that stays in its device", "请登记安全密钥或设备专用的通行密钥"),
    ),
    Refusal.PASSKEY_ORIGIN: (
        ("the signature was made on a page that the policy does not name", "签署页面的网址不在签署策略之内"),
        _PAGE,
    ),
    Refusal.PASSKEY_ALGORITHM: (
        ("the passkey cannot sign with ES256", "该通行密钥不支持 ES256 算法"),
        (
            "take another device: a phone, a PC with TPM 2.0 or a USB security key",
            "请换用其他设备：手机、带 TPM 2.0 的电脑或 USB 安全密钥",
        ),
    ),
    Refusal.CLIENT_TOO_LARGE: (
        ("what the browser reports is larger than 2 KB", "浏览器报告的内容超过 2 KB"),
        _PAGE,
    ),
    Refusal.CLIENT_TYPE: (
        ("what the browser reports is no signature on request of a page", "浏览器报告的操作不是应页面请求的签署"),
        _PAGE,
    ),
    Refusal.CLIENT_CHALLENGE: (
        ("the passkey signed another text", "通行密钥签署的是其他内容"),
        ("restore the statement and its signature, or sign again", "请恢复签署记录及其签名，或重新签署"),
    ),
    Refusal.CLIENT_ORIGIN: (
        ("the browser names another page than the signature", "浏览器报告的页面与签名所写的不一致"),
        _PAGE,
    ),
    Refusal.CLIENT_DUPLICATE_KEY: (
        ("what the browser reports names a field twice", "浏览器报告的内容中有重复字段"),
        _PAGE,
    ),
    Refusal.CLIENT_CROSS_ORIGIN: (
        ("the page that asked stood inside a page of another site", "签署页面被嵌在其他网站的页面中"),
        _PAGE,
    ),
    Refusal.REQUEST_FORM: (("it is no request to enrol a key", "不是有效的密钥登记申请"), _REQUEST),
    Refusal.REQUEST_KEY: (
        ("the request is signed by another key than the one to enrol", "登记申请不是由所登记的密钥签署"),
        _REQUEST,
    ),
    Refusal.REQUEST_KIND: (
        ("the request describes its key otherwise than the signature shows", "登记申请对密钥的说明与签名不符"),
        _REQUEST,
    ),
}

_CODES = {refusal: code(refusal.value, *texts) for refusal, texts in _TEXTS.items()}
CODES = tuple(_CODES.values())


def code_of(refusal: Refusal) -> Code:
    """The code under which a refusal is reported."""
    return _CODES[refusal]
