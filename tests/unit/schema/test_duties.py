"""Parties of a process: a department, or people who may belong to one."""

from __future__ import annotations

from docctl.schema.duties import department_of


def test_the_department_of_a_party() -> None:
    assert department_of("QA") == "QA"
    assert department_of({"en": "head", "zh": "负责人", "department": "QA"}) == "QA"
    assert department_of({"en": "customer", "zh": "客户"}) is None
