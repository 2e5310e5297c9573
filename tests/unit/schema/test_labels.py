from __future__ import annotations

import pytest

from docctl.schema.labels import is_foreign
from docctl.schema.labels import value_label

CHINESE = {"enum": ["高"], "x-labels": {"高": "high"}}
ENGLISH = {"enum": ["done"], "x-labels": {"done": "完成"}}


@pytest.mark.parametrize(
    ("schema", "value", "zh", "en"),
    [
        (CHINESE, "高", "高", "high"),
        (ENGLISH, "done", "完成", "done"),
        ({}, "高", "高", "高"),
        (CHINESE, "低", "低", "低"),
    ],
)
def test_a_label_is_in_the_language_that_the_value_is_not(
    schema: dict[str, object], value: str, zh: str, en: str
) -> None:
    assert (value_label(schema, value, "zh"), value_label(schema, value, "en")) == (zh, en)


def test_a_text_is_foreign_to_the_other_language() -> None:
    assert [is_foreign("完成", "zh"), is_foreign("完成", "en"), is_foreign("done", "zh")] == [False, True, True]
