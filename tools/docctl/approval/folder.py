"""The statement folders under records/approvals/: one per submitted revision."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from docctl.approval import codes
from docctl.approval import statement as statements
from docctl.approval.statement import Malformed
from docctl.approval.statement import Statement
from docctl.reader.stored import Sources
from docctl.violation import Position

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator

    from docctl.snapshot import Snapshot
    from docctl.violation import Violation

ROOT = "records/approvals/"
_STATEMENT = re.compile(r"([0-9]{2,3})-([a-z_]+)-([A-Z0-9][A-Z0-9-]*)\.json")
_WHOLE_FILE = Position(1, 1)


@dataclass(frozen=True)
class Filed:
    """A statement as it lies in its folder."""

    path: str
    number: int
    source: bytes
    signature: bytes | None
    statement: Statement

    @property
    def record(self) -> str:
        """The document in whose folder it lies, whatever it says."""
        return self.path.removeprefix(ROOT).partition("/")[0]

    @cached_property
    def digest(self) -> str:
        """What later statements name it by."""
        return statements.digest(self.source)


@dataclass(frozen=True)
class Folder:
    """What lies in records/approvals/<record>/<slug>/: statements in order, and the signed bytes by name."""

    record: str
    slug: str
    filed: tuple[Filed, ...]
    files: dict[str, bytes] = field(default_factory=dict)
    problems: tuple[Violation, ...] = ()
    highest: int = 0  # the highest number in use, that of an unreadable statement included
    evidence: tuple[tuple[str, str], ...] = ()  # digest and name of each scan that a statement names

    @property
    def path(self) -> str:
        """Where the folder is."""
        return f"{ROOT}{self.record}/{self.slug}/"

    @property
    def damage(self) -> tuple[Violation, ...]:
        """Statements that cannot be read: unlike a stray file, nobody knows what they said."""
        return tuple(problem for problem in self.problems if problem.slug != codes.STATEMENT_FILE.slug)

    def adding(self, added: Mapping[str, bytes]) -> Folder:
        """The folder as it would be with some files more, by name."""
        contents = dict(self.files)
        for filed in self.filed:
            name = filed.path.removeprefix(self.path)
            contents[name] = filed.source
            if filed.signature is not None:
                contents[name + ".sig"] = filed.signature
        return read_folder(self.record, self.slug, contents | dict(added))

    @property
    def next_number(self) -> int:
        """The number that the next statement gets."""
        return self.highest + 1


class Folders(Mapping[str, "list[Folder]"]):
    """Every statement folder of a snapshot by record, in path order; what lies in them is read when it is asked for."""

    def __init__(self, sources: Sources, paths: Mapping[str, list[str]]) -> None:
        """`paths` are those of the files of each record."""
        self._sources, self._paths = sources, paths
        self._read: dict[str, list[Folder]] = {}

    @classmethod
    def of(cls, snapshot: Snapshot) -> Folders:
        """Those of a snapshot; nothing is read yet."""
        paths: dict[str, list[str]] = {}
        for path in snapshot.paths(ROOT):
            paths.setdefault(_place(path)[0], []).append(path)
        return cls(Sources(snapshot.read_all, snapshot.paths(ROOT)), paths)

    def without(self, is_left_out: Callable[[str], bool]) -> Folders:
        """The same but for those of some records."""
        return Folders(self._sources, {name: paths for name, paths in self._paths.items() if not is_left_out(name)})

    def want(self, records: Iterable[str]) -> None:
        """Fetch what is certain to be asked for, at once."""
        self._sources.want(path for record in records for path in self._paths.get(record, ()))

    def __getitem__(self, record: str) -> list[Folder]:
        if record not in self._read:
            grouped: dict[str, dict[str, bytes]] = {}
            for path in self._paths[record]:
                _, slug, name = _place(path)
                grouped.setdefault(slug, {})[name] = self._sources[path]
            self._read[record] = [read_folder(record, slug, files) for slug, files in sorted(grouped.items())]
        return self._read[record]

    def __contains__(self, record: object) -> bool:
        return record in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._paths))

    def __len__(self) -> int:
        return len(self._paths)


def _place(path: str) -> tuple[str, str, str]:
    """Record, revision slug and name of a file; what lies above the folders of revisions has an empty slug."""
    record, slash, rest = path.removeprefix(ROOT).partition("/")
    slug, inner, name = rest.partition("/")
    if inner:
        return record, slug, name
    return (record, "", rest) if slash else ("", "", record)


def read_folder(record: str, slug: str, contents: Mapping[str, bytes]) -> Folder:
    """One folder from its files by name."""
    base = "/".join(filter(None, (ROOT.rstrip("/"), record, slug))) + "/"
    named = {name: match for name in sorted(contents) if slug and (match := _STATEMENT.fullmatch(name))}
    filed, problems = [], []
    for name, match in named.items():
        try:
            found = statements.parse(contents[name])
        except Malformed as error:
            problems.append(codes.STATEMENT_JSON.at(base + name, _WHOLE_FILE, record=record, problem=error))
            continue
        filed.append(Filed(base + name, int(match[1]), contents[name], contents.get(name + ".sig"), found))
    filed.sort(key=lambda one: one.number)
    files = {n: data for n, data in contents.items() if n not in named and n.removesuffix(".sig") not in named}
    signed = {name for one in filed for name in one.statement.files}
    evidence = tuple(_evidence(filed, files))
    strays = sorted(files.keys() - signed - {name for _, name in evidence})
    problems += [codes.STATEMENT_FILE.at(base + name, _WHOLE_FILE, record=record, value=name) for name in strays]
    highest = max((int(match[1]) for match in named.values()), default=0)
    return Folder(record, slug, tuple(filed), files, tuple(problems), highest, evidence)


def _evidence(filed: Iterable[Filed], files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """The scans beside statements that name them: `03-approve-P-007.scan.pdf`."""
    for one in filed:
        stem = one.path.rpartition("/")[2].removesuffix("json")
        for name in files if one.statement.evidence else ():
            if name.startswith(stem) and (found := statements.digest(files[name])) in one.statement.evidence:
                yield found, name
