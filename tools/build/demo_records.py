"""Plays the scenario of the demo and writes records/approvals anew, signed with demo keys: the same bytes at every run.

Usage: python tools/build/demo_records.py [REPOSITORY]
The texts of superseded revisions are read from the statement folders in which they lie; all else there is derived.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from docctl.approval.act import Act as Step
from docctl.approval.act import Refused
from docctl.approval.act import prepare
from docctl.approval.signature.keys import demo_key
from docctl.approval.statement import digest
from docctl.approval.trust.charter import TrustAct
from docctl.approval.trust.charter import prepare_delegation
from docctl.approval.trust.charter import prepare_enactment
from docctl.approval.trust.charter import prepare_enrolment
from docctl.demo.example import last_tree
from docctl.demo.replay import APPROVALS
from docctl.demo.replay import Replay
from docctl.demo.scenario import load
from docctl.library import load_library
from docctl.rules.engine import Rulebook
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.approval.signature.sshsig import PrivateKey
    from docctl.demo.scenario import Act
    from docctl.rules.engine import Check

TOOL = "docctl 0.1.0"


def main(root: Path) -> None:
    """Write every statement folder anew."""
    before = last_tree(root)
    written = approvals(before)
    for path in before:
        if path.startswith(APPROVALS) and path not in written:
            (root / path).unlink()
    for path, data in written.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    print(f"{len(written)} files under {APPROVALS}")


def approvals(last: Mapping[str, bytes]) -> dict[str, bytes]:
    """Every file of every statement folder when the scenario has been played."""
    scenario = load()
    replay = Replay(scenario, last, Notary(scenario.texts))
    for _ in replay.commits(to_last=False):
        pass
    return {path: data for path, data in replay.tree.items() if path.startswith(APPROVALS)}


class Notary:
    """Signs the steps of a scenario as their signers would have, over the library as it was."""

    def __init__(self, texts: Mapping[str, bytes]) -> None:
        """Keep the scans of slips."""
        self.texts = texts

    def __call__(self, tree: Mapping[str, bytes], act: Act) -> dict[str, bytes]:
        """The files of a step; the program ends where it would not count."""
        key = demo_key(act.more.get("key", act.by))
        given = {name: value for name, value in act.more.items() if name not in {"key", "scan", "kept"}}
        try:
            if act.step in _TRUSTED:
                kept = tuple(digest(tree[f"{APPROVALS}{name}.json"]) for name in act.more.get("kept", ()))
                return _TRUSTED[act.step](tree, act, TrustAct(act.step, act.by, act.utc, TOOL, **given, kept=kept), key)
            scan = ("scan.pdf", self.texts[act.more["scan"]]) if "scan" in act.more else None
            check = _check(tree)
            step = Step(act.step, act.by, act.utc, TOOL, **given, scan=scan)
            return prepare(check.approvals, check.library.records[act.record], step, key)
        except Refused as refused:
            reasons = [reason.message.en for reason in refused.reasons]
            raise SystemExit(f"{act.at:%Y-%m-%d} {act.folder} {act.step} {act.by}: {reasons}") from None


def _enact(tree: Mapping[str, bytes], act: Act, signed: TrustAct, key: PrivateKey) -> dict[str, bytes]:
    del act
    return prepare_enactment(_check(tree).approvals.trust, signed, key)


def _enrol(tree: Mapping[str, bytes], act: Act, signed: TrustAct, key: PrivateKey) -> dict[str, bytes]:
    check = _check(tree)
    return prepare_enrolment(check.approvals.trust, check.library.records[act.record], signed, key)


def _delegate(tree: Mapping[str, bytes], act: Act, signed: TrustAct, key: PrivateKey) -> dict[str, bytes]:
    check = _check(tree)
    return prepare_delegation(check.approvals.trust, check.library.records[act.record], signed, key)


_TRUSTED = {"enact": _enact, "enrol": _enrol, "retire": _enrol, "compromise": _enrol, "delegate": _delegate}


def _check(tree: Mapping[str, bytes]) -> Check:
    book = _book(frozenset((path, data) for path, data in tree.items() if path.startswith("schemas/")))
    library, _ = load_library(Snapshot.of_files(tree), book.schemas)
    return book.open(library)


@cache
def _book(schemas: frozenset[tuple[str, bytes]]) -> Rulebook:
    loaded, problems = load_schemas(Snapshot.of_files(dict(schemas)))
    book = Rulebook(loaded)
    if problems or book.problems:
        raise SystemExit(f"the schemas are wrong: {[*problems, *book.problems][0].message.en}")
    return book


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
