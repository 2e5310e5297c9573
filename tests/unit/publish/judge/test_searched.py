"""The index of the search judged: what is missing, changed or leaked in it is found, though it is packed."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from docctl.publish.search.fragments import read_fragment
from tests.unit.publish.built_site import changed
from tests.unit.publish.built_site import codes

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.publish.built_site import Built

MAGIC = b"pagefind_dcd"


def fragment(good: Built, page: str) -> str:
    folder = "en/" if page.startswith("en/") else ""
    for path, data in good[0].items():
        held = read_fragment(path, data) if path.startswith(f"{folder}pagefind/fragment/") else None
        if held is not None and folder + held.page == page:
            return path
    raise AssertionError(page)


def repacked(data: bytes, change: Callable[[str], str]) -> bytes:
    return gzip.compress(MAGIC + change(gzip.decompress(data).removeprefix(MAGIC).decode()).encode())


@pytest.mark.parametrize("page", ["documents/QP-1.html", "en/documents/QP-1.html"])
@pytest.mark.parametrize(("old", "new"), [("QP-1A/0", "QP-1Z/9"), ('"url":"/documents/QP-1', '"url":"/documents/QP-7')])
def test_a_changed_fragment_is_found(good: Built, page: str, old: str, new: str) -> None:
    files, wanted = good
    path = fragment(good, page)
    assert old in gzip.decompress(files[path]).decode()
    with_change = {**files, path: repacked(files[path], lambda text: text.replace(old, new))}
    assert {("SITE_SEARCH_CHANGED", page), ("SITE_SEARCH_CHANGED", path)} <= set(codes(with_change, wanted))


def test_what_may_not_be_found_is_found_in_a_fragment(good: Built) -> None:
    files, wanted = good
    path = fragment(good, "documents/QP-5.html")
    leak = "1 . 1 这 是 QP-5A/0 的 正 文 ， 只 在 现 行 有 效 时 可 以 显 示 。"
    with_leak = {**files, path: repacked(files[path], lambda text: text.replace('"content":"', f'"content":"{leak}'))}
    assert ("R-031", path) in codes(with_leak, wanted)


@pytest.mark.parametrize("secret", ["010-5550-0010", "绝不外传的调查"])
def test_what_may_not_be_found_is_found_in_the_titles(good: Built, secret: str) -> None:
    found = changed(good, "search/titles.json", '"entries":[[', f'"entries":[["{secret}",')
    assert ("SITE_SEARCH_CHANGED", "search/titles.json") in found
    assert any(code in {"SITE_LEAK", "R-115"} for code, _ in found)


@pytest.mark.parametrize(
    "path",
    ["pagefind/pagefind.js", "en/pagefind/wasm.en.pagefind", "pagefind/pagefind-entry.json", "search/titles.json"],
)
def test_a_missing_file_of_the_search_is_found(good: Built, path: str) -> None:
    files, wanted = good
    left = {name: data for name, data in files.items() if name != path}
    assert codes(left, wanted) == [("SITE_SEARCH_CHANGED", path)]


def test_a_page_that_the_index_lacks_is_found(good: Built) -> None:
    files, wanted = good
    path = fragment(good, "en/help.html")
    left = {name: data for name, data in files.items() if name != path}
    names = "en/pagefind/pages.json"
    assert codes(left, wanted) == [("SITE_SEARCH_CHANGED", "en/help.html"), ("SITE_SEARCH_CHANGED", names)]


def test_names_that_stand_for_other_pages_are_found(good: Built) -> None:
    files, wanted = good
    path = "pagefind/pages.json"
    swapped = json.dumps(list(reversed(json.loads(files[path])))).encode()
    assert codes({**files, path: swapped}, wanted) == [("SITE_SEARCH_CHANGED", path)]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no gzip",
        gzip.compress(MAGIC + b"[]", mtime=0),
        gzip.compress(MAGIC + json.dumps({"url": 1}).encode(), mtime=0),
    ],
    ids=["nothing", "not packed", "a list", "a number for a page"],
)
def test_a_fragment_that_cannot_be_read_is_found(good: Built, data: bytes) -> None:
    files, wanted = good
    stray = "pagefind/fragment/en_stray.pf_fragment"
    assert codes({**files, stray: data}, wanted) == [("SITE_SEARCH_CHANGED", stray)]
