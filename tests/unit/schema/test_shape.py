from __future__ import annotations

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from docctl.reader import read
from docctl.schema import Schemas
from docctl.schema import Shape
from docctl.schema import load_schemas
from docctl.schema.formats import FORMATS
from docctl.schema.metaschema import metaschema
from docctl.schema.shape import stored_schema
from docctl.snapshot import Snapshot
from docctl.violation import Severity
from tests.unit.schema.schemas import judged
from tests.unit.schema.schemas import note
from tests.unit.schema.schemas import verdicts

ROOT = Path(__file__).resolve().parents[3]

# field, its schema, the line in the record, place, what is said in English and Chinese after the label
KEYWORDS = [
    ("type: string", "12", (5, 4), "12: is not text (put it in quotes)", "12：应为文字（请加引号）"),
    ("type: integer", "1.5", (5, 4), "1.5: is not a whole number", "1.5：应为整数"),
    ("type: number", "x", (5, 4), "x: is not a number", "x：应为数字"),
    ("type: boolean", "1", (5, 4), "1: is not true or false", "1：应为true 或 false"),
    ("type: array", "x", (5, 4), "x: is not a list", "x：应为列表"),
    ("type: object", "true", (5, 4), "true: is not a group of fields", "true：应为一组字段"),
    ("enum: [甲, 2]", "乙", (5, 4), "乙: is none of: 甲, 2", "乙：不在可选值之内：甲、2"),
    (
        "enum: [普通级, 2], x-aliases: {一般: 普通级}",
        "一般",
        (5, 4),
        "一般: is another word for 普通级; write 普通级",
        "一般：即“普通级”，请写作“普通级”",
    ),
    (
        "enum: [普通级], x-aliases: {一般: 普通级}",
        "特级",
        (5, 4),
        "特级: is none of: 普通级",
        "特级：不在可选值之内：普通级",
    ),
    ("const: true", "false", (5, 4), "false: must be true", "false：必须是 true"),
    ("pattern: '^a'", "b", (5, 4), "b: does not match ^a", "b：不符合格式 ^a"),
    (
        "format: date",
        "2026-02-30",
        (5, 4),
        "2026-02-30: is not a day such as 2026-02-28",
        "2026-02-30：不是 2026-02-28 这样的日期",
    ),
    (
        "format: date-time",
        "2026-02-28",
        (5, 4),
        "2026-02-28: is not a moment such as 2026-02-28T09:30:00+08:00",
        "2026-02-28：不是 2026-02-28T09:30:00+08:00 这样的时刻",
    ),
    ("format: duration", "3M", (5, 4), "3M: is not a duration such as P3M", "3M：不是 P3M 这样的时长"),
    ("minLength: 2", "甲", (5, 4), "甲: is shorter than 2 characters", "甲：少于 2 个字符"),
    ("maxLength: 1", "甲乙", (5, 4), "甲乙: is longer than 1 characters", "甲乙：超过 1 个字符"),
    ("minimum: 2", "1", (5, 4), "1: is less than 2", "1：小于 2"),
    ("maximum: 2.5", "3", (5, 4), "3: is more than 2.5", "3：大于 2.5"),
    ("exclusiveMinimum: 2", "2", (5, 4), "2: is not more than 2", "2：应大于 2"),
    ("exclusiveMaximum: 2", "2", (5, 4), "2: is not less than 2", "2：应小于 2"),
    ("minItems: 1", "[]", (5, 4), ": has fewer than 1 entries", "：少于 1 项"),
    ("maxItems: 1", "[1, 2]", (5, 4), ": has more than 1 entries", "：超过 1 项"),
    ("uniqueItems: true", "[1, 1]", (5, 4), ": names something twice", "：有重复的项"),
    ("items: {type: integer}", "[1, x]", (5, 8), "x: is not a whole number", "x：应为整数"),
    ("not: {const: 1}", "1", (5, 4), "1: is not allowed here", "1：此处不允许"),
    ("allOf: [{contains: {const: 1}}]", "[2]", (5, 4), ": lacks an entry that is needed", "：缺少必需的一项"),
    (
        "anyOf: [{const: 1}, {type: string}]",
        "2",
        (5, 4),
        "2: fits none of the allowed forms",
        "2：不符合任何一种允许的形式",
    ),
    (
        "oneOf: [{required: [p]}, {required: [q]}]",
        "{r: 1}",
        (5, 4),
        ": needs one of p, q",
        "：需要填写其中之一：p、q",
    ),
    (
        "oneOf: [{required: [p]}, {required: [q]}]",
        "{p: 1, q: 2}",
        (5, 4),
        ": fits more than one of the allowed forms",
        "：同时符合多种形式，只能选择其中一种",
    ),
    ("x-scale: 2", "1.005", (5, 4), "1.005: has more than 2 decimals", "1.005：小数超过 2 位"),
    ("x-scale: 0", "1.5", (5, 4), "1.5: is not a whole number", "1.5：不是整数"),
]


