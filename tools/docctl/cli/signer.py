"""Who signs, and with which key: asked of options, environment and git settings."""

from __future__ import annotations

import getpass
import os
from pathlib import Path
from typing import TYPE_CHECKING

from docctl.approval.keys import UnusableKey
from docctl.approval.keys import demo_key
from docctl.approval.keys import load_private_key
from docctl.cli.terminal import Trouble
from docctl.git import GitError
from docctl.violation import Text

if TYPE_CHECKING:
    from docctl.approval.sshsig import PrivateKey
    from docctl.cli.session import Session

DEFAULT_KEY = "~/.ssh/id_ed25519"


def signing_person(session: Session, given: str | None) -> str:
    """The person who signs: as given, else the one whose git identity is configured here."""
    if given is not None:
        return session.record(given).id
    email = setting(session, "user.email")
    for person in session.library.of_type("person"):
        if email and person.data.get("git_identity") == email:
            return person.id
    raise Trouble(
        Text(f"no person has the git identity {email or '(none)'}", f"没有人员的提交邮箱是 {email or '（未设置）'}"),
        Text("name yourself: --as P-001", "请用 --as P-001 指明本人"),
    )


def signing_key(session: Session, given: str | None, person: str, *, demo: bool) -> PrivateKey:
    """The private key: a demo key where the policy allows it, else an OpenSSH file, its passphrase asked for."""
    if demo:
        if not session.schemas.policy.get("demo"):
            raise Trouble(
                Text("demo keys are refused: the policy is not a demo", "本文件库不是演示库，不能使用演示密钥")
            )
        return demo_key(person)
    chosen = given or os.environ.get("DOCCTL_KEY") or setting(session, "docctl.key") or DEFAULT_KEY
    path = Path(chosen).expanduser()
    try:
        return load_private_key(path.read_bytes(), lambda: _passphrase(path))
    except OSError as error:
        raise Trouble(
            Text(f"key {path}: {error.strerror}", f"密钥 {path}：无法读取（{error.strerror}）"),
            Text(
                "name it with --key, or make one: ssh-keygen -t ed25519",
                "请用 --key 指定，或用 ssh-keygen -t ed25519 生成",
            ),
        ) from None
    except UnusableKey as error:
        raise Trouble(
            Text(f"key {path}: {error} [{error.code}]", f"密钥 {path} 无法使用 [{error.code}]"),
            Text("check the passphrase and the kind of the key", "请检查口令和密钥类型"),
        ) from None


def _passphrase(path: Path) -> bytes:
    return getpass.getpass(f"{path}: passphrase / 口令: ").encode()


def setting(session: Session, name: str) -> str:
    """A git setting, empty where there is none."""
    try:
        return session.repository.run("config", "--get", name).decode().strip()
    except GitError:
        return ""
