"""Where the site is on the web, as the policy says."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def languages(policy: Mapping[str, Any]) -> tuple[str, ...]:
    """The languages of the company; the first is the default, at the root of the site."""
    return tuple(policy.get("languages", ("en",)))


def root_address(policy: Mapping[str, Any], language: str) -> str:
    """The permanent address of the root of a language, with a slash at its end; empty where there is none."""
    base = str(policy.get("base_url", "")).rstrip("/")
    below = "" if language == languages(policy)[0] else f"{language}/"
    return f"{base}/{below}" if base else ""
