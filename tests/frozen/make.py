"""Freezes what every later version must judge alike: `python -m tests.frozen.make NAME` writes tests/frozen/NAME.

A corpus is written once. A later format gets another corpus beside it; no corpus is ever changed.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from docctl.approval.signature.sshsig import prove
from docctl.approval.statement import NAMESPACE
from tests.company_repository import Company
from tests.signature_mutants import ORIGINALS
from tests.signed import MESSAGE
from tests.unit.approval.signature.test_passkey import BAD
from tests.unit.approval.signature.test_passkey import DAY
from tests.unit.approval.signature.test_passkey import GOODS
from tests.unit.approval.signature.test_passkey import OURS
from tests.unit.approval.signature.test_passkey import WINDOW

if TYPE_CHECKING:
    from collections.abc import Iterator

FROZEN = Path(__file__).parent
DAYS = ("2025-03-31", "2025-09-30", "2025-12-31", "2026-04-30", "2026-08-31", "2026-11-21")


def main(name: str) -> None:
    """Write a new corpus."""
    folder = FROZEN / name
    folder.mkdir()
    (folder / "signatures.json").write_text(_text(list(_signatures())), encoding="utf-8")
    with tempfile.TemporaryDirectory() as temporary:
        demo = Path(temporary) / "demo"
        subprocess.run([sys.executable, "-m", "docctl", "demo", str(demo)], check=True)
        bundle = folder / "demo.bundle"
        repository = Company(demo)
        repository.run("bundle", "create", "--quiet", str(bundle), "main")
        (folder / "demo.json").write_text(_text(answers(repository)), encoding="utf-8")


def answers(repository: Company) -> dict[str, Any]:
    """What docctl says of a repository: its statements, and what is in force on some days."""
    registers = {day: repository.docctl("register", "G-01", "--as-of", day, "--format", "json").json for day in DAYS}
    return {
        "verify": repository.docctl("verify", "--as-of", DAYS[-1], "--format", "json").json,
        "in_force": {day: [row[:3] for row in register["rows"]] for day, register in registers.items()},
    }


def _signatures() -> Iterator[dict[str, Any]]:
    """Each case as message, signature, key, and the code that refuses it; empty where it counts."""
    for name, file in ORIGINALS.items():
        yield _case(name, MESSAGE, file, prove(MESSAGE, file, NAMESPACE).key, "")
    for name, act in GOODS.items():
        yield _case(f"passkey: {name}", act.message, act.file(), OURS, "")
    for name, case in BAD.items():
        yield _case(f"passkey {name}", case.message, case.file, OURS, case.code, synced=case.synced)


def _case(name: str, message: bytes, file: bytes, key: bytes, code: str, *, synced: bool = True) -> dict[str, Any]:
    binary = {"message": message, "signature": file, "key": key}
    encoded = {field: base64.b64encode(data).decode() for field, data in binary.items()}
    window = WINDOW | {"synced": synced}
    return {"name": name, "namespace": NAMESPACE, "day": DAY, "passkeys": [window], "code": code, **encoded}


def _text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    main(sys.argv[1])
