"""The files of a folder, each with the document whose number its name begins with or holds."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.cli.terminal import FAULT
from docctl.cli.terminal import Trouble
from docctl.cli.text_files import decoded
from docctl.cli.text_files import not_text
from docctl.cli.text_files import say_encoding
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable

PDF, MARKDOWN, WORD = ".pdf", ".md", (".docx", ".doc")
_KINDS = (PDF, MARKDOWN, *WORD)
_MOST = 5_000
_PARTING = re.compile(r"[\W_]+")
_WORD = re.compile(r"[a-z]+|[0-9]+|[^\W_a-z0-9]+")


class Content(NamedTuple):
    """What a document reads: a finished file, the file it was made from, or the text itself."""

    finished: bytes = b""
    ending: str = PDF
    name: str = ""
    source: bytes = b""
    source_ending: str = ""
    body: str | None = None
    is_named: bool = False  # by the list, which thereby says what it is called


class Several(Exception):  # noqa: N818 - says what was found
    """More than one file that could be the document."""


class NotText(Exception):  # noqa: N818 - says what was found
    """A Markdown file in an encoding that nobody here writes: what to say of it."""

    def __init__(self, said: Text) -> None:
        """Keep the sentence."""
        super().__init__(said.en)
        self.said = said


class Files:
    """A folder of files, matched with the numbers of a list."""

    def __init__(self, folder: str, numbers: Collection[str]) -> None:
        """Look through the folder and those in it; raises `Trouble` where there is none."""
        self.folder = Path(folder)
        if not self.folder.is_dir():
            raise Trouble(Text(f"there is no folder {show(folder)}", f"没有文件夹 {show(folder)}"))
        known = [_Number.of(number) for number in dict.fromkeys(numbers) if _WORD.search(_plain(number))]
        self._by_number: dict[str, list[Path]] = defaultdict(list)
        self.unmatched: list[Path] = []
        for path in self._candidates():
            found = _longest(_plain(path.stem), known)
            if found is None:
                self.unmatched.append(path)
            else:
                self._by_number[found].append(path)
        self._made: dict[Path, bytes] = {}

    def _candidates(self) -> list[Path]:
        """Files of the kinds that hold documents; what Word keeps beside an open file begins with ~$."""
        found = [
            path
            for path in sorted(self.folder.rglob("*"))
            if path.suffix.lower() in _KINDS and not path.name.startswith(("~$", ".")) and path.is_file()
        ]
        if len(found) > _MOST:
            raise Trouble(
                Text(f"there are more than {_MOST} files in {show(self.folder)}", f"文件超过 {_MOST} 个"),
                Text("adopt it folder by folder", "请分文件夹采认"),
            )
        return found

    def convert(self, numbers: Iterable[str]) -> None:
        """Make PDF of every Word file of these documents that has none beside it, all in one run."""
        from docctl.exchange.libreoffice import NotConverted
        from docctl.exchange.libreoffice import pdfs_of

        wanted: dict[str, Path] = {}
        for number in numbers:
            paths = self._by_number.get(number, [])
            if not any(path.suffix.lower() in {PDF, MARKDOWN} for path in paths):
                wanted |= {str(path.relative_to(self.folder)): path for path in paths}
        if not wanted:
            return
        try:
            made = pdfs_of({name: path.read_bytes() for name, path in wanted.items()})
        except NotConverted as error:
            raise _not_converted(str(error)) from None
        self._made = {wanted[name]: data for name, data in made.items()}

    def of(self, number: str) -> Content | None:
        """The content of a document; none where no file has its number. Raises `Several` and `NotText`."""
        paths = self._by_number.get(number, [])
        finished, text, word = (self._only(paths, kinds) for kinds in ((PDF,), (MARKDOWN,), WORD))
        if text is not None and len(paths) > 1:
            raise Several(", ".join(path.name for path in paths))
        if text is not None:
            return Content(body=self._text(text), name=text.name)
        if finished is None and word is None:
            return None
        named = finished or word
        source, ending = (word.read_bytes(), word.suffix.lower()) if word is not None else (b"", "")
        data = finished.read_bytes() if finished is not None else self._made.get(word, b"") if word is not None else b""
        return Content(data, PDF, named.name if named is not None else "", source, ending)

    def _text(self, path: Path) -> str:
        """The text of a Markdown file, its lines ended as everywhere here; raises `NotText`."""
        found = decoded(path.read_bytes())
        if found is None:
            raise NotText(not_text(path.relative_to(self.folder)))
        text, is_utf8 = found
        if not is_utf8:
            say_encoding(path)
        return text.replace("\r\n", "\n").replace("\r", "\n")

    @staticmethod
    def _only(paths: Iterable[Path], kinds: tuple[str, ...]) -> Path | None:
        found = [path for path in paths if path.suffix.lower() in kinds]
        if len(found) > 1:
            raise Several(", ".join(path.name for path in found))
        return found[0] if found else None


class _Number(NamedTuple):
    """A number of the list, and how it is found in the name of a file."""

    number: str
    joined: str
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, number: str) -> _Number:
        """Between its parts anything may stand or nothing, but between two figures: QP-1-1 is not QP-11."""
        words = _WORD.findall(_plain(number))
        parts = [words[0]]
        for before, word in pairwise(words):
            parts.append((r"[\W_]+" if before.isdigit() and word.isdigit() else r"[\W_]*") + word)
        # HM-QP-1 is no part of HM-QP-10, nor of XHM-QP-1; a Chinese character ends a number.
        return cls(number, "".join(words), re.compile(rf"(?<![a-z0-9]){''.join(parts)}(?![a-z0-9])"))


def _plain(text: str) -> str:
    """A number or a name without what file systems write in different ways."""
    return _PARTING.sub("-", unicodedata.normalize("NFKC", text).casefold()).strip("-")


def _longest(name: str, known: Iterable[_Number]) -> str | None:
    """The longest number with which a name begins, else that it holds; of two alike the one that is written so."""
    joined, found = name.replace("-", ""), list[tuple[bool, int, bool, str]]()
    for one in known:
        held = one.pattern.search(name) if one.joined in joined else None
        if held is not None:
            found.append((held.start() == 0, len(one.joined), _plain(one.number) == held[0], one.number))
    return max(found)[3] if found else None


def _not_converted(name: str) -> Trouble:
    if not name:
        return Trouble(
            Text(
                "LibreOffice is missing, which makes PDF of Word files", "缺少 LibreOffice，无法将 Word 文件转换为 PDF"
            ),
            Text(
                "install it, or put a PDF of the same name beside each", "请安装 LibreOffice，或在旁边放置同名 PDF 文件"
            ),
            exit_code=FAULT,
        )
    return Trouble(
        Text(f"LibreOffice made no PDF of {show(name)}", f"LibreOffice 未能将 {show(name)} 转换为 PDF"),
        Text("open it in Word, save it anew, or put a PDF beside it", "请用 Word 打开后另存，或在旁边放置 PDF 文件"),
        exit_code=1,
    )
