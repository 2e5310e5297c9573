from __future__ import annotations

import json

from docctl.reader import Document
from docctl.reader import read
from docctl.reader.stored import Sources
from docctl.reader.stored import StoredDocument
from docctl.violation import Position

MARKDOWN = "---\nid: A\nname: 名\n---\n\n# 标题\n\n正文\n".encode()
YAML = b"id: B\nlist: [1, 2]\n"


class Shop:
    """Hands out files and notes how often somebody came."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.visits: list[list[str]] = []

    def read_all(self, paths: list[str]) -> dict[str, bytes]:
        self.visits.append(paths)
        return {path: self.files[path] for path in paths}


def stored(path: str, source: bytes) -> tuple[Document, Document]:
    """A file as read, and as kept."""
    document, problems = read(path, source)
    assert document is not None
    assert not problems
    sources = Sources(Shop({path: source}).read_all, [path])
    return document, StoredDocument(path, json.dumps(document.data), sources)


def test_a_kept_file_is_the_file_that_was_read() -> None:
    for path, source in (("a.md", MARKDOWN), ("b.yaml", YAML)):
        document, again = stored(path, source)
        for name in ("path", "data", "source", "body", "headings"):
            assert getattr(again, name) == getattr(document, name)
        assert again.position(("id",)) == document.position(("id",))
        assert again.position(("id",)).line == (2 if path == "a.md" else 1)


def test_a_file_can_be_looked_at_as_if_it_held_other_fields() -> None:
    document, again = stored("a.md", MARKDOWN)
    other = again.holding({"id": "A"})
    assert (other.data, other.body, other.source) == ({"id": "A"}, document.body, MARKDOWN)
    assert other.position(("id",)) == Position(2, 5)


def test_what_is_wanted_is_fetched_at_once_and_what_is_known_never_again() -> None:
    shop = Shop({name: name.encode() for name in "abc"})
    sources = Sources(shop.read_all, "abc")
    sources.want(["a", "b"])
    sources.want(["a"])
    assert (sources["a"], sources["b"], shop.visits) == (b"a", b"b", [["a", "b"]])


def test_who_asks_for_many_files_one_by_one_is_given_all() -> None:
    names = [str(number) for number in range(20)]
    shop = Shop({name: name.encode() for name in names})
    sources = Sources(shop.read_all, names)
    assert [sources[name] for name in names] == [name.encode() for name in names]
    assert [len(visit) for visit in shop.visits] == [*[1] * 8, 12]
