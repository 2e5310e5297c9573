"""Earlier texts of a file, said as what differs from one that exists: fields left out or put in, passages replaced."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field

# A block is a field at the left margin with all that is indented below it, and the comments above it.
_BLOCK = re.compile(r"(?m)(?:^#.*\n)*^([A-Za-z_][A-Za-z0-9_]*):.*\n(?:^(?![A-Za-z_#]).*\n)*")
_LATE = ("remarks", "corrections", "keys")


class NoSuchPassage(Exception):  # noqa: N818 - says what is wrong with the scenario
    """A passage or field that a scenario speaks of and that its text does not have, or has twice."""


@dataclass(frozen=True)
class Difference:
    """How a text differs from the one it is derived from."""

    only: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    put: dict[str, str] = field(default_factory=dict)
    edit: tuple[tuple[str, str], ...] = ()

    def then(self, other: Difference) -> Difference:
        """Both, one after the other."""
        return Difference(
            self.only or other.only, self.drop + other.drop, {**self.put, **other.put}, self.edit + other.edit
        )

    def applied(self, source: bytes) -> bytes:
        """The earlier text."""
        if self == Difference():
            return source
        fences, front, body = _parts(source.decode())
        blocks = {match[1]: match[0] for match in _BLOCK.finditer(front)}
        self._require(blocks)
        kept = {name: text for name, text in blocks.items() if not self.only or name in self.only}
        kept = {name: text for name, text in kept.items() if name not in self.drop}
        text = fences + "".join(_with(kept, self.put).values()) + body
        for old, new in self.edit:
            if text.count(old) != 1:
                raise NoSuchPassage(f"{old!r} stands {text.count(old)} times in the text")
            text = text.replace(old, new)
        return text.encode()

    def _require(self, blocks: dict[str, str]) -> None:
        unknown = sorted(set(self.drop) - set(blocks))
        if unknown:
            raise NoSuchPassage(f"the text has no {', '.join(unknown)}")


def _parts(text: str) -> tuple[str, str, str]:
    """The fence before the fields, the fields, and the rest from the second fence on; YAML has no fences."""
    if not text.startswith("---\n"):
        return "", text, ""
    front, fence, body = text.removeprefix("---\n").partition("\n---\n")
    return "---\n", front + "\n", fence.removeprefix("\n") + body


def _with(blocks: dict[str, str], put: dict[str, str]) -> dict[str, str]:
    """Blocks replaced where they stand; new ones before those that come last by custom."""
    written = {name: _written(name, value) for name, value in put.items()}
    placed = {name: written.get(name, text) for name, text in blocks.items()}
    late = {name: text for name, text in placed.items() if name in _LATE}
    early = {name: text for name, text in placed.items() if name not in _LATE}
    return early | {name: text for name, text in written.items() if name not in placed} | late


def _written(name: str, value: str) -> str:
    """One line, or the lines below the name."""
    return f"{name}:\n{value.rstrip(chr(10))}\n" if "\n" in value else f"{name}: {value}\n"
