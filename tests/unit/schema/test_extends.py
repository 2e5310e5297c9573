from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.packaged import packaged_digest
from docctl.packaged import packaged_files
from docctl.schema import Schemas
from docctl.schema import load_schemas
from docctl.schema.load import all_rules
from docctl.snapshot import Snapshot

if TYPE_CHECKING:
    from docctl.violation import Violation

POLICY = f"""\
repository: 00000000-0000-0000-0000-000000000000
version: 1
docctl: 0.1.0
packaged: {packaged_digest()}
company: {{en: C, zh: 公司}}
base_url: https://a.example
threshold: 1
administrators: [{{id: P-001, key: a}}]
"""
CUSTOMER = "schemas/types/customer.yaml"


def loaded(files: dict[str, str] | None = None, *, policy: str = POLICY) -> tuple[Schemas, list[Violation]]:
    """The schemas of a company that writes only a policy and these files; the last line of each is ended."""
    given = {path: text if text.endswith("\n") else text + "\n" for path, text in (files or {}).items()}
    return load_schemas(Snapshot.of_files({"schemas/policy.yaml": policy, **given}))


def customer(text: str) -> tuple[Schemas, list[Violation]]:
    """The packaged types, with a customer that the company changes."""
    return loaded({CUSTOMER: "x-type: customer\nx-extends: docctl:customer\n" + text})


def faults(problems: list[Violation]) -> list[tuple[str, str, int]]:
    return [(problem.code, problem.path, problem.position.line) for problem in problems]


def test_a_policy_that_names_the_packaged_types_has_them_all() -> None:
    schemas, problems = loaded()
    assert problems == []
    assert set(schemas.documents) >= set(packaged_files("schemas/types/"))
    assert schemas.policy["company"]["zh"] == "公司"
    assert schemas.registers
    assert schemas.roles


def test_a_policy_that_names_none_has_only_its_own() -> None:
    schemas, problems = loaded(policy=POLICY.replace("packaged:", "rules:"))
    assert problems == []
    assert schemas.types == {}


def test_an_unreadable_policy_brings_nothing() -> None:
    schemas, problems = loaded(policy="\t: [\n")
    assert [problem.path for problem in problems] == ["schemas/policy.yaml"]
    assert schemas.types == {}


def test_other_packaged_types_than_the_pinned_ones_are_said_once() -> None:
    other = "sha256:" + "0" * 64
    schemas, problems = loaded(policy=POLICY.replace(packaged_digest(), other))
    assert faults(problems) == [("SCHEMA_PACKAGED", "schemas/policy.yaml", 4)]
    assert "0.1.0" in problems[0].message.zh
    assert "customer" in schemas.types


def test_a_file_of_the_company_replaces_the_packaged_one() -> None:
    text = "x-type: customer\ntitle: C\nx-zh: 客户\nx-id: {pattern: '^C-[0-9]+$'}\nproperties: {}\n"
    schemas, _ = loaded({CUSTOMER: text})
    assert schemas.types["customer"].title.zh == "客户"
    assert "uscc" not in schemas.types["customer"].properties


def test_a_type_states_only_what_differs() -> None:
    schemas, problems = customer("x-zh: 客户档案\nproperties:\n  channel: {type: string, title: Channel, x-zh: 渠道}\n")
    assert problems == []
    changed = schemas.types["customer"]
    assert (changed.title.zh, changed.title.en) == ("客户档案", "Customer or supplier dossier")
    assert {"channel", "uscc"} <= set(changed.properties)


def test_a_key_of_a_field_changes_and_the_others_stay() -> None:
    schemas, problems = customer("properties: {name: {x-zh: 客户名称}}\n")
    assert problems == []
    name = schemas.types["customer"].properties["name"]
    assert (name["x-zh"], name["title"], name["type"]) == ("客户名称", "Company name", "string")


