"""What an SSH client may ask for: to send to or fetch from one repository, and nothing else."""

from __future__ import annotations

import re
from typing import NamedTuple

_ASKED = re.compile(r"git[- ](receive-pack|upload-pack) (?:'([^'\\]+)'|([^\s'\"\\]+))").fullmatch
# What a serving git needs to know of its surroundings. In GIT_PROTOCOL a client asks to fetch by hash what is hidden,
# and another clock or another package would be another judge.
KEPT = ("HOME", "LANG", "LC_ALL", "PATH", "TZ", "USER", "LOGNAME", "DOCCTL_LANG")

# Under these names git notes in the log of a branch who moved it.
NOTED = ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL")


class Wish(NamedTuple):
    """What a client asks for: the service, and the path as it wrote it."""

    service: str
    path: str


def wish_of(command: str) -> Wish | None:
    """What SSH_ORIGINAL_COMMAND asks for; none where it is anything but a push or a fetch."""
    match = _ASKED(command)
    return Wish(match[1], match[2] or match[3]) if match else None


def names(wish: Wish, repository: str) -> bool:
    """Whether a wish means a repository, given by its full path: as that, or by its own name."""
    asked = wish.path.rstrip("/")
    name = repository.rstrip("/").rpartition("/")[2]
    return asked in {
        repository.rstrip("/"),
        name,
        f"/{name}",
        name.removesuffix(".git"),
        f"/{name.removesuffix('.git')}",
    }
