"""The checkers of a change, in the order of their reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.approval.change import statement_changes
from docctl.rules.change.expressions import expression_changes
from docctl.rules.change.fields import field_changes
from docctl.rules.change.identity import attachment_changes
from docctl.rules.change.identity import identity_changes
from docctl.rules.change.identity import record_losses
from docctl.rules.change.identity import statement_losses
from docctl.rules.change.states import status_changes
from docctl.rules.change.tombstones import tombstone_changes

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from docctl.rules.change.context import ChangeContext
    from docctl.violation import Violation


def signed_changes(context: ChangeContext) -> Iterator[Violation]:
    """What a change may not do to statements, and rights that it gives itself."""
    yield from statement_changes(context.before.approvals, context.after.approvals)


CHECKERS: tuple[Callable[[ChangeContext], Iterator[Violation]], ...] = (
    record_losses,
    attachment_changes,
    statement_losses,
    signed_changes,
    identity_changes,
    tombstone_changes,
    status_changes,
    field_changes,
    expression_changes,
)


def judge(context: ChangeContext) -> Iterator[Violation]:
    """Everything that a change does and may not do."""
    for checker in CHECKERS:
        yield from checker(context)
