"""The only YAML reader: libyaml's parser with our own constructor, one reading for every text."""

from __future__ import annotations

import re
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING
from typing import Any
from typing import cast

from yaml._yaml import CParser
from yaml.error import MarkedYAMLError
from yaml.events import AliasEvent
from yaml.events import CollectionEndEvent
from yaml.events import CollectionStartEvent
from yaml.events import DocumentStartEvent
from yaml.events import ScalarEvent
from yaml.nodes import MappingNode
from yaml.nodes import ScalarNode
from yaml.reader import ReaderError

from docctl.reader import codes
from docctl.reader.bounds import USUAL
from docctl.reader.scalars import Unreadable
from docctl.reader.scalars import plain
from docctl.violation import Position
from docctl.violation import Stop
from docctl.violation import Text

if TYPE_CHECKING:
    from yaml.nodes import Node

    from docctl.reader.bounds import Bounds
    from docctl.violation import Code

# libyaml's composer recurses on the C stack: 100,000 brackets crash the process. A text that could nest deeply,
# or that could hold an anchor, tag, alias or directive, is therefore first walked event by event.
# Such a mark counts only where a value may begin: at a line's start or after an indicator; elsewhere it is plain text.
_SUSPICIOUS = re.compile(rb"(?m)(?:^|[:\-?,\[{])[ \t]*[&*!]|^%|^---|^\.\.\.|\r|[^\n]{2000}")
_MAX_UNCHECKED_BRACKETS = 500
_LINE_ENDS = {"U+0085": "\x85".encode(), "U+2028": "\u2028".encode(), "U+2029": "\u2029".encode()}
# Full-width letters and digits: to the eye the name of another field.
_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_QUOTED, _PLAIN, _OTHER = "quoted", "plain", "other"


class _Parser(CParser):
    def __init__(self, data: bytes) -> None:
        CParser.__init__(self, data)

    def resolve(self, kind: type[Node], value: str, implicit: tuple[bool, bool]) -> str:
        del value
        if kind is ScalarNode:
            return _PLAIN if implicit[0] else _QUOTED
        return _OTHER

    def descend_resolver(self, current: object, index: object) -> None:
        del current, index

    def ascend_resolver(self) -> None:
        pass


class _Refused(Exception):  # noqa: N818 - turned into a violation at once
    def __init__(self, code: Code, mark: Any, **values: Any) -> None:
        super().__init__(code.code)
        self.code, self.mark, self.values = code, mark, values


class _Budget:
    """How many more values a text may hold, and its other bounds."""

    __slots__ = ("bounds", "nodes")

    def __init__(self, bounds: Bounds) -> None:
        self.bounds, self.nodes = bounds, bounds.nodes


def read_yaml(data: bytes, path: str, first_line: int = 1, bounds: Bounds = USUAL) -> dict[str, Any]:
    """The mapping a YAML text holds; `first_line` is where the text begins in its file. Raises `Stop`."""
    _refuse_line_ends(data, path, first_line)
    try:
        return _construct_top(_compose(data, bounds), bounds)
    except _Refused as refused:
        if "line" in refused.values:
            refused.values["line"] += first_line
        raise Stop(refused.code.at(path, _position(refused.mark, first_line), **refused.values)) from None
    except MarkedYAMLError as error:
        problem = error.problem or error.context
        raise Stop(codes.YAML_SYNTAX.at(path, _position(error.problem_mark, first_line), problem=problem)) from None
    except ReaderError as error:
        position = Position(data[: error.position].count(b"\n") + first_line, 1)
        raise Stop(codes.YAML_SYNTAX.at(path, position, problem=error.reason)) from None


def positions(data: bytes, first_line: int = 1) -> dict[tuple[str | int, ...], tuple[Position, Position]]:
    """Where each value of an accepted text stands: path -> (place of its key, place of its value)."""
    found: dict[tuple[str | int, ...], tuple[Position, Position]] = {}
    pending: list[tuple[tuple[str | int, ...], Any, Any]] = [((), _compose_unchecked(data), None)] if data else []
    while pending:
        path, node, key = pending.pop()
        place = _position(node.start_mark, first_line)
        found[path] = (_position(key.start_mark, first_line) if key is not None else place, place)
        if isinstance(node, MappingNode):
            pending += [((*path, k.value), v, k) for k, v in node.value]
        elif not isinstance(node, ScalarNode):
            pending += [((*path, index), v, None) for index, v in enumerate(node.value)]
    return found


def _position(mark: Any, first_line: int) -> Position:
    return Position(mark.line + first_line, mark.column + 1) if mark is not None else Position(first_line, 1)


def _refuse_line_ends(data: bytes, path: str, first_line: int) -> None:
    for name, mark in _LINE_ENDS.items():
        if mark in data:
            position = Position(data[: data.index(mark)].count(b"\n") + first_line, 1)
            problem = Text(f"{name} ends a line for some readers only", f"{name} 只被部分程序视为换行")
            raise Stop(codes.YAML_SYNTAX.at(path, position, problem=problem))


