"""Levels of confidentiality: their order, and the words and colours that pages show them in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

from docctl.publish.masking import plain

if TYPE_CHECKING:
    from docctl.library import Record

FIELD = "confidentiality"
# Where a page shows its level: at its front, on the cover, and on every page of a print.
PLACES = ("front", "cover", "inner")
STYLE_SHEET = "assets/levels.css"


@dataclass(frozen=True)
class Levels:
    """The levels that the company uses, from the lowest, with their words and colours (`conf.styles`)."""

    styles: dict[str, dict[str, str]]

    @classmethod
    def of(cls, parameters: dict[str, Any]) -> Levels:
        """Those of the parameters of a day."""
        return cls(dict(parameters.get("conf", {}).get("styles", {})))

    def rank(self, level: object) -> int:
        """The place of a level from 1; what is no level ranks above all."""
        names = list(self.styles)
        return names.index(str(level)) + 1 if level in names else len(names) + 1

    @staticmethod
    def of_record(record: Record) -> str:
        """The level of a record."""
        return str(record.data.get(FIELD, ""))

    def mark(self, level: str, language: str) -> dict[str, str]:
        """How a page shows a level; nothing where the company names no style for it."""
        style = self.styles.get(level)
        if style is None:
            return {}
        return {"css": f"dc-level-{self.rank(level)}", "text": plain(style.get(language, level))}

    def style_sheet(self) -> bytes:
        """One rule per level; the colour stands nowhere else."""
        rules = [f".dc-level-{self.rank(name)} {{ background: {s['colour']}; }}" for name, s in self.styles.items()]
        return ("/* Made from the parameter conf.styles. */\n" + "\n".join(rules) + "\n").encode()
