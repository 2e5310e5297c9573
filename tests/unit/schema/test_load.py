from __future__ import annotations

from pathlib import Path

import pytest

from docctl.publish.marks import stamps
from docctl.schema import load_schemas
from docctl.schema.load import all_rules
from docctl.snapshot import Snapshot
from tests.unit.schema.schemas import BASE
from tests.unit.schema.schemas import COMMON
from tests.unit.schema.schemas import LIFECYCLE
from tests.unit.schema.schemas import NOTE
from tests.unit.schema.schemas import RULE
from tests.unit.schema.schemas import faults
from tests.unit.schema.schemas import loaded

ROOT = Path(__file__).resolve().parents[3]
REGISTER = """\
id: G-01
title: Notes
x-zh: 便条清单
rows: {type: note, view: working}
columns: [{key: name, title: Name, x-zh: 名称, value: self.name}]
"""
PROFILES = "profiles: {value: [trade], title: P, x-zh: 类型}"
STATED = "{id: R-009, slug: a.b, kind: schema, statement: {en: a, zh: b}}"


def test_no_schemas_are_no_fault() -> None:
    schemas, problems = load_schemas(Snapshot.of_files({}))
    assert problems == []
    assert (schemas.types, schemas.policy, schemas.profiles) == ({}, {}, frozenset())


def test_every_kind_of_file_is_loaded() -> None:
    uuid = "00000000-0000-0000-0000-000000000000"
    schemas, problems = loaded(
        {
            "schemas/registers/G-01.yaml": REGISTER,
            "schemas/parameters.yaml": "zone: {value: Z, title: Zone, x-zh: 时区}",
            "schemas/roles.yaml": "roles: {head: {title: H, x-zh: 长}}\ndepartments: {QA: {title: Q, x-zh: 质}}",
            "schemas/policy.yaml": f"repository: {uuid}\nversion: 1\nadministrators: [{{id: P-1, key: a}}]\n"
            "threshold: 1\ncompany: {en: C, zh: 公司}\nbase_url: https://a.example\n",
            "schemas/README.md": "no schema",
            "schemas/types/notes.txt": "no schema",
            "schemas/other/a.yaml": "a: [",
        }
    )
    assert problems == []
    assert list(schemas.types) == ["note"]
    assert list(schemas.lifecycles) == ["open-closed"]
    assert list(schemas.registers) == ["G-01"]
    assert schemas.parameters.at("2026-01-01") == {"zone": "Z"}
    assert (list(schemas.roles), list(schemas.departments)) == (["head"], ["QA"])
    assert schemas.policy["repository"] == uuid


@pytest.mark.parametrize("path", ["schemas/types/note.yaml", "schemas/common.yaml", "schemas/parameters.yaml"])
def test_what_cannot_be_read_is_reported_and_left_out(path: str) -> None:
    schemas, problems = loaded({path: "a: [", "schemas/roles.yaml": "roles: {}\ndepartments: {}"})
    assert (problems[0].path, problems[0].code) == (path, "YAML_SYNTAX")
    assert list(schemas.lifecycles) == ["open-closed"]


def test_a_type_is_named_as_its_file() -> None:
    assert faults({"schemas/types/notes.yaml": NOTE}) == [
        ("notes.yaml", "SCHEMA_NAME", (1, 9), "the file is named notes but says it is note"),
    ]


def test_a_register_is_named_as_its_file_and_lists_a_type() -> None:
    assert faults({"schemas/registers/G-02.yaml": REGISTER}) == [
        ("G-02.yaml", "SCHEMA_NAME", (1, 5), "the file is named G-02 but says it is G-01"),
    ]
    assert faults({"schemas/registers/G-01.yaml": REGISTER.replace("type: note", "type: memo")}) == [
        ("G-01.yaml", "SCHEMA_TYPE", (4, 14), "there is no record type memo"),
    ]


MARK = """marks:
  obsolete:
    mark: 作废
    title: Obsolete
    meaning: {en: a, zh: b}
    applies_to: {en: a, zh: b}
    by: {en: a, zh: b}
    where: {en: a, zh: b}
    site: [{type: note, states: [closed], rule: R-105}]
    x-sources: [S003-20]
"""


def test_a_mark_is_shown_on_records_of_a_type() -> None:
    schemas, problems = loaded({"schemas/marks.yaml": MARK})
    assert problems == []
    assert schemas.marks["obsolete"]["mark"] == "作废"
    assert faults({"schemas/marks.yaml": MARK.replace("type: note", "type: memo")}) == [
        ("marks.yaml", "SCHEMA_TYPE", (9, 19), "there is no record type memo"),
    ]
    assert [fault[1] for fault in faults({"schemas/marks.yaml": MARK + "colour: red\n"})] == ["SCHEMA_KEYWORD"]


