"""Who signs, and with which key: asked of options, environment and git settings."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from docctl.approval.keys import UnusableKey
from docctl.approval.keys import demo_key
from docctl.approval.keys import load_private_key
from docctl.cli.terminal import FAULT
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import environment
from docctl.git import GitError
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from docctl.approval.sshsig import PrivateKey
    from docctl.cli.session import Session

DEFAULT_KEY = "~/.ssh/id_ed25519"
_NAME_YOURSELF = Text("name yourself: --as P-001", "请用 --as P-001 指明本人")


def signing_person(session: Session, given: str | None) -> str:
    """The person who signs: as given, else the one whose git identity is configured here."""
    if given is not None:
        record = session.record(given)
        if record.type.slug != "person":
            title = record.type.title
            raise Trouble(
                Text(f"{record.id} is a {title.en}, no person", f"{record.id} 是{title.zh}，不是人员"), _NAME_YOURSELF
            )
        return record.id
    email = setting(session, "user.email")
    for person in session.library.of_type("person"):
        if email and person.data.get("git_identity") == email:
            return person.id
    shown = show(email)
    raise Trouble(
        Text(f"no person has the git identity {shown or '(none)'}", f"没有人员登记的邮箱是 {shown or '（未设置）'}"),
        _NAME_YOURSELF,
    )


def signing_key(session: Session, given: str | None, person: str, *, demo: bool) -> PrivateKey:
    """The private key: a demo key where the policy allows it, else an OpenSSH file, its passphrase asked for."""
    if demo:
        if not session.schemas.policy.get("demo"):
            raise Trouble(
                Text("demo keys are refused: the policy is not a demo", "本文件库不是演示库，不能使用演示密钥"),
            )
        return demo_key(person)
    chosen = given or environment("DOCCTL_KEY") or setting(session, "docctl.key") or DEFAULT_KEY
    path = Path(chosen).expanduser()
    try:
        return load_private_key(path.read_bytes(), lambda: _passphrase(path))
    except OSError as error:
        raise Trouble(
            Text(f"key {show(path)}: {error.strerror}", f"密钥 {show(path)} 无法读取（{error.strerror}）"),
            Text(
                "name it with --key, or make one: ssh-keygen -t ed25519",
                "请用 --key 指定，或用 ssh-keygen -t ed25519 生成",
            ),
        ) from None
    except UnusableKey as error:
        raise _unusable(path, error) from None


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
