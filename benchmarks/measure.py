"""Running programs in alternation, and the arithmetic of their ratios."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence


class Run(NamedTuple):
    """One run of a program: seconds on the wall, seconds of processor with its children, peak memory in MB."""

    wall: float
    cpu: float
    rss: float


@dataclass(frozen=True)
class Ratio:
    """The median of the ratios of pairs, with the least and the greatest."""

    median: float
    least: float
    greatest: float

    def __str__(self) -> str:
        """The median and, behind it, how far single pairs lie from it."""
        return f"{short(self.median)} ({short(self.least)}-{short(self.greatest)})"


@dataclass(frozen=True)
class Line:
    """One result beside its budget; without a budget it is a report only."""

    name: str
    value: Ratio | float
    budget: float | None = None
    unit: str = "x"
    note: str = ""

    @property
    def number(self) -> float:
        """What is held against the budget."""
        return self.value.median if isinstance(self.value, Ratio) else self.value

    @property
    def missed(self) -> bool:
        """Whether there is a budget and the result is above it."""
        return self.budget is not None and self.number > self.budget

    @property
    def cells(self) -> tuple[str, str, str, str, str]:
        """Name, result, budget, verdict and note as a table shows them."""
        shown = str(self.value) if isinstance(self.value, Ratio) else short(self.value)
        budget = "-" if self.budget is None else f"<= {short(self.budget)}"
        verdict = "-" if self.budget is None else ("MISSED" if self.missed else "met")
        return self.name, f"{shown} {self.unit}", budget, verdict, self.note


def short(number: float) -> str:
    """Three digits are all that a measurement is worth."""
    return f"{number:.3g}" if number < 1000 else f"{number:.0f}"  # noqa: PLR2004 - where 'g' turns to 1e+03


def ratio_of(subject: Sequence[float], base: Sequence[float], factor: float = 1.0) -> Ratio:
    """Each value over the one measured beside it, times a factor."""
    ratios = [factor * mine / other for mine, other in zip(subject, base, strict=True)]
    return Ratio(median(ratios), min(ratios), max(ratios))


def per_record(runs: Iterable[Run], records: int) -> float:
    """Median microseconds of wall time for each record."""
    return median(run.wall for run in runs) / records * 1e6


def alternate(cases: Mapping[str, Callable[[], Run]], rounds: int) -> dict[str, list[Run]]:
    """Every case once to warm the caches of the machine, then A B C A B C and so on."""
    for case in cases.values():
        case()
    measured: dict[str, list[Run]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, case in cases.items():
            measured[name].append(case())
    return measured


def environment() -> dict[str, str]:
    """The environment without what a machine may bring along: settings of git, Python forbidden to keep byte code."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON"))}
    return {**kept, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}


def run(command: Sequence[str], folder: Path, given: Path | None = None) -> Run:
    """One run of a program that must succeed; its output is kept only for the case that it does not."""
    return run_for_output(command, folder, given)[0]


def run_for_output(command: Sequence[str], folder: Path, given: Path | None = None) -> tuple[Run, str]:
    """The same, with what it printed; it reads the given file."""
    with (
        (given or Path(os.devnull)).open("rb") as read,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        start = time.perf_counter()
        started = subprocess.Popen(command, cwd=folder, env=environment(), stdin=read, stdout=out, stderr=err)
        _, status, usage = os.wait4(started.pid, 0)
        wall = time.perf_counter() - start
        started.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        printed = out.read().decode()
        if started.returncode != 0:
            message = f"{command[:4]} ended with {started.returncode}: {printed[-500:]}{err.read().decode()[-500:]}"
            raise RuntimeError(message)
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024), printed