def test_a_stamp_stands_on_copies_of_a_type() -> None:
    stamp = MARK.replace("    x-sources", "    copy: [note]\n    x-sources")
    schemas, problems = loaded({"schemas/marks.yaml": stamp})
    assert problems == []
    assert stamps(schemas.marks, "note") == ["作废"]
    assert stamps(schemas.marks, "memo") == []
    assert faults({"schemas/marks.yaml": stamp.replace("copy: [note]", "copy: [note, memo]")}) == [
        ("marks.yaml", "SCHEMA_TYPE", (10, 18), "there is no record type memo"),
    ]


DUTIES = """duties:
  issue:
    title: Issue
    x-zh: 发布
    does: [QA, {en: author, zh: 编制人, department: QA}]
    decides: [{en: approver, zh: 批准人}]
"""


def test_duties_name_departments_that_exist() -> None:
    files = {"schemas/duties.yaml": DUTIES, "schemas/roles.yaml": "roles: {}\ndepartments: {QA: {title: Q, x-zh: 质}}"}
    schemas, problems = loaded(files)
    assert problems == []
    assert list(schemas.duties) == ["issue"]
    wrong = DUTIES.replace("department: QA", "department: QC")
    assert faults({**files, "schemas/duties.yaml": wrong}) == [
        ("duties.yaml", "SCHEMA_DEPARTMENT", (5, 16), "there is no department QC"),
    ]
    assert [fault[1] for fault in faults({**files, "schemas/duties.yaml": DUTIES + "colour: red\n"})] == [
        "SCHEMA_KEYWORD"
    ]


def test_a_duty_of_a_profile_that_is_not_used_is_left_out() -> None:
    files = {
        "schemas/duties.yaml": DUTIES + "    x-profile: [hospital]\n",
        "schemas/roles.yaml": "roles: {}\ndepartments: {QA: {title: Q, x-zh: 质}}",
        "schemas/parameters.yaml": PROFILES,
    }
    assert loaded(files)[0].duties == {}


SEARCH = """groups:
  notes: {title: Notes, x-zh: 单据, types: [note]}
not_current:
  note: [closed]
"""


def test_the_groups_of_the_search_name_types() -> None:
    schemas, problems = loaded({"schemas/search.yaml": SEARCH})
    assert problems == []
    assert schemas.search["groups"]["notes"]["types"] == ["note"]
    for old, new, place in (("[note]", "[memo]", (2, 43)), ("  note:", "  memo:", (4, 9))):
        changed = faults({"schemas/search.yaml": SEARCH.replace(old, new)})
        assert changed == [("search.yaml", "SCHEMA_TYPE", place, "there is no record type memo")]
    assert [fault[1] for fault in faults({"schemas/search.yaml": SEARCH + "colour: red\n"})] == ["SCHEMA_KEYWORD"]


DOSSIERS = """dossiers:
  note:
    tables:
      - {type: note, by: after, columns: [kind]}
"""


def test_dossiers_name_types() -> None:
    schemas, problems = loaded({"schemas/dossiers.yaml": DOSSIERS})
    assert problems == []
    assert list(schemas.dossiers) == ["note"]
    for old, new, place in (("  note:", "  memo:", (2, 3)), ("type: note", "type: memo", (4, 16))):
        changed = faults({"schemas/dossiers.yaml": DOSSIERS.replace(old, new)})
        assert [(*fault[:2], fault[3]) for fault in changed] == [
            ("dossiers.yaml", "SCHEMA_TYPE", "there is no record type memo")
        ], place
    assert [fault[1] for fault in faults({"schemas/dossiers.yaml": DOSSIERS + "colour: red\n"})] == ["SCHEMA_KEYWORD"]


def test_a_missing_lifecycle_is_refused() -> None:
    said = "open: there is no such lifecycle file, or it is wrong"
    assert faults({"schemas/types/note.yaml": NOTE.replace("open-closed", "open")}) == [
        ("note.yaml", "SCHEMA_LIFECYCLE", (5, 14), said),
    ]
    found = faults({"schemas/lifecycles/open-closed.yaml": LIFECYCLE + "colour: red\n"})
    assert [fault[:2] for fault in found] == [
        ("open-closed.yaml", "SCHEMA_KEYWORD"),
        ("note.yaml", "SCHEMA_LIFECYCLE"),
    ]


def test_a_reference_to_no_type_is_refused() -> None:
    fields = "  a: {type: string, x-ref: [note, memo]}\n  b: {items: {properties: {c: {x-ref: [letter]}}}}\n"
    assert faults({"schemas/types/note.yaml": NOTE + fields}) == [
        ("note.yaml", "SCHEMA_TYPE", (9, 35), "there is no record type memo"),
        ("note.yaml", "SCHEMA_TYPE", (10, 40), "there is no record type letter"),
    ]


def test_a_star_stands_for_every_type() -> None:
    memo = NOTE.replace("note", "memo") + '  about: {type: string, x-ref: ["*"]}\n'
    schemas, problems = loaded({"schemas/types/memo.yaml": memo})
    assert problems == []
    assert [field.schema["x-ref"] for field in schemas.types["memo"].references] == [["memo", "note"]]
    fields = '  a: {type: string, x-ref: ["*", note]}\n'
    assert [fault[1] for fault in faults({"schemas/types/note.yaml": NOTE + fields})] == ["SCHEMA_INVALID"]


