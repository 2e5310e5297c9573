"""Names of files: none that another system, a web page or a shell would take for something else."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from docctl.guard import codes
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from docctl.guard.limits import Limits
    from docctl.violation import Violation

_PLAIN = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_. -]*[A-Za-z0-9_-])?").fullmatch
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[0-9¹²³])[ ]*(?:\..*)?").fullmatch
_SHORT = re.compile(r"(?i)[^.~]{1,7}~[0-9]{1,6}(?:\.[^.]{0,3})?").fullmatch
_FORBIDDEN = frozenset('<>:"|?*\\')
# Letters to Unicode, nothing to the eye.
_BLANKS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# Control, invisible, private, unassigned and separating characters.
_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp", "Zs"})
_DOT_GIT = ".git"
_KNOWN_DOT_GIT = frozenset({
    ".gitattributes", ".gitignore", ".gitkeep", ".git-blame-ignore-revs", ".github", ".gitea", ".gitee", ".gitlab",
    ".gitlab-ci.yml",
})  # fmt: skip
_MAX_NAME_BYTES = 255  # what file systems of Unix take
CHARACTERS, BYTES = Text("characters", "字符"), Text("bytes", "字节")


def name_problems(paths: Iterable[str], limits: Limits) -> Iterator[Violation]:
    """Each path that some system could not hold, would take for another one, or would show wrongly."""
    known = _Folders(limits)
    for path in paths:
        yield from known.problems(path)


class _Folders:
    """The folders and files met so far, each judged once, and what they are called where case does not count."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._folders: dict[str, str] = {"": ""}
        self._folded: dict[str, str] = {}
        self._doubled: set[str] = set()

    def problems(self, path: str) -> Iterator[Violation]:
        """What is wrong with a path and with those folders of it that were not met yet."""
        if len(path) > self._limits.path_length:
            size, limit = len(path), self._limits.path_length
            yield codes.PATH_TOO_LONG.at(path, value=path, size=size, limit=limit, unit=CHARACTERS)
        depth = path.count("/")
        if depth > self._limits.path_depth:
            yield codes.PATH_TOO_DEEP.at(path, size=depth, limit=self._limits.path_depth)
        elif path.startswith("/"):
            yield codes.PATH_TRAVERSAL.at(path)
        else:
            folder, _, name = path.rpartition("/")
            if folder not in self._folders:
                yield from self._add_folder(folder, path)
            yield from self._part(path, folder, name, path)

    def _add_folder(self, folder: str, path: str) -> Iterator[Violation]:
        above, _, name = folder.rpartition("/")
        if above not in self._folders:
            yield from self._add_folder(above, path)
        yield from self._part(folder, above, name, path)
        self._folders[folder] = f"{self._folders[above]}{fold(name)}/"

    def _part(self, full: str, above: str, name: str, path: str) -> Iterator[Violation]:
        """What is wrong with the last part of a path; two folders of one name are told once, not with every file."""
        if not (_PLAIN(name) and len(name) <= self._limits.name_length) or _RESERVED(name):
            problem = _problem(name, path, self._limits.name_length)
            if problem is not None:
                yield problem
        other = self._folded.setdefault(self._folders[above] + fold(name), full)
        if above in self._doubled:
            self._doubled.add(full)
        elif other != full:
            self._doubled.add(full)
            yield codes.PATH_COLLISION.at(path, other=other)


def fold(name: str) -> str:
    """A name as systems see it to which case, width and composition make no difference."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _problem(name: str, path: str, longest: int) -> Violation | None:
    """The first thing that is wrong with the name of one file or folder."""
    if len(name) > longest:
        return codes.PATH_TOO_LONG.at(path, value=name, size=len(name), limit=longest, unit=CHARACTERS)
    return _meaning_problem(name, path) or _character_problem(name, path)


def _meaning_problem(name: str, path: str) -> Violation | None:
    if name in {"", ".", ".."}:
        return codes.PATH_TRAVERSAL.at(path)
    for code, is_wrong in _MEANINGS:
        if is_wrong(name):
            return code.at(path, value=name)
    return None


def _is_not_utf8(name: str) -> bool:
    return any("\udc80" <= character <= "\udcff" for character in name)


def _is_dot_git(name: str) -> bool:
    return name not in _KNOWN_DOT_GIT and name.lower().startswith(_DOT_GIT)


_MEANINGS = (
    (codes.PATH_ENCODING, _is_not_utf8),
    (codes.PATH_DOTGIT, _is_dot_git),
    (codes.PATH_SHORTNAME, _SHORT),
    (codes.PATH_RESERVED, _RESERVED),
    (codes.PATH_TRAILING, lambda name: name[-1] in ". "),
    (codes.PATH_LEADING, lambda name: name[0] in "- "),
    (codes.PATH_NOT_NFC, lambda name: not unicodedata.is_normalized("NFC", name)),
)


def _character_problem(name: str, path: str) -> Violation | None:
    for character in name:
        if _is_forbidden(character):
            shown = character if character in _FORBIDDEN else f"U+{ord(character):04X}"
            return codes.PATH_CHAR.at(path, value=name, character=shown)
    size = len(name.encode())
    if size > _MAX_NAME_BYTES:
        return codes.PATH_TOO_LONG.at(path, value=name, size=size, limit=_MAX_NAME_BYTES, unit=BYTES)
    return None


def _is_forbidden(character: str) -> bool:
    if character in _FORBIDDEN or character in _BLANKS:
        return True
    return character != " " and unicodedata.category(character) in _CATEGORIES
