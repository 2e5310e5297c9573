"""What a page engine says when it makes no site."""

from __future__ import annotations


class BuildFailed(Exception):  # noqa: N818 - says what happened
    """The engine refused, or warned: a site with a warning is not published."""

    def __init__(self, messages: list[str], language: str = "") -> None:
        """Keep what the engine said, and of which language."""
        super().__init__("\n".join(messages))
        self.messages, self.language = messages, language
