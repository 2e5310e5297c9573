from __future__ import annotations

from docctl.expressions.tree import Node
from tests.unit.expressions.world import world


def tree(text: str) -> Node:
    return world().host.environment.compile(text).tree


def test_selections_identifiers_and_constants() -> None:
    assert tree("self.name") == Node("select", 4, "name", (Node("ident", 0, "self"),))
    assert tree("'甲'") == Node("constant", 0, value="甲")
    assert tree("12") == Node("constant", 0)
    assert tree("1.5") == Node("constant", 0)


def test_calls_with_and_without_a_target() -> None:
    node = tree("id.startsWith('a') && size(id) > 1")
    starts, larger = node.children
    assert (node.kind, node.name) == ("call", "_&&_")
    assert (starts.name, starts.target, starts.children) == (
        "startsWith",
        Node("ident", 0, "id"),
        (Node("constant", 14, value="a"),),
    )
    assert larger.children[0] == Node("call", 26, "size", (Node("ident", 27, "id"),))


def test_lists_and_maps() -> None:
    assert tree("['a', id]") == Node("list", 0, children=(Node("constant", 1, value="a"), Node("ident", 6, "id")))
    node = tree("{'a': id, 'b': 1}")
    assert (node.kind, node.value, [child.kind for child in node.children]) == (
        "struct",
        ("a", "b"),
        ["ident", "constant"],
    )


def test_comprehensions() -> None:
    node = tree("files.exists(f, f == 'a')")
    assert (node.kind, node.name) == ("comprehension", "f")
    iterated, start, condition, step, result = node.children
    assert iterated == Node("ident", 0, "files")
    assert start.kind == "constant"
    assert (condition.name, step.name, result.name) == ("@not_strictly_false", "_||_", node.accumulator)


def test_long_texts_and_many_nodes_are_read() -> None:
    node = tree(" + ".join(["'" + "x" * 300 + "'"] * 20))
    assert node.children[1] == Node("constant", 19 * 305, value="x" * 300)
