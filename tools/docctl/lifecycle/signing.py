"""Who may take a step: roles and distinctness of a transition, for stored sign-offs and for statements alike."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from docctl.expressions.environment import SkipRule
from docctl.expressions.environment import Undecided
from docctl.expressions.message import fill
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from docctl.expressions.checked import Checked
    from docctl.library import Record
    from docctl.lifecycle.compiled import BoundLifecycle
    from docctl.lifecycle.model import Transition
    from docctl.schema import Schemas


class Signer(NamedTuple):
    """A role that may sign, within a department if one is given."""

    role: str
    department: str
    sources: tuple[str, ...]


class Distinct(NamedTuple):
    """A transition whose signer may not be the same person."""

    transition: str
    sources: tuple[str, ...]


def signers(bound: BoundLifecycle, transition: Transition, judge: Callable[[Checked], object]) -> list[Signer]:
    """The roles that may sign a transition of a record; `judge` evaluates a condition on it."""
    found = []
    for index, entry in enumerate(transition.raw.get("signed_by", ())):
        at = (*transition.at, "signed_by", index)
        condition = bound.condition((*at, "when"))
        if condition is None or judge(condition):
            limit = bound.condition((*at, "department"))
            department = str(judge(limit)) if limit is not None else ""
            if limit is not None and not department:
                continue  # a limit without a value admits nobody: no department is not any department
            found.append(Signer(entry["role"], department, tuple(entry.get("x-sources", transition.sources))))
    return found


def distinct(bound: BoundLifecycle, transition: Transition, judge: Callable[[Checked], object]) -> Iterator[Distinct]:
    """The transitions whose signers must be other persons, where their condition holds."""
    for index, entry in enumerate(transition.raw.get("distinct_from", ())):
        condition = bound.condition((*transition.at, "distinct_from", index, "when"))
        if condition is None or judge(condition):
            yield Distinct(entry["transition"], tuple(entry.get("x-sources", transition.sources)))


def role_titles(known: Mapping[str, Mapping[str, Any]], names: Iterable[str], *, together: bool = False) -> Text:
    """What people call the roles of which one may sign, or all must; empty where none is known."""
    titles = [Text(known[name]["title"], known[name]["x-zh"]) for name in dict.fromkeys(names) if name in known]
    between = Text(" and ", "和") if together else Text(" or ", "或")
    return Text(between.en.join(t.en for t in titles), between.zh.join(t.zh for t in titles))


def signer_titles(schemas: Schemas, allowed: Iterable[Signer]) -> Text:
    """What people call those who may sign, with the department where it limits them; a dash where nobody may."""
    titles = []
    for signer in allowed:
        title = role_titles(schemas.roles, [signer.role])
        given = schemas.departments.get(signer.department, {})
        where = Text(given.get("title", signer.department), given.get("x-zh", signer.department))
        titles.append(Text(f"{title.en} of {where.en}", f"{where.zh}{title.zh}") if signer.department else title)
    return Text(
        " or ".join(dict.fromkeys(t.en for t in titles)) or "—", "或".join(dict.fromkeys(t.zh for t in titles)) or "—"
    )


def unmet(
    bound: BoundLifecycle, transition: Transition, record: Record, judge: Callable[[Checked], object]
) -> Iterator[tuple[Text, tuple[str, ...]]]:
    """The conditions of a step that do not hold or cannot be judged when it is taken, in words, with their sources."""
    values = {"self": record.data, "id": record.id}
    for index, entry in enumerate(transition.raw.get("requires", ())):
        try:
            held = judge(bound.conditions[*transition.at, "requires", index])
        except (SkipRule, Undecided):
            held = False
        if not held:
            stated = {} if isinstance(entry, str) else entry
            said = stated.get("message", {"en": f"the step requires {entry}", "zh": f"该步骤的条件未满足：{entry}"})
            yield fill(Text(said["en"], said["zh"]), values), tuple(stated.get("x-sources", transition.sources))
