"""A lifecycle as people see it: its steps with those who sign, and the diagram as Mermaid text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from docctl.lifecycle.signing import role_titles
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.lifecycle.model import Lifecycle

# What ends a label or a name in Mermaid, by the mark that looks like it.
_INERT = str.maketrans({'"': "”", ":": "：", ";": "；", "\n": " ", "<": "‹", ">": "›", "#": "＃"})


class Step(NamedTuple):
    """A transition with its names: where it may be taken, where it leads, and who signs."""

    origins: tuple[str, ...]
    target: str
    title: Text
    signers: Text

    def label(self, language: str) -> str:
        """The step and, in brackets, who signs it."""
        name, who = self.title.get(language), self.signers.get(language)
        if not who:
            return name
        return f"{name}（{who}）" if language == "zh" else f"{name} ({who})"


def steps(lifecycle: Lifecycle, roles: Mapping[str, Mapping[str, Any]]) -> tuple[Step, ...]:
    """The transitions of a lifecycle as they are shown, in the order of the file."""
    return tuple(
        Step(
            transition.origins,
            transition.target,
            transition.title,
            role_titles(roles, transition.roles, together=bool(transition.raw.get("all"))),
        )
        for transition in lifecycle.transitions
    )


def sentences(lifecycle: Lifecycle, roles: Mapping[str, Mapping[str, Any]]) -> Iterator[Text]:
    """The diagram in words, a sentence for each step."""
    for step in steps(lifecycle, roles):
        start = [lifecycle.title(state) for state in step.origins]
        end = lifecycle.title(step.target)
        yield Text(
            f"{step.label('en')}: {' or '.join(title.en for title in start)} → {end.en}",
            f"{step.label('zh')}：{'或'.join(title.zh for title in start)} → {end.zh}",
        )


def mermaid(lifecycle: Lifecycle, roles: Mapping[str, Mapping[str, Any]], language: str) -> str:
    """The lifecycle as a state diagram in Mermaid's words; states that follow from the day are dashed."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{_title(lifecycle, state, language)}" as s_{state}' for state in lifecycle.states]
    lines.append(f"    [*] --> s_{lifecycle.initial}")
    for step in steps(lifecycle, roles):
        label = step.label(language).translate(_INERT)
        lines += [f"    s_{origin} --> s_{step.target} : {label}" for origin in step.origins]
    lines += [f"    s_{state} --> [*]" for state in lifecycle.states if lifecycle.is_final(state)]
    if lifecycle.derived:
        lines.append("    classDef derived stroke-dasharray: 5 4")
    for entry in lifecycle.derived:
        state = entry["state"]
        lines.append(f'    state "{_title(lifecycle, state, language)}" as s_{state}')
        lines.append(f"    class s_{state} derived")
    return "\n".join(lines) + "\n"


def _title(lifecycle: Lifecycle, state: str, language: str) -> str:
    return lifecycle.title(state).get(language).translate(_INERT)