@pytest.mark.parametrize(("keyword", "value", "place", "english", "chinese"), KEYWORDS)
@pytest.mark.parametrize("sources", [(), ("S001-01", "R-123")])
def test_each_keyword_is_explained_in_both_languages(
    keyword: str, value: str, place: tuple[int, int], english: str, chinese: str, sources: tuple[str, ...]
) -> None:
    cited = f", x-sources: [{', '.join(sources)}]" if sources else ""
    record_type = note(f"a: {{{keyword}, title: Field, x-zh: 字段{cited}}}")
    (violation,) = judged(record_type, f"name: x\na: {value}\n")
    assert violation.code == ("R-123" if sources else "RECORD_INVALID")
    assert violation.sources == sources
    assert violation.message.en.removeprefix("Field ") == english
    assert violation.message.zh.removeprefix("字段 a ") == chinese
    assert violation.position == place
    assert violation.record == "N-001"
    assert violation.hint.en == "what Note may hold: `docctl explain note`"
    assert violation.hint.zh == "便条可以填写的内容见：docctl explain note"
    assert violation.severity is Severity.ERROR


def test_every_limit_and_form_that_the_metaschema_allows_is_explained() -> None:
    annotations = {"title", "default", "required", "properties", "additionalProperties", "dependentRequired", "$ref"}
    structure = {"if", "then", "else"}
    judging = {k for k in metaschema()["$defs"]["property"]["properties"] if not k.startswith("x-")} - annotations
    tested = " ".join(keyword for keyword, *_ in KEYWORDS)
    assert [name for name in sorted(judging - structure) if f"{name}:" not in tested] == []


def test_a_right_record_is_silent() -> None:
    assert judged(note("a: {type: number, x-scale: 2}"), "name: x\na: 1.25\n") == []


@pytest.mark.parametrize("value", ["1.25", "1", "1.50", "100000", "-0.01", "true"])
def test_decimals_up_to_the_scale_are_right(value: str) -> None:
    assert judged(note("a: {x-scale: 2}"), f"name: x\na: {value}\n") == []


def test_decimals_are_counted_in_lists_and_groups() -> None:
    record_type = note("a: {type: array, items: {type: object, properties: {price: {type: number, x-scale: 2}}}}")
    found = verdicts(record_type, "name: x\na:\n  - {price: 1.25}\n  - {price: 1.001}\n  - {}\n")
    assert found == [("RECORD_INVALID", (7, 13), "price 1.001: has more than 2 decimals", "price 1.001：小数超过 2 位")]


