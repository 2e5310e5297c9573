"""Rules on changes that the schemas state as expressions (`phase: change`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.expressions.environment import SkipRule
from docctl.expressions.environment import Undecided
from docctl.library.host import Needs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.library import Edit
    from docctl.rules.change.context import ChangeContext
    from docctl.rules.expression_rule import ExpressionRule
    from docctl.violation import Violation


def expression_changes(context: ChangeContext) -> Iterator[Violation]:
    """The rules of each record's type on what was added or changed."""
    for edit in context.change.edits:
        for rule in context.after.book.type_rules[edit.new.type.slug].of_changes_on(edit.new.day):
            yield from _judged(context, edit, rule)


def _judged(context: ChangeContext, edit: Edit, rule: ExpressionRule) -> Iterator[Violation]:
    try:
        scope = context.scope(edit, Needs.of(rule.expressions))
    except SkipRule:
        return
    except Undecided as undecided:
        yield rule.undecided(edit.new, undecided)
        return
    yield from rule.check(edit.new, scope, context.after.host)
