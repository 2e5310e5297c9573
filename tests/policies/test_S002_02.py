"""S002-02: a hand-over of assets names their class and its legal basis; the five acts cited are external documents.

An act that is superseded has the policies that cite it revised.
"""

from __future__ import annotations

import pytest

from tests import example_library as library
from tests.policies.documents import draft
from tests.policies.outside import case
from tests.policies.outside import changed
from tests.policies.outside import found
from tests.policies.outside import path_of
from tests.policies.outside import register

LAW = "EXT-1-0001"
REGISTERED = case("ext.category.custodian/law-with-anybody")
ACTS = {
    "EXT-1-0011": "供用电示例条例",
    "EXT-1-0012": "供电营业示例规则",
    "EXT-1-0013": "居民住宅配电设施示例办法",
    "EXT-1-0014": "城市电缆下地示例通知",
    "EXT-1-0015": "资产移交示例意见",
}
CITING = "records/controlled-document/HM-QP-XS002.md"
HANDOVER = case("prop.asset.basis/complete")


def registered() -> dict[str, bytes]:
    """The five acts on the list of external documents."""
    text = REGISTERED[path_of(REGISTERED, LAW)].decode()
    files = dict(REGISTERED)
    for number, name in ACTS.items():
        act = text.replace(LAW, number).replace("示例市安全生产条例", name)
        files[f"records/external-document/{number}.yaml"] = act.encode()
    return files


def policy(acts: tuple[str, ...]) -> dict[str, bytes]:
    """A policy that cites some acts, and the five of them on the list."""
    files = registered()
    cited = "".join(f"  - {act}\n" for act in acts)
    return {**files, CITING: draft(("forms:\n", f"legal_basis:\n{cited}forms:\n"))}


def test_the_five_acts_resolve_to_external_documents() -> None:
    files = policy(tuple(ACTS))
    assert found(files) == set()
    rows = register(files, "G-04", "2026-03-02")
    assert {number: (rows[number]["name"], rows[number]["cited_by"]) for number in ACTS} == {
        number: (name, "HM-QP-XS002") for number, name in ACTS.items()
    }


def test_an_act_that_nobody_registered_is_refused() -> None:
    assert found(policy((*ACTS, "EXT-1-0016"))) == {("engine.ref-missing", "HM-QP-XS002")}


def test_a_policy_that_cites_a_superseded_act_is_listed_for_revision() -> None:
    listed = library.Case(library.RULES / "ext.cited.current/listed")
    assert library.due_lines(listed) == ["R-143 HM-QP-XS002 2026-04-20 due"]


def test_an_act_kept_by_a_department_without_laws_is_refused() -> None:
    files = changed(policy(tuple(ACTS)), "EXT-1-0013", ("managing_department: ADMIN", "managing_department: STORE"))
    assert found(files) == {("ext.category.department", "EXT-1-0013")}


def handover(acts: tuple[str, ...]) -> dict[str, bytes]:
    """A hand-over of assets that rests on some acts, and the five of them on the list."""
    given = "".join(f"  - {act}\n" for act in acts)
    basis = ("  - EXT-1-0001\n  - EXT-1-0002\n", given)
    path = path_of(HANDOVER, "AH-2026-001")
    return {**registered(), path: changed(HANDOVER, "AH-2026-001", basis)[path]}


def test_a_handover_rests_on_the_five_acts() -> None:
    assert found(handover(tuple(ACTS))) == set()
    assert found(handover((*ACTS, "EXT-1-0016"))) == {("engine.ref-missing", "AH-2026-001")}


@pytest.mark.parametrize(
    ("lacking", "pointer"),
    [
        ("asset_class: 专用输变电、配电及计量资产\n", "/asset_class"),
        ("investor: 泽安示例电梯部件有限公司\n", "/investor"),
        ("legal_basis:\n  - EXT-1-0001\n  - EXT-1-0002\n", "/legal_basis"),
    ],
)
def test_a_handover_without_class_investor_or_legal_basis_is_refused(lacking: str, pointer: str) -> None:
    files = changed(HANDOVER, "AH-2026-001", (lacking, ""))
    assert [(v.code, v.pointer) for v in library.book().violations(files)] == [("R-431", pointer)]
