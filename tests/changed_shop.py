"""The tiny shop before and after: what a change of its records is refused for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.rules.change import ChangeContext
from docctl.rules.change import judge
from tests.shop import COMMON
from tests.shop import book
from tests.shop import opened

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

Files = dict[str, str]
ENVELOPE = COMMON.replace(
    "  voided:",
    """  schema_version: {type: integer}
  related: {type: array, items: {type: string, x-ref: ["*"]}}
  corrections:
    type: array
    items:
      type: object
      required: [field, old, new]
      properties: {field: {type: string}, old: {type: string}, new: {type: string}}
  voided:""",
)


def context(
    before: Iterable[Mapping[str, str]],
    after: Iterable[Mapping[str, str]],
    rules: str = "",
    messages: tuple[str, ...] = (),
    **schemas: str,
) -> ChangeContext:
    """Some orders before and after, with the rules of the shop."""
    made, problems = book(rules, **{"common": ENVELOPE, **schemas})
    assert not problems, [(v.path, v.position, v.message.en) for v in problems]
    return ChangeContext(opened(made, *before)[0], opened(made, *after)[0], messages)


def said(found: ChangeContext) -> list[str]:
    """What is refused: record, code or slug, place and sentence."""
    refused = sorted(judge(found), key=lambda violation: violation.order)
    return [f"{v.record} {v.slug.removeprefix('engine.')} {v.pointer}: {v.message.en}" for v in refused]


def slugs(found: ChangeContext) -> list[str]:
    """The same as slug and place only."""
    return [" ".join(line.split(": ")[0].split()[1:]) for line in said(found)]
