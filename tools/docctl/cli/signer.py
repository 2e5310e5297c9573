"""Who signs, and with which key: asked of options, environment and git settings."""

from __future__ import annotations

import getpass
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from docctl.approval.signature.keys import UnusableKey
from docctl.approval.signature.keys import demo_key
from docctl.approval.signature.keys import is_in_device
from docctl.approval.signature.keys import load_private_key
from docctl.approval.statement import NAMESPACE
from docctl.cli import words
from docctl.cli.terminal import FAULT
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import environment
from docctl.git import GitError
from docctl.git import ssh_keygen
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Callable

    from docctl.approval.signature.signing import Signer
    from docctl.approval.signature.sshsig import PrivateKey
    from docctl.cli.session import Session

DEFAULT_KEY = "~/.ssh/id_ed25519"


def signing_person(session: Session, given: str | None, option: str = "--as") -> str:
    """The person who signs: as given, else the one whose git identity is configured here."""
    name_yourself = Text(f"name yourself: {option} P-001", f"请用 {option} P-001 指明本人")
    if given is not None:
        record = session.record(given)
        if record.type.slug != "person":
            title = record.type.title
            raise Trouble(
                Text(f"{record.id} is a {title.en}, no person", f"{record.id} 是{title.zh}，不是人员"), name_yourself
            )
        return record.id
    email = setting(session, "user.email")
    shown = show(email)
    named = [p.id for p in session.library.of_type("person") if email and p.data.get("git_identity") == email]
    if len(named) > 1:
        listed = ", ".join(named)
        raise Trouble(
            Text(f"{listed} all have the git identity {shown}", f"{listed.replace(', ', '、')} 登记的邮箱都是 {shown}"),
            name_yourself,
        )
    if named:
        return named[0]
    raise Trouble(
        Text(f"no person has the git identity {shown or '(none)'}", f"没有人员登记的邮箱是 {shown or '（未设置）'}"),
        name_yourself,
    )


