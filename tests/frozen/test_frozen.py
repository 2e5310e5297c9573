"""Old repositories and signatures, judged as they were judged when they were made: see tests/frozen/make.py."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest

from docctl.approval.signature.passkey import refusal
from docctl.approval.signature.sshsig import prove
from docctl.approval.signature.wire import BadSignature
from tests.company_repository import Company
from tests.frozen.make import answers

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPORA = sorted(path.parent for path in Path(__file__).parent.glob("*/signatures.json"))


def cases() -> Iterator[Any]:
    for corpus in CORPORA:
        for case in json.loads((corpus / "signatures.json").read_text(encoding="utf-8")):
            yield pytest.param(case, id=f"{corpus.name}: {case['name']}")


def test_there_is_a_corpus() -> None:
    assert CORPORA


@pytest.mark.parametrize("case", list(cases()))
def test_an_old_signature_is_judged_as_it_was(case: dict[str, Any]) -> None:
    message, signature, key = (base64.b64decode(case[field]) for field in ("message", "signature", "key"))
    assert _code(case, message, signature, key) == case["code"]


def _code(case: dict[str, Any], message: bytes, signature: bytes, key: bytes) -> str:
    try:
        proof = prove(message, signature, case["namespace"])
    except BadSignature as bad:
        return bad.code
    found = refusal(proof, case["day"], case["passkeys"], {})
    return found or ("" if proof.key == key else "SIGNER_UNKNOWN")


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda path: path.name)
def test_an_old_repository_is_judged_as_it_was(corpus: Path, tmp_path: Path) -> None:
    old = Company(tmp_path / "old")
    old.run("pull", "--quiet", str(corpus / "demo.bundle"), "main")
    assert answers(old) == json.loads((corpus / "demo.json").read_text(encoding="utf-8"))
