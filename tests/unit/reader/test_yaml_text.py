from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from docctl.reader import codes
from docctl.reader import yaml_text
from docctl.reader.bounds import USUAL
from docctl.reader.yaml_text import positions
from docctl.reader.yaml_text import read_yaml
from docctl.violation import Stop
from docctl.violation import Violation

# text -> what is wrong, where, and how the sentence shows it
REFUSED = [
    ("a: 1\n b: 2", "YAML_SYNTAX", (2, 3), "not readable as YAML: mapping values are not allowed in this context"),
    ("a: [1\nb: 2", "YAML_SYNTAX", (2, 2), "not readable as YAML: did not find expected ',' or ']'"),
    ("a: 1\nb: 'x", "YAML_SYNTAX", (2, 6), "not readable as YAML: found unexpected end of stream"),
    ("\ta: 1", "YAML_SYNTAX", (1, 1), "not readable as YAML: found character that cannot start any token"),
    ("a: 1\nb: \x01", "YAML_SYNTAX", (2, 1), "not readable as YAML: control characters are not allowed"),
    ("a: 1\nb: x\x85y", "YAML_SYNTAX", (2, 1), "not readable as YAML: U+0085 ends a line for some readers only"),
    ("a: x\u2028y", "YAML_SYNTAX", (1, 1), "not readable as YAML: U+2028 ends a line for some readers only"),
    ("a: x\u2029y", "YAML_SYNTAX", (1, 1), "not readable as YAML: U+2029 ends a line for some readers only"),
    ("# nothing\n", "YAML_EMPTY", (1, 1), "the file is empty"),
    ("- a\n- b", "YAML_TOP", (1, 1), "the file is not a list of `field: value` lines"),
    ("\n\ntext", "YAML_TOP", (3, 1), "the file is not a list of `field: value` lines"),
    ("a: 1\nb: &x 2", "YAML_ANCHOR", (2, 4), "anchor &x is not allowed"),
    ("a: &x [1]", "YAML_ANCHOR", (1, 4), "anchor &x is not allowed"),
    ("a: *x", "YAML_ALIAS", (1, 4), "alias *x is not allowed"),
    ("a: !!str 1", "YAML_TAG", (1, 4), "tag tag:yaml.org,2002:str is not allowed"),
    ("a: ! 1", "YAML_TAG", (1, 4), "tag ! is not allowed"),
    ("a: !python/object:os.system {}", "YAML_TAG", (1, 4), "tag !python/object:os.system is not allowed"),
    ("%YAML 1.1\n---\na: 1", "YAML_DIRECTIVE", (1, 1), "a % directive is not allowed"),
    ("%TAG ! x:\n---\na: 1", "YAML_DIRECTIVE", (1, 1), "a % directive is not allowed"),
    ("a: 1\n---\nb: 2", "YAML_MULTI_DOC", (2, 1), "a second document begins here"),
    ("a: 1\r--- \nb: 2", "YAML_MULTI_DOC", (2, 1), "a second document begins here"),
    ("a: 1\n...\n---\nb: 2", "YAML_MULTI_DOC", (3, 1), "a second document begins here"),
    ("a: 1\n...\nb: 2", "YAML_SYNTAX", (3, 1), "not readable as YAML: did not find expected <document start>"),
    ("a: 1\n<<: {b: 2}", "YAML_MERGE_KEY", (2, 1), "the merge key << is not allowed"),
    ("a: 1\nb: 2\n'a': 3", "YAML_DUPLICATE_KEY", (3, 1), "field a is already given in line 1"),
    ("a: {b: 1,\n b: 1}", "YAML_DUPLICATE_KEY", (2, 2), "field b is already given in line 1"),
    ("12: a", "YAML_KEY", (1, 1), "12 is not a field name"),
    ("on: a", "YAML_KEY", (1, 1), "on is not a field name"),
    ("true: a", "YAML_KEY", (1, 1), "true is not a field name"),
    ("a:\n  ? \n  : 1", "YAML_KEY", (2, 4), "'' is not a field name"),
    ("? [a]\n: 1", "YAML_KEY", (1, 3), "[…] is not a field name"),
    ("a:\n  - [12:30]", "YAML_AMBIGUOUS", (2, 6), "12:30 is read differently by different programs"),
    ("a: 1\nb:\n", "YAML_NULL", (2, 3), "b has no value"),
    ("a:\n  - x\n  - ~", "YAML_NULL", (3, 5), "a has no value"),
    ("a: 9007199254740993", "YAML_NUMBER", (1, 4), "number 9007199254740993 has more digits than can be kept exactly"),
]