def test_a_missing_field_is_named_where_it_belongs() -> None:
    record_type = note("a: {type: object, title: Group, properties: {b: {title: Inner, x-zh: 内}}, required: [b]}")
    assert verdicts(record_type, "") == [("FIELD_MISSING", (1, 1), "Name is missing", "缺少名称 name")]
    found = judged(record_type, "name: x\na: {}\n")
    assert [(v.code, v.position, v.pointer, v.message.en, v.hint.en) for v in found] == [
        ("FIELD_MISSING", (5, 4), "/a/b", "Inner is missing", "add the line `b: …`"),
    ]


def test_an_unknown_field_is_named_at_its_key() -> None:
    record_type = note("a: {type: object, properties: {b: {type: string}}}")
    assert verdicts(record_type, "name: x\nnmae: y\na:\n  c: z\n  d: z\n") == [
        ("FIELD_UNKNOWN", (5, 1), "nmae is not a field here", "此处没有字段 nmae"),
        ("FIELD_UNKNOWN", (7, 3), "c is not a field here", "此处没有字段 c"),
        ("FIELD_UNKNOWN", (8, 3), "d is not a field here", "此处没有字段 d"),
    ]


def test_a_field_of_another_business_is_a_warning_once() -> None:
    record_type = note("level: {type: string, x-profile: [pharma, device]}")
    (found,) = judged(record_type, "name: x\nlevel: 1\n")
    assert (found.code, found.severity, found.position) == ("FIELD_PROFILE", Severity.WARNING, (5, 1))
    assert found.message.en.startswith("level is a field for a kind of business that the company does not have")
    assert found.message.zh.endswith("（pharma, device）")
    nested = note("level: {type: string, x-profile: [pharma]}\na: {type: object, properties: {b: {type: string}}}")
    assert [v.code for v in judged(nested, "name: x\na:\n  level: 1\n")] == ["FIELD_UNKNOWN"]


def test_a_computed_field_may_not_be_written() -> None:
    record_type = note("total: {x-computed: '1', title: Total, x-zh: 合计}")
    assert verdicts(record_type, "name: x\ntotal: 1\n") == [
        (
            "DERIVED_FIELD",
            (5, 1),
            "Total is derived and may not be written in the file",
            "合计 total由系统得出，不得写入文件",
        ),
    ]
    assert "total" not in stored_schema(record_type)["properties"]


def test_a_record_states_the_type_of_its_folder() -> None:
    found = judged(note(), "name: x\n")
    assert found == []
    document, _ = read("records/note/N-001.yaml", b"id: N-001\ntype: memo\nstatus: open\nname: x\n")
    assert document is not None
    (violation,) = Shape(note()).check(document)
    assert violation.message.en == "type memo: must be note"


@pytest.mark.parametrize(
    ("properties", "more", "record", "code", "sources"),
    [
        ("a: {type: array, x-sources: [R-001], items: {type: string}}", "", "a: [1]", "R-001", ("R-001",)),
        (
            "a: {type: array, x-sources: [R-001], items: {type: string, x-sources: [R-002]}}",
            "",
            "a: [1]",
            "R-002",
            ("R-002",),
        ),
        ("a: {type: object, x-sources: [R-001], properties: {b: {}}, required: [b]}", "", "a: {}", "R-001", ("R-001",)),
        ("a: {type: object, properties: {b: {x-sources: [R-002]}}, required: [b]}", "", "a: {}", "R-002", ("R-002",)),
        ("", "then: {required: [created_on], x-sources: [R-003]}\nif: {required: [name]}\n", "", "R-003", ("R-003",)),
        (
            "a: {x-sources: [R-001]}",
            "allOf: [{properties: {a: {const: 1, x-sources: [R-004]}}, x-sources: [R-003]}]\n",
            "a: 2",
            "R-004",
            ("R-004",),
        ),
        (
            "a: {x-sources: [R-001]}",
            "allOf: [{properties: {a: {const: 1}}, x-sources: [R-003]}]\n",
            "a: 2",
            "R-003",
            ("R-003",),
        ),
        ("a: {x-sources: [R-001]}", "allOf: [{properties: {a: {const: 1}}}]\n", "a: 2", "R-001", ("R-001",)),
        ("", "anyOf: [{required: [created_on]}]\nx-sources: [S1, R-009]\n", "", "R-009", ("S1", "R-009")),
        ("a: {type: string}", "x-sources: [R-009]\n", "a: 1", "RECORD_INVALID", ()),
        ("then: {type: string, x-sources: [R-005]}", "", "then: 1", "R-005", ("R-005",)),
    ],
)
def test_the_code_is_the_nearest_requirement(
    properties: str, more: str, record: str, code: str, sources: tuple[str, ...]
) -> None:
    (violation,) = judged(note(properties, more), f"name: x\n{record}\n")
    assert (violation.code, violation.sources) == (code, sources)


