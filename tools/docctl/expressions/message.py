"""Messages of rules: `{self.name}` and `{due}` filled from the variables, each checked when it is loaded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

from docctl.expressions import codes
from docctl.violation import Stop
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.expressions.checked import Compiler
    from docctl.schema.record_type import Raw
    from docctl.violation import Violation

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PATH = re.compile(r"[a-z_]+(?:\.[a-z_0-9]+)*\Z").match


def placeholders(raw: Raw) -> tuple[str, ...]:
    """The paths that a rule's message names."""
    texts = [raw.data["message"]["en"], raw.data["message"]["zh"], *raw.data.get("hint", {}).values()]
    return tuple(dict.fromkeys(found for text in texts for found in _PLACEHOLDER.findall(text)))


def placeholder_problems(raw: Raw, allowed: Iterable[str]) -> Iterator[Violation]:
    """Placeholders that are no path, or begin with no variable of the rule."""
    known = set(allowed)
    for path in placeholders(raw):
        if not _PATH(path) or path.partition(".")[0] not in known:
            problem = Text(f"is none of {', '.join(sorted(known))}", f"不是可用的变量：{'、'.join(sorted(known))}")
            place = raw.document.position((*raw.at, "message"))
            yield codes.RULE_MESSAGE.at(raw.document.path, place, value=path, problem=problem)


def path_problems(raw: Raw, subject: str, compiler: Compiler) -> Iterator[Violation]:
    """Misspelt fields in a message: `{self.nmae}` would only ever show a dash."""
    for path in placeholders(raw):
        if path.startswith(("self.", "cfg.")):
            try:
                compiler.compile(path, subject, raw.document, (*raw.at, "message"))
            except Stop as stop:
                yield stop.violation


def fill(text: Text, values: Mapping[str, Any]) -> Text:
    """A message with its placeholders replaced; what is absent shows as a dash."""

    def replaced(language: str) -> str:
        return _PLACEHOLDER.sub(lambda match: show(_shown(values, match[1]), language), text.get(language))

    return Text(replaced("en"), replaced("zh"))


def _shown(values: Mapping[str, Any], path: str) -> Any:
    value: Any = values
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
        if value is None:
            return "—"
    if isinstance(value, list):
        return ", ".join(str(item) for item in value) or "—"
    return value