def signer_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Who signs, and with which key."""
    for option in reversed(_SIGNER):
        function = option(function)
    return function


_SIGNER = (
    words.option("--as", "person", word=Text("PERSON", "人员编号"), text=Text("Who signs.", "签署人。")),
    words.option(
        "--key",
        word=Text("FILE", "文件"),
        text=Text("OpenSSH private key of this person.", "签署人的 OpenSSH 私钥文件。"),
    ),
    words.option("--demo-key", "demo", is_flag=True, text=Text("Sign with the demo key.", "使用演示密钥签署。")),
)


def administrator(session: Session, given: str | None) -> str:
    """The person who signs as administrator: named by the policy, whether or not their record is here."""
    named = {entry["id"] for entry in session.schemas.policy.get("administrators", ())}
    person = given if given is not None and given in named else signing_person(session, given)
    if person not in named:
        known = "、".join(sorted(named)) or "—"
        raise Trouble(
            Text(f"{person} is no administrator", f"{person} 不是管理员"),
            Text(f"administrators are {known.replace('、', ', ')}", f"管理员：{known}"),
        )
    return person


def signing_key(session: Session, given: str | None, person: str, *, demo: bool, agent: bool = False) -> Signer:
    """Who signs: a demo key where the policy allows it, the key of a file, or ssh-keygen where it alone can."""
    if demo:
        return private_key(session, given, person, demo=True)
    path = _path(session, given)
    if agent or _is_security_key(path):
        return partial(_by_ssh_keygen, path, agent)
    return private_key(session, given, person, demo=False)


def private_key(session: Session, given: str | None, person: str, *, demo: bool) -> PrivateKey:
    """The private key of a demo person, or of an OpenSSH file, its passphrase asked for."""
    policy = session.check.approvals.trust.policy
    if demo:
        if not policy.get("demo"):
            raise Trouble(
                Text("demo keys are refused: the policy is not a demo", "本文件库不是演示库，不能使用演示密钥"),
            )
        return demo_key(person)
    path = _path(session, given)
    asked: list[Path] = []

    def passphrase() -> bytes:
        asked.append(path)
        return _passphrase(path)

    try:
        key = load_private_key(path.read_bytes(), passphrase)
    except OSError as error:
        raise _unreadable(path, error) from None
    except UnusableKey as error:
        raise _unusable(path, error) from None
    if policy.get("passphrase") == "required" and not asked:
        raise Trouble(
            Text(f"key {show(path)} has no passphrase", f"密钥 {show(path)} 未设置口令"),
            Text(f"set one: ssh-keygen -p -f {show(path)}", f"请设置口令：ssh-keygen -p -f {show(path)}"),
        )
    return key


def _path(session: Session, given: str | None) -> Path:
    chosen = given or environment("DOCCTL_KEY") or setting(session, "docctl.key") or DEFAULT_KEY
    return Path(chosen).expanduser()


def _unreadable(path: Path, error: OSError) -> Trouble:
    return Trouble(
        Text(f"key {show(path)}: {error.strerror}", f"密钥 {show(path)} 无法读取（{error.strerror}）"),
        Text(
            "name it with --key, or make one: ssh-keygen -t ed25519",
            "请用 --key 指定，或用 ssh-keygen -t ed25519 生成",
        ),
    )


def _is_security_key(path: Path) -> bool:
    """Whether the private half lies in a device: only ssh-keygen can ask it."""
    try:
        return is_in_device(path.read_bytes())
    except OSError:
        return False


def _by_ssh_keygen(path: Path, agent: bool, source: bytes) -> bytes:  # noqa: FBT001 - partial fills it in
    try:
        return ssh_keygen.sign(source, str(path), NAMESPACE, agent=agent)
    except ssh_keygen.CannotSign as error:
        raise Trouble(
            Text(f"key {show(path)}: {show(str(error))}", f"密钥 {show(path)} 未能签名（{show(str(error))}）"),
            Text("is the key plugged in, or held by the agent?", "请确认密钥已插入，或已由代理程序加载"),
        ) from None


def _unusable(path: Path, error: UnusableKey) -> Trouble:
    name = str(error.code).upper().replace("-", "_")
    text = Text(f"key {show(path)}: {error}", f"密钥 {show(path)} 无法使用")
    if name.endswith("PASSPHRASE"):
        return Trouble(
            Text(text.en, f"{text.zh}：口令不正确"),
            Text("try again with the passphrase of this key", "请输入该密钥的口令重试"),
        )
    return Trouble(
        Text(text.en, f"{text.zh}：不是可用的 OpenSSH 私钥"),
        Text(
            "give an OpenSSH private key: ed25519, ECDSA or RSA of 3072 bits or more",
            "请使用 OpenSSH 私钥：ed25519、ECDSA，或 3072 位以上的 RSA",
        ),
    )


def _passphrase(path: Path) -> bytes:
    """Asked for each time: no agent is used, so that nothing is signed that the person did not mean to sign."""
    if _has_terminal():
        prompt = Text(f"passphrase of {show(path)}: ", f"请输入 {show(path)} 的口令：").get(chosen_language())
        return getpass.getpass(prompt).encode()
    line = sys.stdin.readline()
    if not line:
        raise Trouble(
            Text("there is no terminal to ask for the passphrase", "没有可输入口令的终端"),
            Text("run the command in a terminal", "请在终端中运行"),
            exit_code=FAULT,
        )
    return line.removesuffix("\n").encode()


def _has_terminal() -> bool:
    """Whether someone can be asked, even while standard input comes from a file."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return sys.stdin.isatty()
    return True


def setting(session: Session, name: str) -> str:
    """A git setting, empty where there is none."""
    try:
        return session.repository.run("config", "--get", name).decode("utf-8", "replace").strip()
    except GitError:
        return ""
