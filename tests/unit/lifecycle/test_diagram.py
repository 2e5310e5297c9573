from __future__ import annotations

from docctl.lifecycle.diagram import mermaid
from docctl.lifecycle.diagram import sentences
from docctl.lifecycle.diagram import steps
from docctl.lifecycle.model import Lifecycle
from docctl.reader import read

ROLES = {"head": {"title": "Head", "x-zh": "负责人"}, "clerk": {"title": "Clerk", "x-zh": "文员"}}
TEXT = """kind: field
title: Note
x-zh: 便条
initial: open
states:
  open: {title: 'Open: "new"', x-zh: 打开}
  end: {title: End, x-zh: 结束, final: true}
transitions:
  - {name: both, title: Sign, x-zh: 会签, from: [open], to: open, signed_by: [{role: head}, {role: clerk}], all: true}
  - name: end
    title: End; now
    x-zh: 结束
    from: [open]
    to: end
    signed_by: [{role: head, when: "true"}, {role: head}, {role: clerk}, {role: unknown}]
derived: [{state: late, title: Late, x-zh: 逾期}]
"""


def lifecycle(text: str = TEXT) -> Lifecycle:
    document, problems = read("schemas/lifecycles/note.yaml", text.encode())
    assert document is not None
    assert not problems
    return Lifecycle("note", document)


def test_a_step_names_each_role_once_and_whether_all_sign() -> None:
    found = steps(lifecycle(), ROLES)
    assert [step.label("en") for step in found] == ["Sign (Head and Clerk)", "End; now (Head or Clerk)"]
    assert [step.label("zh") for step in found] == ["会签（负责人和文员）", "结束（负责人或文员）"]
    assert [step.label("en") for step in steps(lifecycle(), {})] == ["Sign", "End; now"]


def test_the_diagram_in_words_is_a_sentence_for_each_step() -> None:
    found = list(sentences(lifecycle(TEXT.replace("from: [open], to: open,", "from: [open, end], to: open,")), ROLES))
    assert found[0].en == 'Sign (Head and Clerk): Open: "new" or End → Open: "new"'
    assert found[1].zh == "结束（负责人或文员）：打开 → 结束"


def test_mermaid_text_holds_every_state_and_step_and_nothing_that_ends_a_label() -> None:
    assert mermaid(lifecycle(), ROLES, "en").splitlines() == [
        "stateDiagram-v2",
        '    state "Open： ”new”" as s_open',
        '    state "End" as s_end',
        "    [*] --> s_open",
        "    s_open --> s_open : Sign (Head and Clerk)",
        "    s_open --> s_end : End； now (Head or Clerk)",
        "    s_end --> [*]",
        "    classDef derived stroke-dasharray: 5 4",
        '    state "Late" as s_late',
        "    class s_late derived",
    ]
    plain = lifecycle(TEXT[: TEXT.index("derived:")])
    assert "derived" not in mermaid(plain, ROLES, "zh")
    assert "    s_open --> s_end : 结束（负责人或文员）" in mermaid(plain, ROLES, "zh")
