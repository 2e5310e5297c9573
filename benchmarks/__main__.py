"""`python -m benchmarks`: prints every result beside its budget."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.cases import CASES
from benchmarks.cases import ROOT
from benchmarks.cases import Bench

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.measure import Line

LEAST_ROUNDS = 5
_WIDTHS = (52, 32, 10, 8)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the cases; 1 where --gate is given and a budget is missed."""
    given = options().parse_args(arguments)
    sizes = tuple(sorted(int(size) for size in given.records.split(",")))
    print(
        f"# {platform.system()}, {os.cpu_count()} cores, {platform.python_implementation()} {platform.python_version()}"
    )
    print(f"# records {given.records}, {given.rounds} rounds" + (", a try" if given.rounds < LEAST_ROUNDS else ""))
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="docctl-bench-") as work:
        bench = Bench(Path(work), sizes, given.rounds, Path(given.rows))
        for name in given.case or CASES:
            for line in CASES[name](bench):
                lines.append(line)
                print(shown(line), flush=True)
        bench.keep_lines(lines)
    missed = [line.name for line in lines if line.missed]
    print(f"# {len(missed)} of {sum(line.budget is not None for line in lines)} budgets missed")
    return 1 if given.gate and missed else 0


def options() -> argparse.ArgumentParser:
    """What the command line understands."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--records", default="1000,10000", help="sizes of the libraries (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=LEAST_ROUNDS, help="alternating pairs (default: %(default)s)")
    parser.add_argument("--case", action="append", choices=list(CASES), help="only this case; may be repeated")
    parser.add_argument("--rows", default=str(ROOT / "build" / "bench"), help="folder for the raw rows")
    parser.add_argument("--gate", action="store_true", help="exit with 1 when a budget is missed")
    return parser


def shown(line: Line) -> str:
    """A line of the table."""
    cells = [cell.ljust(width) for cell, width in zip(line.cells, _WIDTHS, strict=False)]
    return "  ".join((*cells, line.cells[-1])).rstrip()


if __name__ == "__main__":
    sys.exit(main())
