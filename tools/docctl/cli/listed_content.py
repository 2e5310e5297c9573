"""What a listed document reads: the file that its row names, or the one that has its number in its name."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING
from typing import Any

from docctl.cli.listed_files import Content
from docctl.expressions.notations import read_revision
from docctl.library.load import RENDITION
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

    from docctl.cli.listed_files import Files
    from docctl.cli.session import Session
    from docctl.schema import RecordType

SOURCE = "source_file"
_NO_NAME = re.compile(r'[\\/:*?"<>|\s]+')
_FRONT_END = "\n---\n"


class Contents:
    """The contents of the documents of one list."""

    def __init__(self, session: Session, record_type: RecordType, beside: Path, files: Files | None) -> None:
        """Keep where they are looked for: paths of files start at the folder of the list."""
        self.session, self.type, self.beside, self.files = session, record_type, beside, files

    def of(self, named: str, number: str) -> Content:
        """The content of a document: the file that is named, else the one with its number."""
        if named:
            path = self.beside / named.replace("\\", "/")
            return Content(path.read_bytes(), path.suffix, path.name, is_named=True)
        return (self.files.of(number) if self.files is not None else None) or Content()

    @property
    def missing(self) -> Text:
        """What to do about a document without any content."""
        if self.files is None:
            return Text("name its file, a PDF for example", "请填写文件路径，例如 PDF 扫描件")
        folder = show(self.files.folder)
        return Text(f"no file in {folder} has its number in its name", f"{folder} 中没有文件名含该编号的文件")

    def pinned(self, content: Content) -> dict[tuple[str, str], str]:
        """The hash by which a document that exists is known to be the same: that of its source, where it is kept."""
        if content.source and self._is_kept(content):
            return {(SOURCE, "sha256"): hashlib.sha256(content.source).hexdigest()}
        if not content.name or content.body is not None or content.source:
            return {}  # a PDF made of a file is made anew each time
        return {(RENDITION, "sha256"): hashlib.sha256(content.finished).hexdigest()}

    def attached(
        self, number: str, fields: Mapping[str, Any], content: Content
    ) -> Iterator[tuple[str, dict[str, Any], bytes]]:
        """The fields that name the finished file, and the one that it was made from, with their bytes."""
        parts = [(RENDITION, content.ending, content.finished)]
        if content.source and self._is_kept(content):
            parts.append((SOURCE, content.source_ending, content.source))
        for field, ending, data in parts:
            name = content.name if content.is_named else self._file_name(number, fields) + ending
            yield field, {"path": f"{number}.files/{name}", "sha256": hashlib.sha256(data).hexdigest()}, data

    def _is_kept(self, content: Content) -> bool:
        kinds = self._parameters.get("attachment_types", ())
        return SOURCE in self.type.properties and content.source_ending.removeprefix(".") in kinds

    def _file_name(self, number: str, fields: Mapping[str, Any]) -> str:
        """A file's name as the company wants it, of the number, the title and the revision."""
        pattern = str(self._parameters.get("filename_pattern", "{doc_no}"))
        revision = read_revision(str(fields.get("revision", "")), self.session.check.host.notations).slug
        title = str(fields.get("title", ""))
        name = pattern.replace("{doc_no}", number).replace("{title}", title).replace("{version}", revision)
        return _NO_NAME.sub("-", name)

    @property
    def _parameters(self) -> Mapping[str, Any]:
        known: Mapping[str, Any] = self.session.schemas.parameters.at(self.session.as_of).get("doc", {})
        return known


def with_body(text: str, body: str) -> str:
    """The file of a record with another text below its fields."""
    front = text[: text.index(_FRONT_END) + len(_FRONT_END)]
    return front + "\n" + body.replace("\r\n", "\n").strip("\n") + "\n"
