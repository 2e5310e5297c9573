"""A public key as somebody hands it over: a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.approval.signature.codes import code_of
from docctl.approval.signature.keys import UnusableKey
from docctl.approval.signature.keys import line_of
from docctl.approval.signature.keys import parse_public_line
from docctl.approval.signature.wire import Refusal
from docctl.cli.terminal import Trouble
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from pathlib import Path

_PUBLIC = Text("name the public key: the file that ends in .pub", "请指定公钥文件，文件名以 .pub 结尾")


def public_line_of(place: Path) -> str:
    """Kind and key of a file that ssh-keygen wrote, without its comment."""
    try:
        return line_of(parse_public_line(place.read_text(encoding="utf-8").strip()))
    except OSError as error:
        reason = error.strerror
        raise Trouble(Text(f"{show(place)}: {reason}", f"{show(place)} 无法读取（{reason}）"), _PUBLIC) from None
    except UnicodeDecodeError:
        raise _unusable(place, Refusal.KEY_UNREADABLE) from None
    except UnusableKey as error:
        raise _unusable(place, error.code) from None


def _unusable(place: Path, refusal: Refusal) -> Trouble:
    code = code_of(refusal)
    why = code.message
    return Trouble(
        Text(f"{show(place)} is no usable public key: {why.en}", f"{show(place)} 不是可用的公钥文件：{why.zh}"),
        _PUBLIC if refusal == Refusal.KEY_UNREADABLE else code.hint,
    )
