"""The copies of a process work in one of its own: this one may have threads, and then it makes none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from textwrap import dedent
from typing import Any

import pytest

from docctl import shares

COPIES = 2 if sys.platform == "linux" else 1
MANY = 2 * shares.LEAST


def run(program: str) -> Any:
    """What a program prints that shares work among two processors, whatever this machine has."""
    head = """
        import json, os, sys, time
        from docctl.shares import LEAST, shared
        os.sched_getaffinity = lambda _: {0, 1}
        here, many = os.getpid(), range(2 * LEAST)
    """
    source = dedent(head) + dedent(program)
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == "", done.stderr
    return json.loads(done.stdout)


def test_answers_come_in_order_whoever_gives_them() -> None:
    answers = run("print(json.dumps(shared(many, lambda item: [item, '值', os.getpid()])))")
    assert [answer[:2] for answer in answers] == [[item, "值"] for item in range(MANY)]
    assert len({answer[2] for answer in answers}) == COPIES


def test_answers_may_be_larger_than_a_pipe() -> None:
    assert run("print(json.dumps(sum(map(len, shared(many, lambda item: 'x' * 10_000)))))") == MANY * 10_000


@pytest.mark.parametrize("fault", ["1 / 0", "os._exit(3)", "os.kill(os.getpid(), 9)", "object()", "sys.exit(0)"])
def test_the_share_of_a_copy_that_fails_is_done_here(fault: str) -> None:
    program = f"""
        def work(item):
            return item if os.getpid() == here else {fault}

        print(json.dumps(shared(many, work) == list(many)))
    """
    assert run(program) is True


def test_what_fails_everywhere_fails_here_and_leaves_no_copy() -> None:
    program = """
        def work(item):
            if os.getpid() != here:
                time.sleep(60)
            raise KeyError(item)

        try:
            shared(many, work)
        except KeyError as error:
            print(json.dumps(error.args))
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            pass
    """
    assert run(program) == [0]


def test_few_items_are_not_shared() -> None:
    assert shares.processes(MANY - 1) == 1
    assert shares.shared(range(3), str) == ["0", "1", "2"]
    assert shares.shared([], str) == []


def test_beside_another_thread_no_copy_is_made() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert shares.processes(MANY) == 1
        assert set(shares.shared(range(MANY), lambda _: os.getpid())) == {os.getpid()}
    finally:
        done.set()
        thread.join()
