"""Signs the example documents with demo keys: the same bytes at every run.

Usage: python tools/build/example_signatures.py [REPOSITORY]
A superseded revision is signed over the text that lies in its statement folder, the others over the working record.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from docctl.approval.act import Act
from docctl.approval.act import Refused
from docctl.approval.act import prepare
from docctl.approval.charter import TrustAct
from docctl.approval.charter import prepare_delegation
from docctl.approval.charter import prepare_enactment
from docctl.approval.charter import prepare_enrolment
from docctl.approval.keys import demo_key
from docctl.approval.trust import Trust
from docctl.library import load_library
from docctl.rules.engine import Rulebook
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

APPROVALS = "records/approvals/"
TOOL = "docctl 0.1.0"
# document, revision slug, step, who, when (UTC; the company's working day is eight hours ahead)
STEPS = """
HM-QP-WK001 A-0 submit P-007 2026-01-14T01:20:10Z
HM-QP-WK001 A-0 review P-002 2026-01-16T02:05:41Z
HM-QP-WK001 A-0 approve P-001 2026-01-19T06:30:00Z
HM-QP-WK002 A-0 submit P-007 2026-01-15T02:11:09Z
HM-QP-WK002 A-0 review P-002 2026-01-16T02:40:33Z
HM-QP-WK002 A-0 approve P-001 2026-01-19T06:41:52Z
HM-QP-XS001 A-0 submit P-004 2026-01-20T03:12:45Z
HM-QP-XS001 A-0 review P-003 2026-01-22T01:55:18Z
HM-QP-XS001 A-0 approve P-001 2026-01-26T02:20:07Z
HM-QP-ZL002 A-0 submit P-014 2026-02-04T05:48:30Z
HM-QP-ZL002 A-0 review P-002 2026-02-06T03:15:02Z
HM-QP-ZL002 A-0 approve P-001 2026-02-11T08:02:26Z
HM-QP-ZL001 A-0 submit P-014 2026-02-24T01:32:50Z
HM-QP-ZL001 A-0 review P-002 2026-02-26T06:25:11Z
HM-QP-ZL001 A-0 approve P-001 2026-02-28T02:18:44Z
HM-QP-XS002 A-0 submit P-005 2026-03-12T02:45:37Z
HM-QP-XS002 A-0 review P-003 2026-03-17T03:02:29Z
HM-QP-XS002 A-0 approve P-001 2026-03-20T06:50:13Z
HM-QP-XS004 A-0 submit P-006 2026-05-11T01:40:55Z
HM-QP-XS004 A-0 review P-003 2026-05-14T02:33:20Z
HM-QP-XS004 A-0 approve P-001 2026-05-19T07:12:08Z
HM-QP-WK001 A-1 submit P-007 2026-08-11T01:25:36Z
HM-QP-WK001 A-1 review P-002 2026-08-14T05:44:17Z
HM-QP-WK001 A-1 approve P-001 2026-08-19T02:58:49Z
HM-QP-XS003 A-0 submit P-005 2026-09-24T02:19:28Z
HM-QP-XS003 A-0 review P-003 2026-09-28T06:07:54Z
HM-QP-XS003 A-0 approve P-001 2026-10-12T03:26:05Z
HM-QP-XS005 A-0 submit P-006 2026-11-03T01:51:42Z
HM-QP-XS005 A-0 review P-003 2026-11-06T03:37:31Z
HM-QP-XS005 A-0 approve P-001 2026-11-13T08:21:07Z
HM-QP-ZH001 A-0 submit P-008 2026-11-18T02:29:16Z
"""


def signed() -> dict[tuple[str, str], list[tuple[str, str, str]]]:
    """The steps of each revision, in their order."""
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for line in STEPS.split("\n")[1:-1]:
        document, slug, transition, person, at = line.split()
        found.setdefault((document, slug), []).append((transition, person, at))
    return found


def main(root: Path) -> None:
    """Write every statement folder anew."""
    files = dict(_files(root))
    old = {path for path in files if path.startswith(APPROVALS)}
    texts = {path: data for path, data in files.items() if path in old and not path.endswith((".json", ".sig"))}
    working = {path: data for path, data in files.items() if path not in old}
    written = _trusted(working)
    for (document, slug), steps in signed().items():
        current = f"records/controlled-document/{document}.md"
        superseded = (
            texts.get(f"{APPROVALS}{document}/{slug}/{document}.md") if _is_superseded(document, slug) else None
        )
        for step in steps:
            state = {**working, **written, **({current: superseded} if superseded else {})}
            written |= _sign(state, document, *step)
    for path in old - set(written):
        (root / path).unlink()
    for path, data in written.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    print(f"{len(written)} files under {APPROVALS}")


def _is_superseded(document: str, slug: str) -> bool:
    return any(name == document and other > slug for name, other in signed())


def _files(root: Path) -> Iterator[tuple[str, bytes]]:
    snapshot = Snapshot.of_worktree(str(root), ("records/", "schemas/"))
    for path in snapshot.paths():
        yield path, snapshot.read(path)


def _sign(files: dict[str, bytes], document: str, transition: str, person: str, at: str) -> dict[str, bytes]:
    snapshot = Snapshot.of_files(files)
    schemas, _ = load_schemas(snapshot)
    library, _ = load_library(snapshot, schemas)
    check = Rulebook(schemas).open(library)
    try:
        return prepare(check.approvals, library.records[document], Act(transition, person, at, TOOL), demo_key(person))
    except Refused as refused:
        sys.exit(f"{document} {transition} {person}: {[reason.message.en for reason in refused.reasons]}")


def _trusted(files: dict[str, bytes]) -> dict[str, bytes]:
    """The policy enacted and every person enrolled on the first day."""
    written: dict[str, bytes] = {}
    for second, administrator in enumerate(("P-001", "P-007")):
        act = TrustAct("enact", administrator, f"2026-01-05T00:00:0{second}Z", TOOL)
        written |= prepare_enactment(_trust({**files, **written}), act, demo_key(administrator))
    for path in sorted(path for path in files if path.startswith("records/person/")):
        person = path.rpartition("/")[2].removesuffix(".yaml")
        administrator = "P-001" if person == "P-007" else "P-007"
        trust = _trust({**files, **written})
        act = TrustAct("enrol", administrator, "2026-01-05T00:30:00Z", TOOL)
        written |= prepare_enrolment(trust, trust.library.records[person], act, demo_key(administrator))
    trust = _trust({**files, **written})
    act = TrustAct("delegate", "P-001", "2026-07-03T01:10:00Z", TOOL)
    return written | prepare_delegation(trust, trust.library.records["DLG-2026-001"], act, demo_key("P-001"))


def _trust(files: dict[str, bytes]) -> Trust:
    snapshot = Snapshot.of_files(
        {
            p: d
            for p, d in files.items()
            if p.startswith(("schemas/", "records/person/", "records/delegation/", APPROVALS))
        }
    )
    schemas, _ = load_schemas(snapshot)
    return Trust(load_library(snapshot, schemas)[0], "Asia/Shanghai")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