def refusal(text: str | bytes, first_line: int = 1) -> Violation:
    with pytest.raises(Stop) as stop:
        read_yaml(text if isinstance(text, bytes) else text.encode(), "records/a/A.yaml", first_line)
    return stop.value.violation


@pytest.mark.parametrize(("text", "code", "position", "message"), REFUSED)
def test_what_has_no_single_reading_is_refused_with_its_place(
    text: str, code: str, position: tuple[int, int], message: str
) -> None:
    violation = refusal(text)
    assert (violation.code, tuple(violation.position), violation.message.en) == (code, position, message)
    assert violation.path == "records/a/A.yaml"


def test_every_code_of_the_yaml_reader_is_seen_to_fire() -> None:
    seen = {code for _, code, _, _ in REFUSED} | {"YAML_TOO_DEEP", "YAML_TOO_MANY_NODES", "YAML_SCALAR_TOO_LONG"}
    assert seen == {code.code for code in codes.CODES if code.code.startswith("YAML_")}


def test_lines_count_in_the_file_that_holds_the_text() -> None:
    violation = refusal("a: 1\na: 2\n", first_line=2)
    assert (violation.position, violation.message.en) == ((3, 1), "field a is already given in line 2")
    assert refusal("a: \x01", first_line=2).position == (2, 1)
    assert refusal("a: \u2028", first_line=2).position == (2, 1)
    assert refusal("a: [1", first_line=2).position == (3, 1)
    assert refusal("", first_line=2).position == (2, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1", {"a": 1}),
        ("---\na: 1\n...\n", {"a": 1}),
        ("a: 1\r\nb: 2\r\n", {"a": 1, "b": 2}),
        ("{a: 1, 'b c': [x, 2.50, true]}", {"a": 1, "b c": ["x", 2.5, True]}),
        ("a: |\n  x\n  y\n", {"a": "x\ny\n"}),
        ("a: >-\n  x\n  y\n", {"a": "x y"}),
        ("a: x\n  y\n", {"a": "x y"}),
        ("a: 'no'\nb: \"012\"\nc: ''", {"a": "no", "b": "012", "c": ""}),
        ("'12': a\n? b\n: c", {"12": "a", "b": "c"}),
        ("a: 2026-02-28\nb: 2026-02-28T09:30:00+08:00", {"a": "2026-02-28", "b": "2026-02-28T09:30:00+08:00"}),
        ("a: 'x & y * ! % z'\n", {"a": "x & y * ! % z"}),
        ("a: '<<'", {"a": "<<"}),
        ("受控: 文件 # 注\n", {"受控": "文件"}),
        ("a: {}\nb: []", {"a": {}, "b": []}),
    ],
)
def test_what_has_one_reading_is_read(text: str, value: dict[str, Any]) -> None:
    assert read_yaml(text.encode(), "a.yaml") == value


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("a: " + "[" * 100_000, (1, 4 + USUAL.depth - 1)),
        ("a: " + "[" * 100_000 + "]" * 100_000, (1, 4 + USUAL.depth - 1)),
        ("a: " + "{b: " * 100_000, (1, 4 + 4 * (USUAL.depth - 1))),
        ("a:\n" + "- " * 100_000, (2, 1 + 2 * (USUAL.depth - 1))),
        ("? " * 100_000, (1, 1 + 2 * USUAL.depth)),
        ("".join(" " * depth + "a:\n" for depth in range(500)), (USUAL.depth + 1, USUAL.depth + 1)),
        ("a:\n" + "- " * 500 + "x", (2, 1 + 2 * (USUAL.depth - 1))),
        ("a: " + "[" * 400 + "]" * 400, (1, 4 + USUAL.depth - 1)),
    ],
    ids=["open", "closed", "flow maps", "block", "keys", "lines", "unchecked block", "unchecked flow"],
)
def test_deep_nesting_is_refused_without_a_crash(text: str, position: tuple[int, int]) -> None:
    violation = refusal(text)
    assert (violation.code, violation.position) == ("YAML_TOO_DEEP", position)
    assert violation.message.en == "nested deeper than 32 levels"


