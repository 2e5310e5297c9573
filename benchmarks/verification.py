"""Verifying signatures in this process, by type of key, over one `ssh-keygen -Y verify` each."""

from __future__ import annotations

import shutil
import sys
import time
from itertools import cycle
from itertools import islice
from statistics import median
from typing import TYPE_CHECKING
from typing import NamedTuple

from benchmarks.measure import Line
from benchmarks.measure import Run
from benchmarks.measure import ratio_of
from benchmarks.measure import run
from docctl.approval.signature.keys import allowed_signers
from docctl.approval.signature.keys import line_of
from docctl.approval.signature.sshsig import prove
from docctl.approval.signature.sshsig import sign
from docctl.approval.statement import NAMESPACE
from docctl.approval.statement import Statement
from docctl.approval.statement import digest
from tests.devices import PIN
from tests.devices import TOUCH
from tests.devices import PasskeyAct
from tests.devices import sk_ecdsa_file
from tests.devices import sk_ed25519_file
from tests.signed import KEYS

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.cases import Bench

ALL = 30_000
SECONDS, RATIO = 15.0, 0.05
DISTINCT, BATCH = 100, 300
PRINCIPAL = "P-007"
_MILLI, _MICRO = 1e3, 1e6


class Signed(NamedTuple):
    """A statement and the signature beside it."""

    statement: bytes
    signature: bytes


def signatures(bench: Bench) -> Iterator[Line]:
    """One signature of each type of key, then thirty thousand of all types in turn."""
    made = {name: [Signed(data, signer(data)) for data in _statements()] for name, signer in signers().items()}
    program = shutil.which("ssh-keygen")
    if program is None:
        print("… signatures: no ssh-keygen to compare with", file=sys.stderr, flush=True)
    for name, found in made.items():
        cases = {"docctl": _batch(found)}
        if program is not None:
            cases["ssh-keygen"] = _ssh_keygen(bench.work / f"signature-{name}", program, found[0])
        yield from _lines(name, bench.alternate(f"signatures-{name}", cases))
    mixed = [one for row in zip(*made.values(), strict=True) for one in row]
    rows = [_verify(mixed, ALL) for _ in range(bench.rounds)]
    bench.keep("signatures-all", [row._asdict() for row in rows])
    note = f"{len(made)} types of key in turn"
    yield Line(f"{ALL} signatures, one process", median(row.wall for row in rows), SECONDS, unit="s", note=note)
    yield Line(f"{ALL} signatures, processor time", median(row.cpu for row in rows), unit="s")


def signers() -> dict[str, Callable[[bytes], bytes]]:
    """What makes the signature file of a statement, by type of key."""
    plain = {name: lambda data, key=key: sign(data, key, NAMESPACE) for name, key in KEYS.items()}
    return {
        **plain,
        "sk-ed25519": lambda data: sk_ed25519_file(TOUCH | PIN, message=data),
        "sk-ecdsa": lambda data: sk_ecdsa_file(TOUCH | PIN, message=data),
        "passkey": lambda data: PasskeyAct(message=data).file(),
    }


def _statements() -> Iterator[bytes]:
    """Statements as large as real ones, each another."""
    for number in range(DISTINCT):
        yield Statement(
            repository="6f1d2c5e-3b7a-4e09-9a61-52d0c7be1f44",
            record=f"HM-QP-{number:05d}",
            revision="A/1",
            files={f"HM-QP-{number:05d}.md": digest(b"%d" % number)},
            transition="approve",
            meaning="批准实施",
            person=PRINCIPAL,
            name="王建国",
            role="approver",
            at="2026-10-13T08:21:07Z",
            method="ssh",
            seen=[digest(b"submit"), digest(b"review")],
            requires=["submit:author", "review:reviewer", "approve:approver"],
            policy=1,
            tool="docctl",
            effective_on="2026-10-15",
        ).to_bytes()


def _batch(found: list[Signed]) -> Callable[[], Run]:
    def measured() -> Run:
        all_of_them = _verify(found, BATCH)
        return Run(all_of_them.wall / BATCH, all_of_them.cpu / BATCH, 0.0)

    return measured


def _verify(found: list[Signed], count: int) -> Run:
    """So many of them in turn; one that does not verify ends the measurement."""
    start, worked = time.perf_counter(), time.process_time()
    for statement, signature in islice(cycle(found), count):
        prove(statement, signature, NAMESPACE)
    return Run(time.perf_counter() - start, time.process_time() - worked, 0.0)


def _ssh_keygen(folder: Path, program: str, signed: Signed) -> Callable[[], Run]:
    folder.mkdir()
    key = prove(*signed, NAMESPACE).key
    (folder / "allowed").write_text(allowed_signers([(PRINCIPAL, line_of(key), None, None)], NAMESPACE), "ascii")
    (folder / "statement").write_bytes(signed.statement)
    (folder / "sig").write_bytes(signed.signature)
    command = (program, "-Y", "verify", "-f", "allowed", "-I", PRINCIPAL, "-n", NAMESPACE, "-s", "sig")
    return lambda: run(command, folder, folder / "statement")


def _lines(name: str, runs: dict[str, list[Run]]) -> Iterator[Line]:
    mine = runs["docctl"]
    if "ssh-keygen" not in runs:
        yield Line(f"verify one, {name}", median(r.wall for r in mine) * _MICRO, unit="us")
        return
    theirs = runs["ssh-keygen"]
    note = f"{median(r.wall for r in mine) * _MICRO:.0f} us / {median(r.wall for r in theirs) * _MILLI:.1f} ms"
    yield Line(
        f"verify one, {name} / ssh-keygen", ratio_of([r.wall for r in mine], [r.wall for r in theirs]), RATIO, note=note
    )
