"""What a check found, in the order of a report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.violation import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from docctl.violation import Text
    from docctl.violation import Violation


class About(NamedTuple):
    """What a rule demands, and the page of the site that says so, where there is one."""

    statement: Text
    address: str = ""


@dataclass(frozen=True)
class Report:
    """What a check found; the outcome is computed from the violations and nothing else."""

    violations: Sequence[Violation]
    records: int
    commit: str | None
    as_of: str
    tool: str
    where: str
    # By slug, for the formats that tell about rules too.
    rules: Mapping[str, About] = field(default_factory=dict)

    @property
    def counts(self) -> Counter[str]:
        """How many violations of each severity."""
        return Counter(violation.severity.value for violation in self.violations)

    @property
    def failed(self) -> bool:
        """Whether anything refuses: warnings never do."""
        return any(violation.severity is Severity.ERROR for violation in self.violations)


def sort(violations: Sequence[Violation]) -> list[Violation]:
    """The violations in report order, each once."""
    return sorted(dict.fromkeys(violations), key=lambda violation: violation.order)
