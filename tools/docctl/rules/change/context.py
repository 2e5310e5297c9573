"""What the checkers of a change are given: both states with their rules, and what expressions may ask of the two."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from docctl.library.change import Change
from docctl.library.host import Needs

if TYPE_CHECKING:
    from docctl.expressions.checked import Checked
    from docctl.expressions.environment import Scope
    from docctl.library import Edit
    from docctl.rules.engine import Check


@dataclass(frozen=True)
class ChangeContext:
    """A change judged by one rulebook; `messages` are those of the commits that made it, where they are at hand."""

    before: Check
    after: Check
    messages: tuple[str, ...] = ()

    @cached_property
    def change(self) -> Change:
        """The records that came, went and changed."""
        return Change(self.before.library, self.after.library)

    def scope(self, edit: Edit, needs: Needs) -> Scope:
        """The variables of a rule on the change of one record; `old` is empty where it was added."""
        more: dict[str, Any] = {"isNew": edit.old is None, "messages": list(self.messages)}
        if "old" in needs.names:
            more["old"] = self._old(edit, needs)
        if "stage" in needs.names:
            more["stage"] = self.after.stage(edit.new)
        if "oldStage" in needs.names:
            more["oldStage"] = self.before.stage(edit.old) if edit.old is not None else ""
        return self.after.host.scope(self.after.library, edit.new, needs, **more)

    def _old(self, edit: Edit, needs: Needs) -> dict[str, Any]:
        if edit.old is None:
            return {}
        host = self.before.host
        host.turn_to(self.before.library)
        return {"id": edit.old.id, **host.fields(edit.old, needs.own)}

    def holds(self, edit: Edit, condition: Checked) -> bool:
        """Whether a condition on a change holds; raises `SkipRule` and `Undecided`."""
        return bool(condition.evaluate(self.scope(edit, Needs.of((condition,)))))
