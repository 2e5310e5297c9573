"""Started once with the fault library loaded; forks a victim for each line that it is given.

With `careless` as second argument git syncs nothing, as it does when left alone: then the lab must find losses.

A line is JSON: operation, place, root, board, mode, at, out. The victim says on `out` what it acknowledged. Everything
that it started is gone when the answer comes.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

from docctl.git import GitError
from docctl.git import storing
from docctl.writing.journal import Refused
from docctl.writing.journal import Unfinished
from tests.faults.operations import OPERATIONS

_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER: what a killed victim had started becomes ours
_EXPECTED = (GitError, OSError, Unfinished, Refused)


def main() -> None:
    """Answer line by line until there are no more."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    library = ctypes.CDLL(sys.argv[1])
    if sys.argv[2:] == ["careless"]:
        storing.DURABLE = ()
    for line in sys.stdin:
        request = json.loads(line)
        pid = os.fork()
        if not pid:
            suffer(library, request)
        _, status = os.waitpid(pid, 0)
        reap()
        print(json.dumps(status), flush=True)


def suffer(library: ctypes.CDLL, request: dict[str, Any]) -> None:
    """Be the victim."""
    os.setsid()
    out = os.open(request["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(out, 1)
    os.dup2(out, 2)
    for name in ("root", "board", "mode", "at"):
        os.environ[f"CRASH_{name.upper()}"] = str(request[name])
    library.crash_begin()
    try:
        said = f"ACK {OPERATIONS[request['operation']].run(Path(request['place']))}\n"
    except _EXPECTED as error:
        said = f"REFUSED {type(error).__name__} {error}\n"
    except BaseException:  # noqa: BLE001 - the lab counts it
        said = f"BROKEN {traceback.format_exc()}\n"
    os.write(1, said.encode())
    os._exit(0)


def reap() -> None:
    """Wait until nothing lives of what the victim had started."""
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        return


if __name__ == "__main__":
    main()
