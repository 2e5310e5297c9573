"""`docctl keys request`: ask for a key to be enrolled, signed by that very key; and taking such a request."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from docctl.approval.signature import enrol_request
from docctl.approval.signature import sshsig
from docctl.approval.signature.codes import code_of
from docctl.approval.signature.keys import public_line
from docctl.approval.signature.wire import BadSignature
from docctl.cli import options
from docctl.cli import words
from docctl.cli.session import Session
from docctl.cli.signer import private_key
from docctl.cli.signer import signer_options
from docctl.cli.signer import signing_person
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import moment
from docctl.cli.terminal import say
from docctl.cli.writing import write_new_file
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from docctl.library import Record


@words.command(
    "request",
    text=Text("Ask an administrator to enrol your key.", "向管理员申请登记本人密钥。"),
    examples=("docctl keys request --as P-004 --key ~/.ssh/id_ed25519 --output request.json",),
)
@signer_options
@words.option("--device", word=Text("TEXT", "文字"), text=Text("Where the key is kept.", "密钥所在设备。"))
@words.option(
    "--output",
    default="enrol-request.json",
    word=Text("FILE", "文件"),
    text=Text("File to write; the signature beside it.", "输出文件，签名存于同名 .sig 文件。"),
)
@options.dry_run
def command(**given: Any) -> int:
    """Write a request that proves possession of the key."""
    session = Session.start()
    person = signing_person(session, given["person"])
    key = private_key(session, given["key"], person, demo=given["demo"])
    policy = session.check.approvals.trust.policy
    request = enrol_request.EnrolRequest(
        str(policy.get("repository", "")), person, "ssh", public_line(key), moment(), device=given["device"]
    ).to_bytes()
    signature = sshsig.sign(request, key, enrol_request.NAMESPACE)
    if not given["dry_run"]:
        _put(given["output"], request, signature)
    path = show(given["output"])
    say(
        Text(
            f"hand {path} and {path}.sig to an administrator: docctl keys enrol {person} --request {path}",
            f"请将 {path} 和 {path}.sig 交给管理员：docctl keys enrol {person} --request {path}",
        )
    )
    return 0


def _put(name: str, request: bytes, signature: bytes) -> None:
    """Both files or none: one beside an older half of another request would prove nothing."""
    write_new_file(name, request)
    try:
        write_new_file(name + ".sig", signature)
    except Trouble:
        Path(name).unlink()
        raise


def accepted(session: Session, record: Record, file: str) -> dict[str, object]:
    """The key of a request for a person, as fields of the record; a request of somebody else is refused."""
    try:
        data, signature = Path(file).read_bytes(), Path(file + ".sig").read_bytes()
        request, _ = enrol_request.verify(data, signature)
    except OSError as error:
        raise Trouble(
            Text(f"{show(error.filename)}: {error.strerror}", f"{show(error.filename)} 无法读取（{error.strerror}）")
        ) from None
    except BadSignature as error:
        code = code_of(error.code)
        raise Trouble(code.message, code.hint) from None
    policy = session.check.approvals.trust.policy
    if request.person != record.id or request.repository != policy.get("repository"):
        asked = show(request.person)
        raise Trouble(
            Text(
                f"the request is of {asked}, or for another repository", f"该申请的申请人为 {asked}，或针对另一个文件库"
            ),
            Text("ask the person for a new request", "请本人重新申请"),
        )
    found: dict[str, object] = {"kind": request.kind, "key": request.key}
    if request.credential is not None:
        found["credential"] = request.credential
    if request.device is not None:
        found["device"] = request.device
    if request.synced is not None:
        found["synced"] = request.synced
    return found