def _compose(data: bytes, bounds: Bounds) -> Any:
    if _is_suspicious(data):
        _walk_events(data, bounds)
    return _compose_unchecked(data)


def _compose_unchecked(data: bytes) -> Any:
    parser = _Parser(data)
    try:
        return parser.get_single_node()
    finally:
        parser.dispose()


def _is_suspicious(data: bytes) -> bool:
    brackets = data.count(b"[") + data.count(b"{")
    return brackets > _MAX_UNCHECKED_BRACKETS or _SUSPICIOUS.search(data) is not None


def _walk_events(data: bytes, bounds: Bounds) -> None:
    parser, depth, documents = _Parser(data), 0, 0
    try:
        while parser.check_event():
            event: Any = parser.get_event()
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if depth > bounds.depth:
                raise _Refused(codes.YAML_TOO_DEEP, event.start_mark, limit=bounds.depth)
            if isinstance(event, DocumentStartEvent):
                documents += 1
                _check_document(event, documents)
            elif isinstance(event, (ScalarEvent, CollectionStartEvent, AliasEvent)):
                _check_properties(event)
    finally:
        parser.dispose()


def _check_document(event: Any, documents: int) -> None:
    if documents > 1:
        raise _Refused(codes.YAML_MULTI_DOC, event.start_mark)
    if event.version or event.tags:
        raise _Refused(codes.YAML_DIRECTIVE, event.start_mark)


def _check_properties(event: Any) -> None:
    if isinstance(event, AliasEvent):
        raise _Refused(codes.YAML_ALIAS, event.start_mark, value=f"*{event.anchor}")
    if event.anchor:
        raise _Refused(codes.YAML_ANCHOR, event.start_mark, value=f"&{event.anchor}")
    if event.tag is not None:
        raise _Refused(codes.YAML_TAG, event.start_mark, value=event.tag)


def _construct_top(node: Any, bounds: Bounds) -> dict[str, Any]:
    if node is None:
        raise _Refused(codes.YAML_EMPTY, None)
    if not isinstance(node, MappingNode):
        raise _Refused(codes.YAML_TOP, node.start_mark)
    return cast("dict[str, Any]", _construct(node, "", 1, _Budget(bounds)))


def _construct(node: Any, name: str, depth: int, budget: _Budget) -> Any:
    if node.__class__ is ScalarNode:
        return _scalar(node, name, budget.bounds.scalar)
    if depth > budget.bounds.depth:
        raise _Refused(codes.YAML_TOO_DEEP, node.start_mark, limit=budget.bounds.depth)
    budget.nodes -= len(node.value) + 1
    if budget.nodes < 0:
        raise _Refused(codes.YAML_TOO_MANY_NODES, node.start_mark, limit=budget.bounds.nodes)
    if isinstance(node, MappingNode):
        return _mapping(node, depth, budget)
    return [_construct(item, name, depth + 1, budget) for item in node.value]


def _mapping(node: Any, depth: int, budget: _Budget) -> dict[str, Any]:
    built: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = _key(key_node)
        if key in built:
            first = next(k.start_mark.line for k, _ in node.value if k.value == key)
            raise _Refused(codes.YAML_DUPLICATE_KEY, key_node.start_mark, value=key, line=first)
        built[key] = _construct(value_node, key, depth + 1, budget)
    return built


def _key(node: Any) -> str:
    if node.__class__ is not ScalarNode:
        raise _Refused(codes.YAML_KEY, node.start_mark, value="[…]")
    text: str = node.value
    if not text.isascii() and _WIDE.search(text):
        raise _Refused(codes.YAML_KEY, node.start_mark, value=text)
    if node.tag != _PLAIN or _is_plain_key(text):
        return intern(text)
    if text == "<<":
        raise _Refused(codes.YAML_MERGE_KEY, node.start_mark)
    raise _Refused(codes.YAML_KEY, node.start_mark, value=text or "''")


@lru_cache(maxsize=4096)
def _is_plain_key(text: str) -> bool:
    try:
        return isinstance(plain(text), str)
    except Unreadable:
        return False


def _scalar(node: Any, name: str, longest: int) -> Any:
    text = node.value
    if len(text) > longest:
        raise _Refused(codes.YAML_SCALAR_TOO_LONG, node.start_mark, size=len(text), limit=longest)
    if node.tag != _PLAIN:
        return text
    try:
        return _plain(text)
    except Unreadable as unreadable:
        value = name if unreadable.refused is codes.YAML_NULL else text
        raise _Refused(unreadable.refused, node.start_mark, value=value) from None


# Statuses, types and codes recur in thousands of records; what is refused is not kept.
_plain = lru_cache(maxsize=4096)(plain)
