"""A guarded repository: how git is set, the hook that judges, and whether all of it is as it was installed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.guard import server_codes as codes
from docctl.violation import Position

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from docctl.violation import Text
    from docctl.violation import Violation

HOOK = "hooks/pre-receive"
SIGNERS = "docctl/allowed_signers"
SEED = "receive.certnonceseed"
_SEED_LENGTH = 32
_PLACE = Position(1, 1)
# Name and values of each setting; the last value of one counts, of transfer.hideRefs all do.
SETTINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("core.bare", ("true",)),
    # A power cut must not take what was acknowledged.
    ("core.fsync", ("all",)),
    # Who moved a branch, and when: for good.
    ("core.logallrefupdates", ("true",)),
    ("gc.reflogexpire", ("never",)),
    ("gc.reflogexpireunreachable", ("never",)),
    # Names that Windows and macOS read as .git.
    ("core.protecthfs", ("true",)),
    ("core.protectntfs", ("true",)),
    # Cleaning up is a task of the night: during a push it would hold people up.
    ("receive.autogc", ("false",)),
    ("receive.fsckobjects", ("true",)),
    # Neither is an error otherwise, and ls-tree shows both as ordinary files.
    ("receive.fsck.badfilemode", ("error",)),
    ("receive.fsck.zeropaddedfilemode", ("error",)),
    ("receive.denydeletes", ("true",)),
    ("receive.denynonfastforwards", ("true",)),
    ("receive.maxinputsize", ("100m",)),
    ("receive.advertisepushoptions", ("false",)),
    ("receive.shallowupdate", ("false",)),
    # Reserved numbers are taken; nothing else below may be seen or pushed.
    ("transfer.hiderefs", ("refs/docctl", "!refs/docctl/num")),
    ("uploadpack.allowanysha1inwant", ("false",)),
    ("uploadpack.allowreachablesha1inwant", ("false",)),
    ("uploadpack.allowtipsha1inwant", ("false",)),
    ("gpg.ssh.allowedsignersfile", (SIGNERS,)),
)
# What would put the hook out of the way, or let it see other objects.
FORBIDDEN = ("core.hookspath", "receive.fsck.skiplist", "receive.procreceiverefs", "core.alternaterefscommand")
_LISTS = frozenset({"transfer.hiderefs"})
_FSCK = "receive.fsck."
_SCRIPT = """#!/bin/sh
# docctl pre-receive hook
python={python}
DOCCTL_LANG="${{DOCCTL_LANG:-{language}}}"
export DOCCTL_LANG
# Seconds of computing after which the kernel ends what does not end itself.
ulimit -t 600
[ -x "$python" ] && exec "$python" -P -m docctl hook pre-receive
echo "docctl: {python} is missing, nothing was taken over / 服务器缺少检查程序，未接收任何内容" >&2
exit 1
"""


class Placed(NamedTuple):
    """A file as it lies on the disk; `source` is none where there is no ordinary file."""

    source: bytes | None
    owner: int
    mode: int


def hook_script(python: str, language: str) -> bytes:
    """The hook; `python` is quoted for a shell, and its messages are in a language unless the connection asks other."""
    return _SCRIPT.format(python=python, language=language).encode()


def setting_problems(found: Mapping[str, Sequence[str]], folder: str, mend: Text) -> Iterator[Violation]:
    """Settings that are not as installed; `folder` is that of the repository, `mend` the command that restores."""
    for name, wanted in expected(folder):
        values = tuple(found.get(name, ()))
        if (values if name in _LISTS else values[-1:]) != wanted:
            stated = ", ".join(values) or "-"
            yield codes.SERVER_SETTING.at("config", name=name, value=stated, wanted=", ".join(wanted), mend=mend)
    loose = [name for name, values in found.items() if name.startswith(_FSCK) and values[-1] != "error"]
    for name in (*(name for name in FORBIDDEN if name in found), *loose):
        yield codes.SERVER_FORBIDDEN.at("config", name=name, value=found[name][-1])
    if len(found.get(SEED, [""])[-1]) < _SEED_LENGTH:
        yield codes.SERVER_SEED.at("config", mend=mend)


def expected(folder: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The settings of a repository in a folder."""
    for name, values in SETTINGS:
        yield name, (f"{folder}/{SIGNERS}",) if values == (SIGNERS,) else values


def hook_problems(hook: Placed, allowed: Sequence[bytes], owners: frozenset[int], mend: Text) -> Iterator[Violation]:
    """A hook that git would not run, that is another one, or that others may change."""
    if hook.source is None or hook.source not in allowed:
        yield codes.SERVER_HOOK.at(HOOK, _PLACE, mend=mend)
    elif not hook.mode & 0o100:
        yield codes.SERVER_HOOK_MODE.at(HOOK, mend=mend)
    yield from owner_problems(HOOK, hook, owners, mend)


def owner_problems(path: str, placed: Placed, owners: frozenset[int], mend: Text) -> Iterator[Violation]:
    """A file or folder that somebody else owns or may write to."""
    if placed.owner not in owners or placed.mode & 0o022:
        yield codes.SERVER_OWNER.at(path, value=path, mend=mend)


def signer_problems(signers: bytes | None, wanted: bytes, mend: Text) -> Iterator[Violation]:
    """A list of keys for signed pushes that is not what is enrolled."""
    if signers != wanted:
        yield codes.SERVER_SIGNERS.at(SIGNERS, mend=mend)
