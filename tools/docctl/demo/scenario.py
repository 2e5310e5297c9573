"""The scenario: who did what on which day, read from the YAML files of the package."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from datetime import UTC
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import timezone
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from docctl.demo.texts import Difference
from docctl.reader import read

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).with_name("scenario")
VIEWS = "views.yaml"
TEXTS = "texts"
# The company's clock; China has no summer time.
ZONE = timezone(timedelta(hours=8))
TAKES = ("squash", "rebase", "merge")


@dataclass(frozen=True)
class Version:
    """The text of a file at some time: a text that exists, and how it differs; or no text any more."""

    base: str = ""
    difference: Difference = field(default_factory=Difference)
    is_gone: bool = False


@dataclass(frozen=True)
class Act:
    """A signed step, filed under records/approvals/<folder>/."""

    step: str
    folder: str
    by: str
    at: datetime
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def record(self) -> str:
        """What the step is about."""
        return self.folder.partition("/")[0]

    @property
    def utc(self) -> str:
        """The moment as statements write it."""
        return self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Event:
    """One change of the library: when, by whom, with which words, and what it brings."""

    at: datetime
    by: str
    message: str
    files: dict[str, Version]
    acts: tuple[Act, ...]
    branch: str
    takes: tuple[str, str] | None


@dataclass(frozen=True)
class Scenario:
    """All events in their order, and the texts that the last tree does not hold."""

    events: tuple[Event, ...]
    texts: dict[str, bytes]


def load(folder: Path = FOLDER) -> Scenario:
    """The scenario of a folder."""
    views = {name: _difference(given, {}) for name, given in _data(folder / VIEWS)["views"].items()}
    events = [_event(given, views) for path in sorted(folder.glob("[0-9]*.yaml")) for given in _data(path)["events"]]
    texts = {path.name: path.read_bytes() for path in sorted((folder / TEXTS).glob("*"))}
    return Scenario(tuple(sorted(events, key=lambda event: event.at)), texts)


def _data(path: Path) -> dict[str, Any]:
    document, problems = read(path.name, path.read_bytes())
    if document is None:
        raise ValueError(f"{path.name}: {problems[0].message.en}")
    return document.data


def _event(given: Mapping[str, Any], views: Mapping[str, Difference]) -> Event:
    files = {name: _version(name, value, views) for name, value in given.get("files", {}).items()}
    takes = next(((how, given[how]) for how in TAKES if how in given), None)
    at = datetime.strptime(given["at"], "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)
    acts = tuple(_act(act, given["by"], at) for act in given.get("sign", ()))
    return Event(at, given["by"], given["message"], files, acts, given.get("branch", "main"), takes)


def _act(given: Mapping[str, Any], by: str, at: datetime) -> Act:
    """A step; `time` where it was signed at another minute of the day than its commit was made."""
    if "time" in given:
        at = datetime.combine(at, time.fromisoformat(given["time"]), at.tzinfo)
    more = {name: value for name, value in given.items() if name not in {"step", "folder", "by", "time"}}
    return Act(given["step"], given["folder"], given.get("by", by), at, more)


def _version(name: str, given: Any, views: Mapping[str, Difference]) -> Version:
    """`last`, `gone`, the name of a view, or a mapping."""
    if given == "gone":
        return Version(is_gone=True)
    if given == "last":
        return Version(name)
    if isinstance(given, str):
        return Version(name, views[given])
    return Version(given.get("from", name), _difference(given, views))


def _difference(given: Mapping[str, Any], views: Mapping[str, Difference]) -> Difference:
    own = Difference(
        tuple(given.get("only", ())),
        tuple(given.get("drop", ())),
        {name: str(value) for name, value in given.get("put", {}).items()},
        tuple((one["old"], one["new"]) for one in given.get("edit", ())),
    )
    return views[given["view"]].then(own) if "view" in given else own
