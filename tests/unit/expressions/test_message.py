from __future__ import annotations

from typing import Any

import pytest

from docctl.expressions.message import fill
from docctl.expressions.message import placeholder_problems
from docctl.expressions.message import placeholders
from docctl.reader import read
from docctl.schema.record_type import Raw
from docctl.violation import Text


def rule(text: str) -> Raw:
    document, problems = read("schemas/types/a.yaml", f"x-rules:\n  - {text}\n".encode())
    assert document is not None, problems
    return Raw(document.data["x-rules"][0], document, ("x-rules", 0))


def test_the_placeholders_of_both_languages_and_of_the_hint_are_found_once() -> None:
    raw = rule("{message: {en: 'of {self.name}', zh: '{self.name}，{due}'}, hint: {en: 'see {id}', zh: 见}}")
    assert placeholders(raw) == ("self.name", "due", "id")
    assert list(placeholder_problems(raw, ["self", "due", "id"])) == []


@pytest.mark.parametrize("path", ["slef.name", "self.", "Self", "self name", ""])
def test_a_placeholder_begins_with_a_variable(path: str) -> None:
    raw = rule(f"{{message: {{en: 'of {{{path}}}', zh: 的}}}}")
    (violation,) = placeholder_problems(raw, ["self", "id"])
    assert (violation.code, violation.position) == ("RULE_MESSAGE", (2, 15))
    assert violation.message.en == f"placeholder {path} of the message: is none of id, self"
    assert violation.message.zh == f"消息中的占位符 {path}：不是可用的变量：id、self"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("self.name", "Example"),
        ("self.bank.account", "1"),
        ("self.tags", "a, b"),
        ("self.none", "—"),
        ("self.empty", "—"),
        ("self.name.first", "—"),
        ("other", "—"),
        ("self.ok", "true"),
    ],
)
def test_a_message_is_filled_with_values(path: str, shown: str) -> None:
    values: dict[str, Any] = {
        "self": {"name": "Example", "bank": {"account": 1}, "tags": ["a", "b"], "empty": [], "ok": True},
    }
    assert fill(Text(f"of {{{path}}}.", f"“{{{path}}}”"), values) == Text(f"of {shown}.", f"“{shown}”")


def test_a_text_value_is_shown_in_the_language_of_the_message() -> None:
    assert fill(Text("{a}", "{a}"), {"a": Text("name", "名称")}) == Text("name", "名称")
