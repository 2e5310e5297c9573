"""Work on many items, shared among the processors: each process is a copy of this one, and answers in JSON.

Where copies cannot be made safely (no `fork`, or another thread that might hold a lock) this process does it all; so it
does with the share of a process that fails, which then fails here, where it can be seen.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple
from typing import TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

Item = TypeVar("Item")
# Fewer items to a process are done before it would have started.
LEAST = 250
_MOST_PROCESSES = 8
_TASKS = "/proc/self/task"


class _Copy(NamedTuple):
    """A copy of this process, and where its answer comes out."""

    process: int
    answer: int


def processes(items: int) -> int:
    """How many processes so many items are worth."""
    if sys.platform != "linux" or items < 2 * LEAST or len(os.listdir(_TASKS)) > 1:  # noqa: PTH208 - names are enough
        return 1
    return min(len(os.sched_getaffinity(0)), items // LEAST, _MOST_PROCESSES)


def shared(items: Sequence[Item], work: Callable[[Item], Any]) -> list[Any]:
    """What `work` answers for each item, in order; an answer is plain data, and asking changes nothing."""
    count = processes(len(items))
    # Every so-manieth item: neighbours are of one kind, and kinds cost more or less.
    parts = [items[first::count] for first in range(count)]
    copies: list[_Copy] = []
    try:
        copies.extend(_start(part, work) for part in parts[1:])
        found = [[work(item) for item in parts[0]]]
        for part in parts[1:]:
            answered = _answer(copies.pop(0))
            found.append([work(item) for item in part] if answered is None else answered)
    finally:
        for copy in copies:
            _end(copy)
    return [found[index % count][index // count] for index in range(len(items))]


def _start(items: Sequence[Item], work: Callable[[Item], Any]) -> _Copy:
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return _Copy(process, reading)
    failed = 1
    try:
        with os.fdopen(writing, "wb") as answer:
            answer.write(json.dumps([work(item) for item in items]).encode())
        failed = 0
    finally:
        # Not an exit: what this process would still tell, save or clean up is the affair of the one it was copied from.
        os._exit(failed)


def _answer(copy: _Copy) -> list[Any] | None:
    """What a copy found; none where it failed."""
    with os.fdopen(copy.answer, "rb") as answer:
        source = answer.read()
    _, status = os.waitpid(copy.process, 0)
    return json.loads(source) if status == 0 else None


def _end(copy: _Copy) -> None:
    os.close(copy.answer)
    os.kill(copy.process, signal.SIGKILL)
    os.waitpid(copy.process, 0)
