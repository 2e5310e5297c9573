from __future__ import annotations

from tests.unit.schema.schemas import COMMON
from tests.unit.schema.schemas import LIFECYCLE
from tests.unit.schema.schemas import NOTE
from tests.unit.schema.schemas import loaded
from tests.unit.schema.schemas import note

SIGNED = LIFECYCLE.replace("kind: field", "kind: signed")


def test_a_type_has_the_envelope_its_status_and_its_own_fields() -> None:
    kept = note()
    assert list(kept.properties) == ["id", "type", "created_on", "approved_by", "status", "name"]
    assert kept.properties["name"] == {"type": "string", "minLength": 1, "title": "Name", "x-zh": "名称"}
    assert kept.properties["type"] == {"type": "string", "const": "note"}
    assert kept.properties["status"]["enum"] == ["open", "closed"]
    assert kept.properties["status"]["x-labels"] == {"open": "打开", "closed": "关闭"}
    assert kept.schema["required"] == ["id", "type", "name", "status"]
    assert kept.schema["additionalProperties"] is False


def test_types_of_signed_acts_store_neither_status_nor_signoffs() -> None:
    kept = note(**{"schemas/lifecycles/open-closed.yaml": SIGNED})
    assert list(kept.properties) == ["id", "type", "created_on", "name"]
    assert kept.schema["required"] == ["id", "type", "name"]


def test_how_long_a_record_is_kept_is_reckoned_from_the_event_that_its_type_names() -> None:
    field = "  retention_until: {type: string, title: Kept, x-zh: 期限}\n"
    common = COMMON.replace("\nproperties:\n", f"\nproperties:\n{field}", 1)
    event = "self.?created_on.orValue('')"
    for years, reckoned in (("years: 3", "3"), ("parameter: kept.years", "cfg.kept.years")):
        text = NOTE.replace("x-lifecycle:", f"x-retention: {{after: created_on, {years}}}\nx-lifecycle:")
        kept = note(**{"schemas/common.yaml": common, "schemas/types/note.yaml": text})
        assert kept.properties["retention_until"] == {
            "x-computed": f"{event} == '' ? '' : addYears({event}.split('T')[0], {reckoned})",
            "type": "string",
            "title": "Kept",
            "x-zh": "期限",
        }
    stored = note(**{"schemas/common.yaml": common})
    assert "x-computed" not in stored.properties["retention_until"]


def test_a_type_without_lifecycle_has_no_status() -> None:
    schemas, problems = loaded({"schemas/types/note.yaml": NOTE.replace("x-lifecycle: open-closed\n", "")})
    assert problems == []
    kept = schemas.types["note"]
    assert kept.lifecycle is None
    assert list(kept.properties) == ["id", "type", "created_on", "approved_by", "name"]
    assert kept.schema["required"] == ["id", "type", "name"]


def test_a_type_without_envelope_stands_alone() -> None:
    text = 'x-type: memo\ntitle: Memo\nx-zh: 备忘\nx-id: {pattern: "^M$"}\nproperties: {a: {type: string}}\n'
    schemas, _ = loaded({"schemas/types/memo.yaml": text, "schemas/common.yaml": "a: ["})
    assert list(schemas.types["memo"].properties) == ["a", "type"]
    assert schemas.types["memo"].schema["required"] == []


def test_own_fields_replace_those_of_the_envelope_and_computed_ones_are_not_required() -> None:
    kept = note(
        "created_on: {x-computed: self.name, title: Computed}",
        **{"schemas/common.yaml": COMMON.replace("[id, type]", "[id, type, created_on]")},
    )
    assert kept.properties["created_on"] == {"x-computed": "self.name", "title": "Computed"}
    assert "created_on" not in kept.schema["required"]


def test_conditions_of_the_type_are_kept() -> None:
    more = (
        "anyOf: [{required: [name]}]\nif: {required: [name]}\nthen: {required: [id]}\ndependentRequired: {name: [id]}\n"
    )
    kept = note(more=more)
    assert kept.schema["anyOf"] == [{"required": ["name"]}]
    assert kept.schema["dependentRequired"] == {"name": ["id"]}
    assert (kept.schema["if"], kept.schema["then"]) == ({"required": ["name"]}, {"required": ["id"]})
    assert (kept.title.en, kept.title.zh, kept.lifecycle) == ("Note", "便条", "open-closed")
