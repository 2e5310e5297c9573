"""The document of the example library, changed in one place and judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import example_library as library

if TYPE_CHECKING:
    from collections.abc import Mapping

PATH = "records/controlled-document/HM-QP-XS001.md"
NEW = "HM-QP-XS002"


def draft(*changes: tuple[str, str], number: str = NEW) -> bytes:
    """A new document like that of the example library, with some texts replaced."""
    text = library.base_files()[PATH].decode()
    for old, new in (("HM-QP-XS001", number), ("客户审核管理程序", "客户接待管理程序"), *changes):
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


def violations(
    files: Mapping[str, bytes], parameters: Mapping[str, object] | None = None
) -> list[tuple[str, str, str]]:
    """Code, slug and place of what is wrong once the files are laid over the example library."""
    found = library.book(parameters).violations({**library.base_files(), **files})
    return sorted((violation.code, violation.slug, violation.pointer) for violation in found)


def of_draft(*changes: tuple[str, str], number: str = NEW) -> list[tuple[str, str, str]]:
    """What is wrong with a new document that differs so."""
    place = number.upper().replace("/", "-").replace(".", "-").replace(" ", "")
    changed = draft(*changes, number=number).replace(f"id: {number}".encode(), f"id: {place}".encode())
    return violations({f"records/controlled-document/{place}.md": changed})
