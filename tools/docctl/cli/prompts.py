"""What a command asks on a terminal; elsewhere everything is said by options."""

from __future__ import annotations

import sys

import click

from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.violation import Text

_PERSON = Text("Administrator {number}, name (empty: no more)", "第 {number} 名管理员姓名（直接回车结束）")
_MAIL = Text("E-mail in the commits of {name} (empty: none yet)", "{name} 的提交邮箱（直接回车表示暂无）")
_KEY = Text("File with the public key of {name}", "{name} 的公钥文件")
DEFAULT_KEY = "~/.ssh/id_ed25519.pub"


def on_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin is not None and sys.stdin.isatty()


def asked(given: str | None, question: Text, option: str, otherwise: str | None = None) -> str:
    """What an option says, else the answer, else what holds where nothing is said."""
    if given:
        return given
    if on_terminal():
        answer: str = click.prompt(question.get(chosen_language()), default=otherwise)
        return answer
    if otherwise is not None:
        return otherwise
    raise Trouble(
        Text(f"{question.en.lower()}: nothing was said", f"缺少{question.zh}"),
        Text(f"say it with {option}", f"请用 {option} 指明"),
    )


def ask_administrators() -> list[str]:
    """Administrators one after the other as the option would say them; none where nobody is there to answer."""
    found: list[str] = []
    while on_terminal():
        question = _PERSON.get(chosen_language()).format(number=len(found) + 1)
        name = click.prompt(question, default="", show_default=False).strip()
        if not name:
            break
        mail = click.prompt(_MAIL.get(chosen_language()).format(name=name), default="", show_default=False).strip()
        key = click.prompt(_KEY.get(chosen_language()).format(name=name), default=DEFAULT_KEY)
        found.append(f"{name} <{mail}>={key}" if mail else f"{name}={key}")
    return found
