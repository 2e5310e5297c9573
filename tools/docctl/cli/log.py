"""`docctl log`: what happened to a record, who did it, when."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from docctl.cli import options
from docctl.cli import words
from docctl.cli.log_check import check_history
from docctl.cli.past import Past
from docctl.cli.session import Session
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import out
from docctl.cli.terminal import print_json
from docctl.cli.terminal import say
from docctl.history.changes import BODY
from docctl.history.changes import FILE
from docctl.history.changes import TEXT
from docctl.history.changes import Change
from docctl.history.changes import changes
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from docctl.history.changes import Version
    from docctl.history.log import Entry
    from docctl.reader import PathInFile
    from docctl.schema import RecordType

_INDENT = "    "
_SHORT = 12
_NOTHING = Text("(none)", "（无）")
_PARTS = {BODY: Text("text", "正文"), TEXT: Text("file", "文件内容")}


class _Told(NamedTuple):
    """An entry with what it changed."""

    entry: Entry
    new: Version | None
    changes: list[Change]


@words.command(examples=("docctl log CUS-0001", "docctl log HM-QP-XS003 --format json", "docctl log --check"))
@options.rev
@words.option(
    "--check",
    "checking",
    is_flag=True,
    text=Text(
        "Check that history bears out the issued revisions, of all documents without ID.",
        "核对历史记录与已发布的修订是否一致（不指定编号时核对全部文件）。",
    ),
)
@options.output_format("text", "json")
@words.argument("record", Text("ID", "编号"), required=False)
def command(*, rev: str | None, checking: bool, shape: str, record: str | None) -> int:
    """Print the changes of a record, the latest first, also of one that is gone."""
    session = Session.start(rev=rev)
    if checking:
        return check_history(session, record, shape)
    if record is None:
        raise Trouble(
            Text("ID is missing", "缺少“编号”"), Text("how it is used: docctl log --help", "用法见：docctl log --help")
        )
    _print_log(Past.of(session, record), shape)
    return 0


def _print_log(past: Past, shape: str) -> None:
    states = past.read(state for entry in past.entries for state in (entry.old, entry.new))
    told = [
        _Told(entry, states[entry.new], list(changes(states[entry.old], states[entry.new])))
        for entry in reversed(past.entries)
    ]
    if shape == "json":
        print_json([_as_json(past, one) for one in told])
        return
    title = past.type.title.get(chosen_language()) if past.type else past.slug
    out(f"{past.record}  {title}")
    for one in told:
        _print(past, one)
    _say_uncommitted(past)


def _as_json(past: Past, told: _Told) -> dict[str, Any]:
    return {
        "commit": told.entry.commit,
        "date": past.moment(told.entry).isoformat(),
        "author": told.entry.author,
        "subject": told.entry.subject,
        "revision": _revision(told.new),
        "changes": [{"pointer": c.pointer, "old": c.old, "new": c.new} for c in told.changes],
    }


def _revision(version: Version | None) -> str:
    return str(version.data.get("revision", "")) if version is not None else ""


def _print(past: Past, told: _Told) -> None:
    language = chosen_language()
    name = Text("commit", "存档编号").get(language)
    head = [f"{past.moment(told.entry):%Y-%m-%d %H:%M}", told.entry.author, _revision(told.new), told.entry.subject]
    out("")
    out(line_of("  ".join([*filter(None, head), f"{name} {told.entry.commit[:_SHORT]}"])))
    for change in told.changes:
        out(_INDENT + line_of(sentence(change, past.type).get(language)))


def sentence(change: Change, record_type: RecordType | None) -> Text:
    """One difference in words."""
    if change.pointer == FILE:
        return _whereabouts(change)
    if change.pointer in _PARTS:
        part = _PARTS[change.pointer]
        return Text(f"{part.en}: changed", f"{part.zh}：已修改")
    label = label_of(record_type, change.path)
    old, new = (_value(value) for value in (change.old, change.new))
    return Text(f"{label.en}: {old.en} → {new.en}", f"{label.zh}：{old.zh} → {new.zh}")


def _whereabouts(change: Change) -> Text:
    if change.old is None:
        return Text(f"created: {change.new}", f"新建：{change.new}")
    if change.new is None:
        return Text(f"removed: {change.old}", f"移出：{change.old}")
    return Text(f"moved: {change.old} → {change.new}", f"移动：{change.old} → {change.new}")


def label_of(record_type: RecordType | None, path: PathInFile) -> Text:
    """What people call a field, with the lists and groups that it stands in."""
    en: list[str] = []
    zh: list[str] = []
    for end, step in enumerate(path, 1):
        if isinstance(step, int):
            en[-1] += f" {step + 1}"
            zh[-1] += f" 第 {step + 1} 项"
        else:
            label = record_type.label(path[:end]) if record_type else Text(step, step)
            en.append(label.en)
            zh.append(label.zh)
    return Text(" / ".join(en), " / ".join(zh))


def _value(value: Any) -> Text:
    if value is None:
        return _NOTHING
    if isinstance(value, dict):
        return Text(*("; ".join(f"{k}: {_value(v).get(lang)}" for k, v in value.items()) for lang in ("en", "zh")))
    if isinstance(value, list):
        return Text(*(" | ".join(_value(item).get(lang) for item in value) for lang in ("en", "zh")))
    return Text(show(value), show(value))


def line_of(text: str) -> str:
    """A line for the terminal: nothing in a commit or record may move its cursor."""
    return "".join(character if character.isprintable() else " " for character in text)


def _say_uncommitted(past: Past) -> None:
    """What is not committed is not history; it is said beside it."""
    if not past.differs(past.entries[-1] if past.entries else None):
        return
    say(
        Text(
            f"the file differs from what was committed last: docctl diff {past.record}",
            f"当前文件与最近入库的内容不同：docctl diff {past.record}",
        ),
        err=True,
    )
