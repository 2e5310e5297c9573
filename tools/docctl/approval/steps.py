"""The steps that mean something to the engine itself, whatever else a signed lifecycle has."""

from __future__ import annotations

SUBMIT = "submit"
APPROVE = "approve"
REJECT = "reject"
RELEASE = "release"
ADOPT = "adopt"
WITHDRAW = "withdraw"
OBSOLETE = "obsolete"

# A statement of these opens a new round over the files that it names.
OPENING = (SUBMIT, ADOPT)
# They put a revision into force and name the day.
ISSUING = (APPROVE, ADOPT)
# They end it, and name the day.
ENDING = (WITHDRAW, OBSOLETE)
