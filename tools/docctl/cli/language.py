"""Which language this run speaks: --lang, else the environment."""

from __future__ import annotations

import os
from itertools import pairwise
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

LANGUAGES = ("zh", "en")


def preferred_language() -> str:
    """`zh` where the environment prefers Chinese, else `en`."""
    for name in ("DOCCTL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def spoken(arguments: Sequence[str]) -> str:
    """The language that some arguments ask for, wherever in them: help and errors need it before they are parsed."""
    chosen = ""
    for argument, following in pairwise((*arguments, "")):
        if argument == "--":
            break
        name, mark, value = argument.partition("=")
        wanted = value if mark else following
        if name == "--lang" and wanted in LANGUAGES:
            chosen = wanted
    return chosen or preferred_language()


def chosen_language() -> str:
    """The language of this run."""
    context = click.get_current_context(silent=True)
    chosen = context.find_root().obj if context is not None else None
    return chosen if chosen in LANGUAGES else preferred_language()
