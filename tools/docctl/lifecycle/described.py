"""The steps of a lifecycle as a table shows them: who signs, who may not, what is needed, and which rules say so."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from docctl.lifecycle.diagram import steps
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.lifecycle.diagram import Step
    from docctl.lifecycle.model import Lifecycle
    from docctl.lifecycle.model import Transition

_PARTS = ("signed_by", "distinct_from", "requires")


class Described(NamedTuple):
    """A step with the steps that another person must have signed, fields it needs, when it is refused, and sources."""

    step: Step
    distinct: tuple[Text, ...]
    needs: tuple[Text, ...]
    refused: tuple[Text, ...]
    sources: tuple[str, ...]


def described(
    lifecycle: Lifecycle, roles: Mapping[str, Mapping[str, Any]], label: Callable[[str], Text]
) -> tuple[Described, ...]:
    """Every step in the order of the file; `label` says what people call a field."""
    return tuple(
        Described(
            step,
            tuple(_distinct(lifecycle, transition)),
            tuple(_needs(lifecycle, transition, label)),
            tuple(_refused(transition)),
            tuple(dict.fromkeys(_sources(lifecycle, transition))),
        )
        for step, transition in zip(steps(lifecycle, roles), lifecycle.transitions, strict=True)
    )


def _distinct(lifecycle: Lifecycle, transition: Transition) -> Iterator[Text]:
    for entry in transition.raw.get("distinct_from", ()):
        other = lifecycle.transition(entry["transition"])
        if other is not None:
            yield _perhaps(other.title, entry)


def _needs(lifecycle: Lifecycle, transition: Transition, label: Callable[[str], Text]) -> Iterator[Text]:
    """The fields of the state that the step leads to."""
    if transition.target not in transition.origins[:1]:
        for requirement in lifecycle.own_requirements(transition.target):
            for name in requirement.fields:
                yield _perhaps(label(name), {"when": requirement.when} if requirement.when else {})


def _refused(transition: Transition) -> Iterator[Text]:
    """The conditions of the step itself, in words where the file has them."""
    for entry in transition.raw.get("requires", ()):
        if isinstance(entry, dict):
            message = entry["message"]
            yield Text(f"not when {message['en']}", f"{message['zh']}时不可进行")
        else:
            yield Text(f"only when `{entry}`", f"须满足 `{entry}`")


def _perhaps(text: Text, entry: Mapping[str, Any]) -> Text:
    """A text, marked where it holds only under a condition."""
    return Text(f"{text.en} (where it applies)", f"{text.zh}（视情况）") if "when" in entry else text


def _sources(lifecycle: Lifecycle, transition: Transition) -> Iterator[str]:
    yield from transition.sources
    for part in _PARTS:
        for entry in transition.raw.get(part, ()):
            yield from entry.get("x-sources", ()) if isinstance(entry, dict) else ()
    if transition.target not in transition.origins[:1]:
        for requirement in lifecycle.own_requirements(transition.target):
            yield from requirement.sources
