"""`docctl explain`: a rule, an engine code, a type, or why a document is in its state."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.cli import options
from docctl.cli import words
from docctl.cli.catalogue import ENGINE_CODES
from docctl.cli.session import Session
from docctl.cli.show import state
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import print_json
from docctl.cli.terminal import print_table
from docctl.cli.terminal import say
from docctl.rules.catalogue import entries
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from docctl.rules.catalogue import Entry
    from docctl.schema import RecordType
    from docctl.violation import Code

_FIELD_TITLES = {"en": ("field", "label", "kind", "needed"), "zh": ("字段", "名称", "形式", "必填")}


@words.command(
    examples=("docctl explain R-504", "docctl explain customer", "docctl explain HM-QP-XS003 --as-of 2026-03-01")
)
@options.as_of
@options.rev
@options.output_format("text", "json")
@words.argument("name", Text("CODE|TYPE|ID", "规则|类型|编号"))
def command(as_of: str | None, rev: str | None, shape: str, name: str) -> None:
    """Print what a rule says, what a type holds, or why a record is in its state."""
    session = Session.start(rev=rev, as_of=as_of)
    session.require_schemas()
    found = [e for e in entries(session.schemas) if name.upper() == e.id or name == e.slug]
    codes = [c for c in ENGINE_CODES if name.upper() == c.code or name == c.slug]
    if found or codes:
        _rules(found, codes, shape)
    elif name.lower() in session.schemas.types:
        _type(session.record_type(name), shape)
    elif session.library.get(name) or session.library.get(name.upper()):
        _record(session, name, shape)
    else:
        raise Trouble(
            Text(f"there is no rule, type or record {show(name)}", f"没有规则、类型或记录 {show(name)}"),
            Text(
                "list them: docctl rules, docctl types, docctl list TYPE",
                "可用 docctl rules、docctl types、docctl list 类型 查看",
            ),
        )


def _rules(found: list[Entry], codes: list[Code], shape: str) -> None:
    if shape == "json":
        print_json([e.as_json() for e in found] + [_code(c) for c in codes])
        return
    for entry in found:
        say(Text(f"{entry.id} {entry.slug}: {entry.statement.en}", f"{entry.id} {entry.slug}：{entry.statement.zh}"))
        say(
            Text(
                f"  kind {entry.kind}, {entry.severity}, in {entry.defined_in}",
                f"  方式 {entry.kind}，级别 {entry.severity}，位置 {entry.defined_in}",
            )
        )
        if entry.because is not None:
            say(Text(f"  kept in Python: {entry.because.en}", f"  由程序判断：{entry.because.zh}"))
        say(Text(f"  sources: {', '.join(entry.sources)}", f"  依据：{'、'.join(entry.sources)}"))
    for code in codes:
        say(Text(f"{code.code}: {code.message.en}", f"{code.code}：{code.message.zh}"))
        say(Text(f"  → {code.hint.en}", f"  → {code.hint.zh}"))


def _code(code: Code) -> dict[str, Any]:
    """What the engine itself refuses, in the shape of a rule as far as it has one."""
    return {
        "id": code.code,
        "slug": code.slug,
        "kind": "engine",
        "severity": code.severity.value,
        "statement": {"en": code.message.en, "zh": code.message.zh},
        "hint": {"en": code.hint.en, "zh": code.hint.zh},
    }


def _type(record_type: RecordType, shape: str) -> None:
    needed = set(record_type.schema["required"])
    rows = []
    for name, schema in record_type.properties.items():
        options_text = " | ".join(str(option) for option in schema.get("enum", ()))
        kind = options_text or ", ".join(schema.get("x-ref", ())) or schema.get("format") or schema.get("type", "")
        kind = "derived" if "x-computed" in schema else kind
        rows.append((name, record_type.label((name,)).get(chosen_language()), kind, "!" if name in needed else ""))
    if shape == "json":
        print_json([{"field": n, "label": label, "kind": k, "required": bool(r)} for n, label, k, r in rows])
        return
    say(Text(f"{record_type.slug}: {record_type.title.en}", f"{record_type.slug}：{record_type.title.zh}"))
    print_table(_FIELD_TITLES[chosen_language()], rows)


def _record(session: Session, name: str, shape: str) -> None:
    from docctl.approval.explain import explain

    record = session.record(name)
    if record.faulty:
        raise Trouble(
            Text(f"{record.id} is faulty: its state cannot be told", f"{record.id} 有误，无法判断其状态"),
            Text(f"what is wrong: docctl check {record.path}", f"有误之处见：docctl check {record.path}"),
            exit_code=1,
        )
    approvals = session.check.approvals
    if record.type.slug in approvals.judges:
        sentences = list(explain(approvals, record, session.as_of))
    else:
        shown = state(session, record)
        sentences = [Text(f"{record.id} states itself: {shown}.", f"{record.id} 的状态由记录填写：{shown}。")]
    if shape == "json":
        print_json(
            {"record": record.id, "as_of": session.as_of, "sentences": [s.get(chosen_language()) for s in sentences]}
        )
        return
    for sentence in sentences:
        say(sentence)
