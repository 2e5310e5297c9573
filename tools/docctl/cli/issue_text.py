"""The text of an issue that was written in the form of a type: its answers, each with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from docctl.cli.asked import ID
from docctl.cli.asked import NO_CHOICE
from docctl.cli.drafting import numbered
from docctl.cli.sheet import Fault
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import out
from docctl.cli.terminal import say
from docctl.reader.text import character_problems
from docctl.schema.record_type import put_value
from docctl.violation import NO_TEXT
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from docctl.cli.asked import Asked
    from docctl.reader import Document
    from docctl.schema import RecordType
    from docctl.violation import Violation

# Four bytes for each of the 65,536 characters that forges take.
_LARGEST = 262_144
_HEADING = re.compile(r"###[ \t]+(?:.* )?\(([a-z0-9_.]+)\)[ \t]*")
_NO_ANSWER = "_No response_"  # what a forge writes where nothing was written


@dataclass
class Issue:
    """The answers of an issue by the name of their field, and what is wrong with it."""

    name: str
    lines: dict[str, int] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def blame(self, line: int, name: str, en: str, zh: str, hint: Text = NO_TEXT) -> None:
        """Say what is wrong in a line."""
        self.faults.append(Fault(line, name, Text(en, zh), hint))


def read_issue(name: str, record_type: RecordType, asked: Iterable[Asked]) -> tuple[Issue, dict[str, Any]]:
    """An issue and the fields that it gives."""
    issue, known, written = Issue(Path(name).name), {one.name: one for one in asked}, _text(name)
    for violation in character_problems(name, written):
        issue.faults.append(Fault(violation.position.line, "", _said(violation)))
    _take_apart(issue, written, record_type, known)
    fields: dict[str, Any] = {}
    for key, text in issue.answers.items():
        one = known[key]
        answer = "" if text == _NO_ANSWER or (text == NO_CHOICE and one.choices("en")) else text
        if key == ID and answer:
            _check_number(issue, answer, record_type)
        if answer or one.may_be_empty:
            put_value(fields, one.path, one.value(answer))
    return issue, fields


def _text(name: str) -> str:
    path = Path(name)
    try:
        with path.open("rb") as file:
            source = file.read(_LARGEST + 1)
    except OSError as error:
        raise Trouble(
            Text(f"{show(path)}: {error.strerror}", f"{show(path)} 无法读取（{error.strerror}）"),
            Text("save the text of the issue in a file", "请将工单正文另存为文件"),
        ) from None
    if len(source) > _LARGEST:
        raise Trouble(
            Text(f"{show(path)} is larger than {_LARGEST} bytes", f"{show(path)} 超过 {_LARGEST} 字节"),
            Text("no issue is that long", "工单正文不会这么长"),
        )
    try:
        return source.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Trouble(
            Text(f"{show(path)} is not UTF-8 text", f"{show(path)} 的编码不是 UTF-8"),
            Text("save it as UTF-8", "请另存为 UTF-8 编码"),
        ) from None


def _take_apart(issue: Issue, text: str, record_type: RecordType, known: Mapping[str, Asked]) -> None:
    """Put what stands below each heading under the name of its field; no line is passed over."""
    title, slug = record_type.title, record_type.slug
    form = Text(f"the form: docctl issue-form {slug}", f"表单见：docctl issue-form {slug}")
    here, lines = "", dict[str, list[str]]()
    for number, line in enumerate(text.split("\n"), 1):
        found = _HEADING.fullmatch(line)
        name = found[1] if found else ""
        if line.startswith("### ") and name not in known:
            shown = show(line)
            issue.blame(number, "", f"{shown} is no question about a {title.en}", f"{shown} 不是{title.zh}的项目", form)
        elif name in lines:
            first = issue.lines[name]
            issue.blame(number, name, f"is answered in line {first} already", f"已在第 {first} 行填写")
            here = name
        elif name:
            issue.lines[name], lines[name], here = number, [], name
        elif here:
            lines[here].append(line)
        elif line.strip():
            issue.blame(number, "", f"{show(line)} stands under no question", f"{show(line)} 不属于任何项目", form)
    issue.answers = {name: "\n".join(found).strip() for name, found in lines.items()}


def _check_number(issue: Issue, answer: str, record_type: RecordType) -> None:
    try:
        numbered(answer, record_type)
    except Trouble as trouble:
        issue.faults.append(Fault(issue.lines[ID], ID, trouble.text, trouble.hint or NO_TEXT))


def blame_draft(issue: Issue, document: Document | None, found: Iterable[Violation]) -> None:
    """Say of the answers what is wrong with the record that they make."""
    for violation in found:
        steps = violation.pointer.split("/")[1:]
        if not steps and document is not None:
            steps = [str(step) for step in document.path_at(violation.position)]
        name = ".".join(step for step in steps if not step.isdecimal())
        issue.faults.append(Fault(issue.lines.get(name, 1), name, _said(violation)))


def _said(violation: Violation) -> Text:
    return Text(f"{violation.message.en} [{violation.code}]", f"{violation.message.zh} [{violation.code}]")


def refuse_issue(issue: Issue) -> int:
    """Print what is wrong, line by line; the exit code."""
    language, name = chosen_language(), show(issue.name)
    for fault in sorted(issue.faults, key=lambda fault: fault.line):
        column = f"{fault.column}: " if fault.column else ""
        out(f"{name}:{fault.line}: {column}{fault.text.get(language)}", err=True)
        if fault.hint.get(language):
            out("    → " + fault.hint.get(language), err=True)
    say(Text("nothing was written", "未写入任何内容"), err=True)
    return 1