def test_an_id_and_slug_are_given_once() -> None:
    more = f"x-rules: [{RULE}, {RULE.replace('note.name', 'note.other')}]\n"
    assert faults({"schemas/types/note.yaml": NOTE + more}) == []
    assert faults({"schemas/types/note.yaml": f"{NOTE}x-rules:\n  - {RULE}\n  - {RULE}\n"}) == [
        ("note.yaml", "SCHEMA_TWICE", (11, 5), "R-001 is already defined in schemas/types/note.yaml:10"),
    ]
    found = faults({"schemas/common.yaml": f"{COMMON}x-rules: [{RULE}]\n", "schemas/types/note.yaml": NOTE + more})
    assert [(fault[1], fault[3]) for fault in found] == [
        ("SCHEMA_TWICE", "R-001 is already defined in schemas/common.yaml:11"),
    ]


def test_a_wrong_envelope_leaves_no_types() -> None:
    schemas, problems = loaded({"schemas/common.yaml": COMMON.replace("#/$defs/text", "#/$defs/none")})
    assert [v.code for v in problems] == ["SCHEMA_REF"]
    assert schemas.types == {}


def test_one_wrong_type_does_not_hide_the_others() -> None:
    memo = NOTE.replace("note", "memo")
    schemas, problems = loaded(
        {"schemas/types/memo.yaml": memo, "schemas/types/note.yaml": f"{NOTE}  a: {{$ref: '#/$defs/x'}}"}
    )
    assert [v.code for v in problems] == ["SCHEMA_REF"]
    assert list(schemas.types) == ["memo"]


@pytest.mark.parametrize(("profile", "used"), [("trade", True), ("manufacturer", False)])
def test_what_no_profile_uses_is_left_out(profile: str, used: bool) -> None:  # noqa: FBT001 - what is expected
    memo = NOTE.replace("note", "memo").replace("required: [name]", "required: [name, extra]")
    memo += f"  extra: {{type: string, x-profile: [{profile}]}}\n"
    memo += f"x-rules: [{RULE[:-1]}, x-profile: [{profile}]}}]\n"
    memo += f"x-due: [{{id: R-002, slug: a.b, due: today, message: {{en: a, zh: b}}, x-profile: [{profile}]}}]\n"
    schemas, problems = loaded(
        {
            "schemas/parameters.yaml": PROFILES,
            "schemas/types/memo.yaml": memo,
            "schemas/types/note.yaml": f"{NOTE}x-profile: [{profile}]\n",
            "schemas/registers/G-01.yaml": f"{REGISTER.replace('type: note', 'type: memo')}x-profile: [{profile}]\n",
            "schemas/common.yaml": f"{COMMON}x-rules: [{RULE[:-1].replace('001', '3000')}, x-profile: [{profile}]}}]\n",
        }
    )
    assert problems == []
    assert schemas.profiles == {"trade"}
    assert ("note" in schemas.types) is used
    assert ("G-01" in schemas.registers) is used
    kept = schemas.types["memo"]
    assert ("extra" in kept.properties) is used
    assert ("extra" in kept.schema["required"]) is used
    assert (len(kept.rules), len(kept.dues), len(schemas.common_rules)) == ((1, 1, 1) if used else (0, 0, 0))


def test_every_rule_is_listed_in_file_order() -> None:
    due = "{id: R-002, slug: a.c, due: today, message: {en: a, zh: b}}"
    schemas, problems = loaded(
        {
            "schemas/common.yaml": f"{COMMON}x-rules: [{RULE}]\nx-due: [{due}]\nx-stated: [{STATED}]\n",
            "schemas/lifecycles/open-closed.yaml": f"{LIFECYCLE}x-stated: [{STATED.replace('009', '010')}]\n",
            "schemas/types/note.yaml": f"{NOTE}x-rules: [{RULE.replace('001', '003')}]\n"
            f"x-due: [{due.replace('002', '004')}]\n"
            f"x-stated: [{STATED.replace('009', '011')}]\n",
        }
    )
    assert problems == []
    assert [raw.data["id"] for raw in all_rules(schemas)] == [
        "R-001", "R-002", "R-010", "R-009", "R-003", "R-004", "R-011",
    ]  # fmt: skip
    assert all_rules(schemas)[0].at == ("x-rules", 0)


def test_the_schemas_of_this_repository_are_right() -> None:
    schemas, problems = load_schemas(Snapshot.of_worktree(str(ROOT), ["schemas/"]))
    assert problems == []
    assert {"person", "department", "controlled-document"} <= set(schemas.types)


def test_the_base_of_these_tests_is_right() -> None:
    assert load_schemas(Snapshot.of_files(BASE))[1] == []
