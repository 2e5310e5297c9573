"""The past of one record, as the commands on history ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from docctl.cli.session import nearby
from docctl.cli.terminal import FAULT
from docctl.cli.terminal import Trouble
from docctl.history.changes import Version
from docctl.history.log import RevisionLog
from docctl.history.log import ShallowHistory
from docctl.library.library import ROOT
from docctl.library.load import is_record_path
from docctl.reader import stem_of
from docctl.snapshot import Snapshot
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from docctl.approval.revision import Revision
    from docctl.cli.session import Session
    from docctl.history.log import Entry
    from docctl.history.log import State
    from docctl.schema import RecordType


def open_log(session: Session) -> RevisionLog:
    """The history that leads to what is looked at."""
    tip = session.snapshot.commit
    if tip is None:
        raise Trouble(
            Text("nothing has been committed yet", "文件库中还没有入库的内容"),
            Text("commit first: git add records && git commit", "请先入库：git add records && git commit"),
        )
    try:
        return RevisionLog(session.repository, tip)
    except ShallowHistory:
        raise Trouble(
            Text("this clone holds only the latest part of the history", "本机只有最近一段历史记录，结果将不完整"),
            Text("fetch the rest: git fetch --unshallow", "请补全历史记录：git fetch --unshallow"),
            exit_code=FAULT,
        ) from None


@dataclass
class Past:
    """A record by its id, in the library or long gone from it; `working` is its file in what is looked at."""

    session: Session
    log: RevisionLog
    record: str
    slug: str
    working: str | None

    @classmethod
    def of(cls, session: Session, name: str) -> Past:
        """The past of the record with an id, in whatever case it is typed."""
        log = open_log(session)
        for record in dict.fromkeys((name, name.upper())):
            working = next(
                (p for p in session.snapshot.paths(ROOT) if is_record_path(p) and stem_of(p) == record), None
            )
            slugs = [working.split("/")[1]] if working else log.types(record)
            if slugs:
                return cls(session, log, record, slugs[0], working)
        near = nearby(name, (stem_of(path) for path in session.snapshot.paths(ROOT) if is_record_path(path)))
        raise Trouble(
            Text(f"there is no record {show(name)}, and never was", f"没有编号为 {show(name)} 的记录，历史中也没有"),
            Text(f"did you mean {', '.join(near)}?", f"您要找的是 {'、'.join(near)} 吗？")
            if near
            else Text("list them: docctl list TYPE", "可用 docctl list 类型 查看"),
        )

    @cached_property
    def entries(self) -> list[Entry]:
        """Its changes, oldest first."""
        return self.log.entries(self.slug, self.record)

    @property
    def type(self) -> RecordType | None:
        """Its type, if that still exists."""
        return self.session.schemas.types.get(self.slug)

    @property
    def at_work(self) -> Version | None:
        """What lies in the work tree, the index or the commit that is looked at."""
        return None if self.working is None else Version.of(self.working, self.session.snapshot.read(self.working))

    def read(self, states: Iterable[State | None]) -> dict[State | None, Version | None]:
        """The contents of states, by one git process for all."""
        wanted = [state for state in dict.fromkeys(states) if state is not None]
        contents = self.session.repository.read_blobs(state.oid for state in wanted)
        read: dict[State | None, Version | None] = {
            state: Version.of(state.path, data) for state, data in zip(wanted, contents, strict=True)
        }
        return {**read, None: None}

    @property
    def revisions(self) -> Sequence[Revision]:
        """The submitted revisions, in their order; none of a record that is not signed."""
        approvals = self.session.check.approvals
        return approvals.of(self.record) if self.slug in approvals.judges else ()

    def revision(self, name: str) -> Revision | None:
        """The submitted revision of a name, or of the name of its folder."""
        return next((r for r in self.revisions if name in {r.name, r.folder.slug}), None)

    def entry_on(self, day: str) -> Entry:
        """The change that made the record what it was at the end of a day."""
        for entry in reversed(self.entries):
            if self.moment(entry).date().isoformat() <= day:
                return entry
        if not self.entries:
            raise Trouble(
                Text(f"{self.record} has never been committed", f"{self.record} 从未入库"),
                Text("commit it first", "请先入库"),
            )
        first = self.moment(self.entries[0]).date().isoformat()
        raise Trouble(
            Text(f"there was no {self.record} on {day}", f"{day} 时还没有 {self.record}"),
            Text(f"its history begins on {first}", f"其历史自 {first} 开始"),
        )

    def differs(self, last: Entry | None) -> bool:
        """Whether what is looked at is not what the last change left."""
        held = last.new if last is not None else None
        if held is None or self.working is None:
            return not (held is None and self.working is None)
        return (held.path, held.oid) != (self.working, self.session.snapshot.oid(self.working))

    def in_commit(self, commit: str) -> Version | None:
        """What a commit holds of it."""
        snapshot = Snapshot.of_commit(self.session.repository, commit, (f"{ROOT}{self.slug}/",))
        path = next((p for p in snapshot.paths() if is_record_path(p) and stem_of(p) == self.record), None)
        return None if path is None else Version.of(path, snapshot.read(path))

    def moment(self, entry: Entry) -> datetime:
        """When an entry was made, where the company is."""
        return datetime.fromtimestamp(entry.moment, UTC).astimezone(ZoneInfo(self.session.timezone))
