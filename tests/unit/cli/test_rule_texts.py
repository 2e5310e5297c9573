from __future__ import annotations

import re

import pytest

from docctl.cli.catalogue import ENGINE_CODES
from docctl.cli.rule_texts import rule_texts
from docctl.schema import load_schemas
from docctl.schema.codes import FIELD_MISSING
from docctl.snapshot import Snapshot
from docctl.violation import NO_TEXT
from docctl.violation import Text
from docctl.violation import Violation
from tests.depot import policy
from tests.shop import SCHEMAS

RULE = """\
x-rules:
  - id: R-001
    slug: order.named
    class: SCH
    assert: "has(self.name)"
    statement: {en: An order has a name., zh: 订单应有名称。}
    message: {en: no name, zh: 没有名称}
    hint: {en: name it, zh: 请填写名称}
    sources: [S000-01]
"""
EVERYWHERE = RULE.replace("R-001", "R-002").replace("order.named", "all.named")
BROKEN = [Violation(FIELD_MISSING.code, slug, NO_TEXT) for slug in ("order.named", "all.named", FIELD_MISSING.slug)]


def found(**more: str) -> dict[str, str]:
    files = dict(SCHEMAS)
    files["schemas/types/order.yaml"] += RULE
    files["schemas/common.yaml"] += EVERYWHERE.replace("has(self.name)", "has(self.id)")
    files |= {f"schemas/{name}.yaml": text for name, text in more.items()}
    schemas, _ = load_schemas(Snapshot.of_files({path: text.encode() for path, text in files.items()}))
    return {slug: about.address for slug, about in rule_texts(schemas, BROKEN).items()}


@pytest.mark.parametrize(
    ("languages", "spoken", "below"),
    [("", "en", ""), ("languages: [zh, en]\n", "en", "en/"), ("languages: [zh, en]\n", "zh", ""), ("", "zh", "")],
)
def test_each_rule_leads_to_the_page_that_shows_it(
    languages: str, spoken: str, below: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCCTL_LANG", spoken)
    root = f"https://shop.example/{below}rules/"
    assert found(policy=policy(more=languages)) == {
        "order.named": f"{root}order.html#order.named",
        "all.named": f"{root}common.html#all.named",
        FIELD_MISSING.slug: f"{root}engine.html#{FIELD_MISSING.slug}",
    }


def test_what_the_engine_says_is_told_without_the_values_of_a_place() -> None:
    every = [Violation(code.code, code.slug, NO_TEXT) for code in ENGINE_CODES]
    told = rule_texts(load_schemas(Snapshot.of_files({}))[0], every)
    assert told[FIELD_MISSING.slug].statement == Text("… is missing → add the line `…: …`", "缺少… → 请补上一行 …: …")
    assert [slug for slug, about in told.items() if re.search(r"\{\w*\}|\{\{", str(about.statement))] == []


def test_without_an_address_there_is_none() -> None:
    assert set(found().values()) == {""}
