"""Every path of an expression resolved against the schemas: a misspelt field compiles and would never match."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any

from docctl.expressions import codes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.expressions.tree import Node
    from docctl.schema.record_type import RecordType
    from docctl.violation import Code

_ELEMENT_CALLS = frozenset({"_[_]", "_[?_]"})
_RECORD_LISTS = frozenset({"referrers", "find"})
_TYPED_PATHS = frozenset({"referrers", "find", "count", "latest", "sumOf"})


@dataclass(frozen=True)
class Unknown:
    """A value whose fields are not known, such as text or a number."""


@dataclass(frozen=True)
class Records:
    """A record of one of some types; `own` where it is the judged record itself."""

    types: tuple[str, ...]
    own: bool = False


@dataclass(frozen=True)
class Value:
    """A value inside a record, with its schema."""

    schema: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True)
class Tree:
    """A map with known keys, such as the parameters."""

    keys: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True)
class ListOf:
    """A list of values of one shape."""

    item: Shape


Shape = Unknown | Records | Value | Tree | ListOf
UNKNOWN = Unknown()


# Calls whose result has the shape of an argument: from which one on that may be.
_KEEPS = dict.fromkeys(("orValue", "optional.of", "or", "value", "_+_", "distinct"), 0) | {"_?_:_": 1}
_COMPARISONS = frozenset({"_==_", "_!=_", "@in"})
_OF_LIST = frozenset({"min", "max"})
_RESULTS: Mapping[str, Shape] = {
    "clauses": Tree(dict.fromkeys(("numbers", "cited", "duplicates", "gaps"), ())),
    "revisions": ListOf(Tree(dict.fromkeys(("revision", "effective_on", "issued_on", "state"), ""))),
}


@dataclass(frozen=True)
class Problem:
    """A path that leads nowhere: what, where in the expression, and in what it was looked for."""

    code: Code
    value: str
    offset: int
    owner: str = ""


class PathChecker:
    """Infers the shape of expressions, notes the fields they read, and collects what does not exist."""

    def __init__(self, types: Mapping[str, RecordType], variables: Mapping[str, Shape]) -> None:
        """`variables` are the shapes of the names the expression may use."""
        self.types = types
        self.variables = dict(variables)
        self.problems: list[Problem] = []
        self.reads: dict[str, set[str]] = {}
        self.own: set[str] = set()
        self.names: set[str] = set()
        self.parameters: set[str] = set()
        self._bound: frozenset[str] = frozenset()

    def infer(self, node: Node) -> Shape:
        """The shape an expression has."""
        method = getattr(self, f"_{node.kind}")
        shape: Shape = method(node)
        return shape

    def _constant(self, node: Node) -> Shape:
        del node
        return UNKNOWN

    def _ident(self, node: Node) -> Shape:
        if node.name not in self._bound:
            self.names.add(node.name)
        return self.variables.get(node.name, UNKNOWN)

    def _select(self, node: Node) -> Shape:
        return self._field(node.children[0], node.name, node.offset)

    def _field(self, target: Node, name: str, offset: int) -> Shape:
        shape = self.infer(target)
        if isinstance(shape, Records):
            return self._record_field(shape, name, offset)
        if isinstance(shape, Value):
            return self._value_field(shape, name, offset)
        if isinstance(shape, Tree):
            return self._tree_key(shape, name, offset, of_parameters=target.kind == "ident" and target.name == "cfg")
        if isinstance(shape, ListOf):
            self._miss(name, offset, "a list")
        return UNKNOWN

    def _record_field(self, shape: Records, name: str, offset: int) -> Shape:
        found = [self.types[slug].properties.get(name) for slug in shape.types if slug in self.types]
        schemas = [schema for schema in found if schema is not None]
        if shape.own:
            self.own.add(name)
        else:
            for slug in shape.types:
                self.reads.setdefault(slug, set()).add(name)
        if not schemas:
            if found:
                self._miss(
                    name, offset, " or ".join(shape.types) if len(shape.types) < len(self.types) else "any record"
                )
            return UNKNOWN
        return _of_schema(schemas[0])

    def _value_field(self, shape: Value, name: str, offset: int) -> Shape:
        properties = shape.schema.get("properties")
        if properties is None:
            if shape.schema.get("type", "object") != "object":
                self._miss(name, offset, str(shape.schema.get("title", shape.schema["type"])))
            return UNKNOWN
        if name not in properties:
            self._miss(name, offset, str(shape.schema.get("title", "this group")))
            return UNKNOWN
        return _of_schema(properties[name])

    def _tree_key(self, shape: Tree, name: str, offset: int, *, of_parameters: bool) -> Shape:
        if name not in shape.keys:
            self._miss(name, offset, "the parameters" if of_parameters else "this map")
            return UNKNOWN
        if of_parameters:
            self.parameters.add(name)
        return _of_data(shape.keys[name])

    def _miss(self, name: str, offset: int, owner: str) -> None:
        self.problems.append(Problem(codes.RULE_FIELD, name, offset, owner))

    def _list(self, node: Node) -> Shape:
        shapes = [self.infer(child) for child in node.children]
        return ListOf(_known(shapes)) if shapes else UNKNOWN

    def _struct(self, node: Node) -> Shape:
        shapes = [self.infer(child) for child in node.children]
        return Tree({str(key): _Held(shape) for key, shape in zip(node.value, shapes, strict=False)})

    def _call(self, node: Node) -> Shape:
        if node.name == "_?._":
            return self._field(node.children[0], str(node.children[1].value), node.offset)
        if node.name in _ELEMENT_CALLS:
            return self._element(node)
        if node.name in _TYPED_PATHS:
            return self._typed(node)
        shapes = [self.infer(child) for child in (*((node.target,) if node.target else ()), *node.children)]
        if node.name == "ref":
            return self._referred(shapes[0])
        if node.name in _COMPARISONS:
            self._refuse_whole(*zip(node.children, shapes, strict=True))
        if node.name in _OF_LIST:
            return _item(shapes[0])
        return _known(shapes[_KEEPS[node.name] :]) if node.name in _KEEPS else _RESULTS.get(node.name, UNKNOWN)

    def _referred(self, shape: Shape) -> Records:
        """The types an id may be of: those of its field, else every type, so that no field it reads is missed."""
        named = shape.schema.get("x-ref") if isinstance(shape, Value) else None
        return Records(tuple(named or self.types))

    def _element(self, node: Node) -> Shape:
        holder, key = node.children
        if isinstance(key.value, str):
            return self._field(holder, key.value, node.offset)
        self.infer(key)
        shape = self.infer(holder)
        self._refuse_whole((holder, shape))
        return _item(shape)

    def _refuse_whole(self, *given: tuple[Node, Shape]) -> None:
        """Only the fields that an expression names are read of the judged record: it cannot be compared as a whole."""
        for node, shape in given:
            if isinstance(shape, Records) and shape.own:
                self.problems.append(Problem(codes.RULE_WHOLE, node.name, node.offset))

    def _typed(self, node: Node) -> Shape:
        arguments = [child.value for child in node.children]
        for child in node.children[2:]:
            self.infer(child)
        kind = arguments[0]
        if not isinstance(kind, str) or kind not in self.types:
            self.problems.append(Problem(codes.RULE_TYPE, str(kind), node.children[0].offset))
            return UNKNOWN
        paths = [(1, arguments[1]), *([(3, arguments[3])] if node.name in {"latest", "sumOf"} else [])]
        for index, path in paths:
            if not isinstance(path, str) or not self._leads(kind, path):
                self._miss(str(path), node.children[index].offset, kind)
        record = Records((kind,))
        return ListOf(record) if node.name in _RECORD_LISTS else record if node.name == "latest" else UNKNOWN

    def _leads(self, kind: str, path: str) -> bool:
        schema: Any = self.types[kind].schema
        for step in path.split("."):
            while "items" in schema:
                schema = schema["items"]
            schema = schema.get("properties", {}).get(step)
            if schema is None:
                return False
        return True

    def _comprehension(self, node: Node) -> Shape:
        iterated, start, condition, step, result = node.children
        element, first = _item(self.infer(iterated)), self.infer(start)
        outer, bound = dict(self.variables), self._bound
        self._bound = bound | {node.name, node.accumulator}
        self.variables |= {node.name: element, node.accumulator: first}
        self.infer(condition)
        self.variables[node.accumulator] = self.infer(step)
        shape = self.infer(result)
        self.variables, self._bound = outer, bound
        return shape


@dataclass(frozen=True)
class _Held:
    """A shape kept as the value of a known key."""

    shape: Shape


def _of_schema(schema: Mapping[str, Any]) -> Shape:
    return ListOf(_of_schema(schema["items"])) if "items" in schema else Value(schema)


def _of_data(data: Any) -> Shape:
    if isinstance(data, _Held):
        return data.shape
    if isinstance(data, dict):
        return Tree(data)
    if isinstance(data, list) and data:
        return ListOf(_of_data(data[0]))
    return UNKNOWN


def _item(shape: Shape) -> Shape:
    return shape.item if isinstance(shape, ListOf) else UNKNOWN


def _known(shapes: list[Shape]) -> Shape:
    lists = [s for s in shapes if isinstance(s, ListOf) and s.item != UNKNOWN]
    return next((s for s in (*lists, *shapes) if s != UNKNOWN), UNKNOWN)