def test_no_schema_is_fetched() -> None:
    record_type = deepcopy(note())  # the same files give the same type to every test
    record_type.schema["properties"]["name"] = {"$ref": "http://127.0.0.1:9/a.json"}
    with pytest.raises(Exception, match=r"127\.0\.0\.1"):
        judged(record_type, "name: x\n")


def test_patterns_take_linear_time() -> None:
    record_type = note("a: {type: string, pattern: '^(a+)+$'}")
    assert len(judged(record_type, f"name: x\na: {'a' * 50_000}b\n")) == 1


@cache
def schemas() -> Schemas:
    loaded, problems = load_schemas(Snapshot.of_worktree(str(ROOT), ["schemas/"]))
    assert problems == []
    return loaded


@cache
def samples(slug: str) -> list[dict[str, Any]]:
    """Some records of a type, and each of them with one thing changed."""
    found: list[dict[str, Any]] = []
    examples = ROOT / "tests" / "examples" / "types" / slug / "valid"
    for path in [*sorted(examples.iterdir()), *sorted((ROOT / "records" / slug).rglob("*.*"))][:2]:
        document, _ = read(path.name, path.read_bytes())
        assert document is not None
        found += [document.data, *mutated(document.data)]
    return found


VALUES: tuple[Any, ...] = (None, "", "x" * 200, 1.5, True, [], [{}], "2026-02-30")


def mutated(data: dict[str, Any]) -> list[dict[str, Any]]:
    results = []
    for name in data:
        results += [{**data, name: value} for value in VALUES]
        results.append({key: value for key, value in data.items() if key != name})
    return [*results, {**data, "unknown": 1}, {}]


@pytest.mark.parametrize("slug", sorted(path.stem for path in (ROOT / "schemas" / "types").glob("*.yaml")))
def test_both_validators_give_one_verdict(slug: str) -> None:
    record_type = schemas().types[slug]
    checker = jsonschema.FormatChecker(formats=())
    for name, judge in FORMATS:
        checker.checks(name)(lambda value, judge=judge: not isinstance(value, str) or judge(value))
    other = jsonschema.Draft202012Validator(stored_schema(record_type), format_checker=checker)
    fast = Shape(record_type)._validator  # noqa: SLF001 - its verdict without the words
    verdict = [(fast.is_valid(data), other.is_valid(data)) for data in samples(slug)]
    assert [pair for pair in verdict if pair[0] != pair[1]] == []
    assert (True, True) in verdict
    assert (False, False) in verdict


def test_a_newer_field_is_not_asked_of_older_records() -> None:
    newer = note("grade: {type: integer, x-since: 2026-06-01}", "allOf: [{required: [grade]}]\n")
    assert [v.code for v in judged(newer, "name: a\ncreated_on: 2026-06-01\n")] == ["FIELD_MISSING"]
    assert judged(newer, "name: a\ncreated_on: 2026-05-31\n") == []
    assert judged(newer, "name: a\ncreated_on: 2026-05-31\ngrade: x\n") == []
    assert [v.code for v in judged(newer, "name: a\ncreated_on: 2026-06-02\ngrade: x\n")] == ["RECORD_INVALID"]