def test_a_field_set_to_false_is_neither_there_nor_required() -> None:
    whole, _ = loaded()
    assert "important" in whole.types["customer"].schema["required"]
    schemas, problems = customer("properties: {important: false, industry: false}\n")
    assert problems == []
    assert not {"important", "industry"} & set(schemas.types["customer"].properties)
    assert "important" not in schemas.types["customer"].schema["required"]


def test_a_field_that_is_not_there_cannot_be_left_out() -> None:
    _, problems = customer("properties: {colour: false}\n")
    assert faults(problems) == [("SCHEMA_INVALID", CUSTOMER, 3)]


def test_more_fields_can_be_required() -> None:
    schemas, problems = customer("required: [industry]\n")
    assert problems == []
    assert {"industry", "name"} <= set(schemas.types["customer"].schema["required"])


def test_a_rule_changes_by_id_and_slug_and_new_ones_are_added() -> None:
    whole, _ = loaded()
    first = whole.types["customer"].rules[-1].data
    own = f"{{id: {first['id']}, slug: {first['slug']}, severity: warning}}"
    new = "{id: R-9001, slug: own.rule, assert: 'true', message: {en: a, zh: b}}"
    schemas, problems = customer(f"x-rules:\n  - {own}\n  - {new}\n")
    assert problems == []
    rules = {(rule.data["id"], rule.data["slug"]): rule for rule in all_rules(schemas)}
    changed = rules[first["id"], first["slug"]]
    assert changed.data == {**first, "severity": "warning"}
    assert changed.document.position(changed.at).line == 4
    assert ("R-9001", "own.rule") in rules
    assert len(rules) == len(all_rules(whole)) + 1


def test_a_misspelt_keyword_is_found_in_the_file_of_the_company() -> None:
    _, problems = customer("x-hepl: {en: a, zh: b}\n")
    assert faults(problems) == [("SCHEMA_KEYWORD", CUSTOMER, 3)]


def test_what_has_the_wrong_form_is_refused_not_merged() -> None:
    _, problems = customer("properties: []\nx-rules: [5]\n")
    assert {problem.path for problem in problems} == {CUSTOMER}
    assert {problem.code for problem in problems} == {"SCHEMA_INVALID"}


def test_a_file_changes_only_the_type_that_it_is_named_after() -> None:
    _, problems = loaded({"schemas/types/licence.yaml": "x-type: licence\nx-extends: docctl:certificate\n"})
    assert faults(problems) == [("SCHEMA_EXTENDS", "schemas/types/licence.yaml", 2)]
    assert "named after" in problems[0].message.en


def test_an_unknown_type_cannot_be_extended() -> None:
    _, problems = loaded({CUSTOMER: "x-type: customer\nx-extends: docctl:custmer\n"})
    assert faults(problems) == [("SCHEMA_EXTENDS", CUSTOMER, 2)]


def test_nothing_can_be_extended_where_the_policy_keeps_to_nothing() -> None:
    files = {CUSTOMER: "x-type: customer\nx-extends: docctl:customer\n"}
    _, problems = loaded(files, policy=POLICY.replace("packaged:", "rules:"))
    assert faults(problems) == [("SCHEMA_EXTENDS", CUSTOMER, 2)]
    assert "采用" in problems[0].message.zh


def test_parameters_and_roles_are_laid_over_entry_by_entry() -> None:
    schemas, problems = loaded(
        {
            "schemas/parameters.yaml": "doc.warn_days: {value: 45}\n",
            "schemas/roles.yaml": "departments: {LAB: {title: Lab, x-zh: 实验室}}\n",
        }
    )
    assert problems == []
    values = schemas.parameters.at("2026-01-01")
    assert values["doc"]["warn_days"] == 45
    assert "audit" in values
    assert {"LAB", "QA"} <= set(schemas.departments)
    assert "document_controller" in schemas.roles


def test_an_unknown_entry_of_the_parameters_must_be_whole() -> None:
    _, problems = loaded({"schemas/parameters.yaml": "my.number: {value: 45}\n"})
    assert {problem.path for problem in problems} == {"schemas/parameters.yaml"}
