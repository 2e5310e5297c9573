"""`make faults`: a fault at every call of every operation, a few times over, and the table of what broke (nothing)."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests import optional
from tests.faults.lab import HEAD
from tests.faults.lab import Lab
from tests.faults.lab import run_all


def main() -> int:
    """Print the table; fails where a promise was broken."""
    rounds, began = int(sys.argv[1]), time.monotonic()
    runs = broken = 0
    print(HEAD)
    with tempfile.TemporaryDirectory() as folder:
        lab = Lab(Path(folder), optional.require("cc"))
        for _ in range(rounds):
            for row in run_all(lab):
                print(row, flush=True)
                runs, broken = runs + row.runs, broken + row.broken.total()
        lab.close()
    print(f"{runs} faults, {broken} broken promises, {time.monotonic() - began:.0f} s")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
