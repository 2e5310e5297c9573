"""A compiled expression as a tree: the checker's protobuf, read without a protobuf library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEY = 3  # of a struct's entry
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


@dataclass(frozen=True)
class Node:
    """One node; which attributes are set depends on `kind`, a name of cel.expr.Expr's `expr_kind`.

    The children of a selection are its operand; those of a comprehension the range, the first value of the
    accumulator, the condition, the step and the result.
    """

    kind: str
    offset: int
    name: str = ""
    children: tuple[Node, ...] = ()
    target: Node | None = None
    value: Any = None
    accumulator: str = ""


def read_tree(serialized: bytes) -> Node:
    """The tree of a serialised checked expression, each node with its character offset in the text."""
    checked = _message(_message(serialized)[2][0])
    info = _message(checked[5][0])
    offsets = dict(_pair(entry) for entry in info.get(4, ()))
    return _node(checked[4][0], offsets)


def _node(data: bytes, offsets: dict[int, int]) -> Node:
    message = _message(data)
    offset = offsets.get(message.get(2, [0])[0], 0)
    number = next(number for number in _READERS if number in message)
    return _READERS[number](_message(message[number][0]), offset, offsets)


def _constant(message: dict[int, list[Any]], offset: int, offsets: dict[int, int]) -> Node:
    del offsets
    text = message.get(6)
    return Node("constant", offset, value=text[0].decode() if text else None)


def _ident(message: dict[int, list[Any]], offset: int, offsets: dict[int, int]) -> Node:
    del offsets
    return Node("ident", offset, name=_text(message, 1))


def _select(message: dict[int, list[Any]], offset: int, offsets: dict[int, int]) -> Node:
    return Node("select", offset, _text(message, 2), (_node(message[1][0], offsets),))


def _call(message: dict[int, list[Any]], offset: int, offsets: dict[int, int]) -> Node:
    target = _node(message[1][0], offsets) if 1 in message else None
    return Node("call", offset, _text(message, 2), tuple(_node(m, offsets) for m in message.get(3, ())), target)


def _list(message: dict[int, list[Any]], offset: int, offsets: dict[int, int]) -> Node:
    return Node("list", offset, children=tuple(_node(m, offsets) for m in message.get(1, ())))


def _struct(message: dict[int, list[Any]], offset: int, offsets: dict[int, int]) -> Node:
    entries = [_message(entry) for entry in message.get(2, ())]
    values = tuple(_node(entry[4][0], offsets) for entry in entries)
    keys = tuple(_node(entry[_KEY][0], offsets).value for entry in entries if _KEY in entry)
    return Node("struct", offset, children=values, value=keys)


def _comprehension(message: dict[int, list[Any]], offset: int, offsets: dict[int, int]) -> Node:
    parts = tuple(_node(message[number][0], offsets) for number in (2, 4, 5, 6, 7))
    return Node("comprehension", offset, _text(message, 1), parts, accumulator=_text(message, 3))


# Field numbers of cel.expr.Expr: 3 constant, 4 identifier, 5 selection, 6 call, 7 list, 8 struct, 9 comprehension.
_READERS = {3: _constant, 4: _ident, 5: _select, 6: _call, 7: _list, 8: _struct, 9: _comprehension}


def _text(message: dict[int, list[Any]], number: int) -> str:
    return str(message[number][0].decode()) if number in message else ""


def _pair(entry: bytes) -> tuple[int, int]:
    message = _message(entry)
    return message.get(1, [0])[0], message.get(2, [0])[0]


def _message(data: bytes) -> dict[int, list[Any]]:
    fields: dict[int, list[Any]] = {}
    for number, value in _fields(data):
        fields.setdefault(number, []).append(value)
    return fields


def _fields(data: bytes) -> Iterator[tuple[int, Any]]:
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        kind = key & 7
        value: Any
        if kind == _VARINT:
            value, at = _varint(data, at)
        elif kind == _BYTES:
            length, at = _varint(data, at)
            value, at = data[at : at + length], at + length
        else:
            width = {_FIXED64: 8, _FIXED32: 4}[kind]
            value, at = data[at : at + width], at + width
        yield key >> 3, value


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:  # noqa: PLR2004 - the high bit says that more follows
            return value, at
