from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from docctl.reader import read
from docctl.reader.yaml_text import read_yaml
from docctl.violation import Stop
from tests.yaml_mutants import PlainLoader

FRAGMENTS = (
    *("a", "b1", "名称", "no", "true", "null", "~", "12", "012", "1.5", "1e3", "12:30", "2026-02-28", "-", "<<", "="),
    *(": ", ":", "\n", "\n  ", "\n- ", "- ", ", ", "[", "]", "{", "}", "'", '"', "|\n ", ">\n ", "# ", "? ", "---\n"),
    *("&x ", "*x", "!t ", "%Y", "\t", "\r\n", " ", "\\", "\x85", "\u2028", "\x01", "...\n", ".5", "0x1", "+1", "_"),
)
texts = st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join)
lines = st.lists(texts.map(lambda text: f"k{len(text)}: {text}\n"), max_size=5).map("".join)
sources = st.one_of(texts, lines, st.text(max_size=40), st.text(max_size=20).map("a: {}\n".format))


def accepted(source: str) -> dict[str, Any] | None:
    try:
        return read_yaml(source.encode(), "a.yaml")
    except Stop:
        return None


@given(sources)
def test_what_is_accepted_is_read_as_others_read_it(source: str) -> None:
    value = accepted(source)
    if value is not None:
        other = yaml.load(source, PlainLoader)  # noqa: S506 - a safe loader
        assert repr(value) == repr(other)


@given(st.binary(max_size=60) | sources.map(str.encode), st.sampled_from(["a.yaml", "a.md"]))
def test_no_bytes_crash_the_reader_and_every_place_is_in_the_file(source: bytes, path: str) -> None:
    document, problems = read(path, source)
    last = source.count(b"\n") + source.count(b"\r") + 2
    for violation in problems:
        assert 0 <= violation.position.line <= last
    assert document is not None or problems


@given(sources)
def test_every_key_and_value_of_what_is_accepted_has_its_own_place(source: str) -> None:
    document, _ = read("a.yaml", source.encode())
    if document is not None:
        for key in document.data:
            place = document.position((key,), of_key=True)
            line = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")[place.line - 1]
            start = line[place.column - 1 :]
            assert start.startswith((key, "'", '"', "?", "|", ">")) or not key or key.split()[0] in start
