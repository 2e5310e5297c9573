"""Damaged YAML by the million: `python -m tests.yaml_mutants COUNT` (`make fuzz`).

No text may end in another exception than a refusal, none that is accepted may have another value than PyYAML gives it.
The suite judges ten thousand; the long mode a million, on all cores.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeAlias

import yaml

from docctl.reader.yaml_text import positions
from docctl.reader.yaml_text import read_yaml
from docctl.violation import Stop

if TYPE_CHECKING:
    from collections.abc import Iterator

Reader: TypeAlias = Callable[[bytes, str], dict[str, Any]]

ROOT = Path(__file__).resolve().parents[1]
CHUNK = 5_000
FRAGMENTS = (
    *("a", "名称", "no", "true", "null", "~", "12", "012", "1.5", "1e3", "12:30", "2026-02-28", "-", "<<", "="),
    *("0x1", ".5", "@", "`", "_"),
    *(": ", ":", "\n", "\n  ", "\n- ", "- ", ", ", "[", "]", "{", "}", "'", '"', "|\n ", ">-\n ", " # ", "? "),
    *("&x ", "*x", "!t ", "!!str ", "%Y", "\t", "\r\n", "\r", " ", "\\", "\\x41", "\x85", "\u2028", "\x01", "\ufeff"),
    *("---\n", "...\n"),
)  # fmt: skip


class PlainLoader(yaml.CSafeLoader):
    """PyYAML with dates kept as text, and keys as text."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - PyYAML's
        del deep
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@dataclass
class Tally:
    """What became of the mutants."""

    count: int = 0
    accepted: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    different: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count another tally in."""
        self.count += other.count
        self.accepted += other.accepted
        self.codes.update(other.codes)
        self.different += other.different
        self.foreign += other.foreign


def originals() -> list[str]:
    """Texts as companies write them: records, a lifecycle, registers, and every form that a value may have."""
    paths = [*sorted(ROOT.glob("records/*/*.yaml"))[::40], ROOT / "schemas/lifecycles/controlled-document.yaml"]
    texts = [
        path.read_text(encoding="utf-8")[:3_000] for path in [*paths, *sorted(ROOT.glob("schemas/registers/*"))[:3]]
    ]
    return [
        *texts,
        "".join(f"k{n}: {fragment}\n" for n, fragment in enumerate(FRAGMENTS)),
        "a: |\n  x\n\n  y\nb: >-\n  z\n",
    ]


# Each mutation changes one text somewhere.


def insert(source: random.Random, text: str, _: list[str]) -> str:
    """Put a fragment somewhere."""
    at = source.randrange(len(text) + 1)
    return text[:at] + source.choice(FRAGMENTS) + text[at:]


def overwrite(source: random.Random, text: str, _: list[str]) -> str:
    """Put a fragment in the place of some characters."""
    at = source.randrange(len(text) + 1)
    return text[:at] + source.choice(FRAGMENTS) + text[at + source.randrange(1, 9) :]


def cut(source: random.Random, text: str, _: list[str]) -> str:
    """Leave characters out."""
    at = source.randrange(len(text) + 1)
    return text[:at] + text[at + source.randrange(1, 40) :]


def move_line(source: random.Random, text: str, _: list[str]) -> str:
    """Put a line elsewhere."""
    lines = text.splitlines(keepends=True) or [""]
    line = lines.pop(source.randrange(len(lines)))
    lines.insert(source.randrange(len(lines) + 1), line)
    return "".join(lines)


def repeat_line(source: random.Random, text: str, _: list[str]) -> str:
    """Write a line twice."""
    lines = text.splitlines(keepends=True) or [""]
    at = source.randrange(len(lines))
    return "".join([*lines[: at + 1], *lines[at:]])


def indent(source: random.Random, text: str, _: list[str]) -> str:
    """Move a line in or out."""
    lines = text.splitlines(keepends=True) or [""]
    at = source.randrange(len(lines))
    lines[at] = " " * source.randrange(5) + lines[at].lstrip(" ")
    return "".join(lines)


def splice(source: random.Random, text: str, others: list[str]) -> str:
    """Go on with another text."""
    other = source.choice(others)
    return text[: source.randrange(len(text) + 1)] + other[source.randrange(len(other)) :]


def flip(source: random.Random, text: str, _: list[str]) -> str:
    """Change one byte."""
    data = bytearray(text.encode("utf-8", "surrogateescape"))
    if data:
        data[source.randrange(len(data))] ^= source.randrange(1, 256)
    return data.decode("utf-8", "surrogateescape")


MUTATIONS: tuple[Callable[[random.Random, str, list[str]], str], ...] = (
    insert,
    overwrite,
    cut,
    move_line,
    repeat_line,
    indent,
    splice,
    flip,
)


def mutants(seed: int, count: int) -> Iterator[bytes]:
    """Texts that each differ from a sound one in one to three places; equal for equal seeds."""
    source = random.Random(seed)  # noqa: S311 - repeatable on purpose
    texts = originals()
    for _ in range(count):
        text = source.choice(texts)
        if len(text) > 300:
            start = text.rfind("\n", 0, source.randrange(len(text))) + 1
            text = text[start : start + source.randrange(20, 400)]
        for _ in range(source.choice((1, 1, 2, 3))):
            text = source.choice(MUTATIONS)(source, text, texts)
        yield text.encode("utf-8", "surrogateescape")


def judge(seed: int, count: int, reader: Reader = read_yaml) -> Tally:
    """Read mutants, and compare each that is accepted with what PyYAML makes of it."""
    tally = Tally()
    for data in mutants(seed, count):
        tally.count += 1
        try:
            value = reader(data, "a.yaml")
        except Stop as stop:
            tally.codes[stop.violation.code] += 1
            continue
        except Exception as error:  # noqa: BLE001 - every other exception is what is looked for
            tally.foreign.append(f"{data!r}: {error!r}")
            continue
        tally.accepted += 1
        positions(data)
        if repr(value) != repr(yaml.load(data, PlainLoader)):  # noqa: S506 - a safe loader
            tally.different.append(repr(data))
    return tally


def main(count: int) -> int:
    """The long mode: chunks on all cores, the tally at the end; 1 where a text crashed or was read differently."""
    start, total = time.monotonic(), Tally()
    sizes = [min(CHUNK, count - first) for first in range(0, count, CHUNK)]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for tally in pool.map(judge, range(len(sizes)), sizes):
            total.add(tally)
            sys.stderr.write(f"\r{total.count} of {count} mutants")
    sys.stderr.write("\n")
    for code, found in total.codes.most_common():
        sys.stdout.write(f"{found:9} {code}\n")
    for text in (*total.different, *total.foreign):
        sys.stdout.write(f"{text}\n")
    sys.stdout.write(
        f"{total.count} mutants in {time.monotonic() - start:.0f} s: {total.accepted} accepted, "
        f"{len(total.different)} read differently by PyYAML, {len(total.foreign)} foreign exceptions\n"
    )
    return 1 if total.different or total.foreign else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
