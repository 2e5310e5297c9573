from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Company
    from tests.company_repository import Outcome


def test_both_directions(ask: Callable[..., Outcome]) -> None:
    found = ask("refs", "CUS-0001", "--format", "json").json
    assert {entry["direction"] for entry in found} == {"from", "to"}
    assert {"direction": "from", "record": "CERT-0001", "type": "certificate", "field": "holder"} in found
    assert "被引用  " in ask("refs", "CUS-0001", lang="zh").out


def test_a_dead_reference_has_no_type(company: Company) -> None:
    company.edit("records/certificate/CERT-0001.yaml", "holder: CUS-0001", "holder: CUS-9999")
    found = company.docctl("refs", "CERT-0001", "--format", "json").json
    assert {"direction": "to", "record": "CUS-9999", "type": "?", "field": "holder"} in found
