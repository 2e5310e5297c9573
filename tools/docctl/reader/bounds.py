"""How large a text may be: what the reader, and everything that judges files, refuses to go beyond."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import fields
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


@dataclass(frozen=True)
class Bounds:
    """The bounds of one text: bytes, levels of nesting, values, and characters of one value."""

    record_bytes: int = 262_144
    depth: int = 32
    nodes: int = 20_000
    scalar: int = 65_536

    @classmethod
    def of(cls, policy: Mapping[str, Any]) -> Self:
        """What the mapping `limits` of a policy says; the defaults for everything else."""
        given = policy.get("limits", {})
        return cls(**{field.name: int(given[field.name]) for field in fields(cls) if field.name in given})


USUAL = Bounds()
