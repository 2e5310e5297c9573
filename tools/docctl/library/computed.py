"""Computed fields: compiled, and refused where they depend on each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.cache.on_demand import OnDemand
from docctl.expressions import codes
from docctl.expressions.checked import Compiler
from docctl.violation import Stop

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.expressions.checked import Checked
    from docctl.schema import Schemas
    from docctl.violation import Violation

Key = tuple[str, str]


def compile_computed(compiler: Compiler, problems: list[Violation]) -> dict[Key, Checked]:
    """Every computed field of the schemas by type and name; cycles and errors are added to `problems`."""
    compiled: dict[Key, Checked] = {}
    depends: dict[Key, set[Key]] = {}
    for record_type in compiler.schemas.types.values():
        for name, text in record_type.computed.items():
            key = (record_type.slug, name)
            alone = Compiler(compiler.environment, compiler.schemas)
            try:
                compiled[key] = alone.compile(text, record_type.slug, record_type.document, _place(name))
            except Stop as stop:
                problems.append(stop.violation)
                continue
            depends[key] = {(record_type.slug, own) for own in compiled[key].own}
            depends[key] |= {(slug, read) for slug, names in alone.reads.items() for read in names}
            for slug, names in alone.reads.items():
                compiler.reads[slug] |= names
    problems += _cycles(compiler.schemas, depends)
    return compiled


def computed_on_demand(compiler: Compiler) -> Mapping[Key, Checked]:
    """The computed fields of schemas that were found right before, each compiled when it is asked for."""
    texts = {
        (kind.slug, name): text for kind in compiler.schemas.types.values() for name, text in kind.computed.items()
    }

    def compiled(key: Key) -> Checked:
        slug, name = key
        return compiler.compile(texts[key], slug, compiler.schemas.types[slug].document, _place(name))

    return OnDemand(texts, compiled)


def _place(name: str) -> tuple[str, ...]:
    return ("properties", name, "x-computed")


def _cycles(schemas: Schemas, depends: dict[Key, set[Key]]) -> list[Violation]:
    found = []
    reported: set[Key] = set()
    for key in depends:
        cycle = _cycle_from(key, depends)
        if cycle and not reported.intersection(cycle):
            reported.update(cycle)
            document = schemas.types[key[0]].document
            chain = " → ".join(f"{slug}.{name}" for slug, name in cycle)
            found.append(codes.RULE_CYCLE.at(document.path, document.position(_place(key[1])), value=chain))
    return found


def _cycle_from(start: Key, depends: dict[Key, set[Key]]) -> list[Key]:
    pending = [[start, following] for following in sorted(depends[start])]
    seen: set[Key] = set()
    while pending:
        chain = pending.pop()
        if chain[-1] == start:
            return chain
        if chain[-1] not in seen:
            seen.add(chain[-1])
            pending += [[*chain, following] for following in sorted(depends.get(chain[-1], ()))]
    return []
