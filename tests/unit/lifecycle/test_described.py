from __future__ import annotations

from docctl.lifecycle.described import described
from docctl.violation import Text
from tests.unit.lifecycle.test_diagram import ROLES
from tests.unit.lifecycle.test_diagram import lifecycle

TEXT = """kind: field
initial: open
states:
  open: {title: Open, x-zh: 打开}
  done:
    title: Done
    x-zh: 完成
    requires: [by, {fields: [area, size], when: "true", x-sources: [R-001]}]
    x-sources: [R-002]
  end: {title: End, x-zh: 结束, requires: [size], final: true}
transitions:
  - name: do
    title: Do
    x-zh: 办理
    from: [open]
    to: done
    signed_by: [{role: head, x-sources: [R-003]}]
    x-sources: [R-004]
  - name: check
    title: Check
    x-zh: 检查
    from: [done]
    to: done
    signed_by: [{role: clerk}]
    distinct_from: [{transition: do, x-sources: [R-005]}, {transition: check, when: "true"}, {transition: gone}]
  - name: end
    title: Close
    x-zh: 关闭
    from: [done]
    to: end
    requires:
      - "self.size > 1"
      - {assert: "self.size > 2", message: {en: it is small, zh: 数量不足}, x-sources: [R-006, R-004]}
"""


def label(name: str) -> Text:
    return Text(name.upper(), f"《{name}》")


def test_each_step_says_who_signs_who_may_not_what_it_needs_and_why() -> None:
    first, second, third = described(lifecycle(TEXT), ROLES, label)
    assert first.step.signers.zh == "负责人"
    assert [need.en for need in first.needs] == ["BY", "AREA (where it applies)", "SIZE (where it applies)"]
    assert first.needs[1].zh == "《area》（视情况）"
    assert first.sources == ("R-004", "R-003", "R-002", "R-001")
    assert [other.en for other in second.distinct] == ["Do", "Check (where it applies)"]
    assert (second.needs, second.sources) == ((), ("R-005",)), "a state that is not left needs nothing anew"
    assert [need.en for need in third.needs] == ["SIZE"]
    assert [text.en for text in third.refused] == ["only when `self.size > 1`", "not when it is small"]
    assert third.refused[1].zh == "数量不足时不可进行"
    assert third.sources == ("R-006", "R-004")