def test_nesting_up_to_the_limit_is_read() -> None:
    deepest = USUAL.depth - 1
    assert read_yaml(f"a: {'[' * deepest}{']' * deepest}".encode(), "a.yaml")["a"] is not None
    assert refusal(f"a: {'[' * USUAL.depth}{']' * USUAL.depth}").code == "YAML_TOO_DEEP"


def test_values_are_counted() -> None:
    fitting = USUAL.nodes - 3  # the file, its one value, and the list each count
    assert len(read_yaml(b"a: [" + b"1," * fitting + b"]", "a.yaml")["a"]) == fitting
    violation = refusal(b"a:\n  [" + b"1," * (fitting + 1) + b"]")
    assert (violation.code, violation.position) == ("YAML_TOO_MANY_NODES", (2, 3))


def test_long_scalars_are_refused() -> None:
    assert read_yaml(b"a: " + b"x" * USUAL.scalar, "a.yaml") == {"a": "x" * USUAL.scalar}
    violation = refusal(b"b: 1\na: " + b"x" * (USUAL.scalar + 1))
    assert (violation.code, violation.position) == ("YAML_SCALAR_TOO_LONG", (2, 4))
    assert violation.message.en == "a value of 65537 characters, at most 65536 are allowed"


def test_positions_of_nothing() -> None:
    assert positions(b"") == {}


@pytest.mark.parametrize(
    "text",
    [
        "a: {0}x 1",
        "- {0}x 1",
        "a: [{0}x 1]",
        "a: [b,{0}x 1]",
        "a: {{b: {0}x 1}}",
        "a: {{{0}x b: 1}}",
        '"a":{0}x 1',
        "? {0}x a\n: 1",
        "{0}x a: 1",
        "--- {0}x a",
        "a:\n  {0}x 1",
        "a: \t{0}x 1",
        "a:\n- b\n-\t{0}x 1",
        "a: |\n  b\nc: {0}x 1",
    ],
)
@pytest.mark.parametrize("mark", ["&", "*", "!"])
def test_no_place_hides_an_anchor_alias_or_tag(text: str, mark: str) -> None:
    with pytest.raises(Stop) as stopped:
        read_yaml(text.format(mark).encode(), "a.yaml")
    assert stopped.value.violation.code in {"YAML_ANCHOR", "YAML_ALIAS", "YAML_TAG", "YAML_SYNTAX", "YAML_TOP"}


@given(st.text(alphabet="&*!%a1:-?,[]{}\"'#|> \t\n.", max_size=24))
@settings(max_examples=3000)
def test_what_is_read_without_a_walk_would_pass_it(text: str) -> None:
    data = text.encode()
    if yaml_text._is_suspicious(data):  # noqa: SLF001 - the shortcut itself is on trial
        return
    try:
        read_yaml(data, "a.yaml")
    except Stop:
        return
    yaml_text._walk_events(data, USUAL)  # noqa: SLF001 - as above
