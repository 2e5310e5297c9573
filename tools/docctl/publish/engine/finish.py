"""What no page engine does: scripts in files, the policy that allows no others, and a page for wrong addresses."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from docctl.publish.security import POLICY_TAG
from docctl.publish.words import Words
from docctl.publish.words import read_words

if TYPE_CHECKING:
    from pathlib import Path

    from docctl.publish.site import Site

SCRIPTS = "assets/engine/"
WRONG_ADDRESS = "404.html"
# Where the frame's link to the content leads.
SKIPPED_TO = ' id="__skip"'
_CHARSET = re.compile(r'<meta charset="?utf-8"?>', re.IGNORECASE)
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_CONTENT = re.compile(r'(<article class="md-content__inner[^>]*>)(.*)(</article>)', re.DOTALL)
_BETWEEN = re.compile(r">\s*\n\s*<")
_LINES = re.compile(r"\s*\n\s*")
_NAME_LENGTH = 16


def finish(site: Site, folder: Path) -> None:
    """Finish every page of a built site in place."""
    scripts: dict[str, str] = {}
    for page in sorted(folder.rglob("*.html")):
        path = page.relative_to(folder).as_posix()
        text = page.read_text(encoding="utf-8")
        if path.rpartition("/")[2] == WRONG_ADDRESS:
            text = _wrong_address(site, text)
        page.write_text(finished(text, _root(site, path), scripts), encoding="utf-8", newline="\n")
    (folder / SCRIPTS).mkdir(parents=True, exist_ok=True)
    for name, source in scripts.items():
        (folder / SCRIPTS / name).write_text(source, encoding="utf-8", newline="\n")


def finished(text: str, root: str, scripts: dict[str, str]) -> str:
    """A page with its policy; the engine's inline scripts go to `scripts` by file name.

    A script within the content is no engine's: it stays where it is, and neither runs nor passes verification.
    """

    def moved(match: re.Match[str]) -> str:
        name = hashlib.sha256(match[1].encode()).hexdigest()[:_NAME_LENGTH] + ".js"
        scripts[name] = match[1]
        return f'<script src="{root}{SCRIPTS}{name}"></script>'

    if POLICY_TAG not in text:
        text = _CHARSET.sub(lambda match: match[0] + POLICY_TAG, text, count=1)
    content = _CONTENT.search(text)
    if content is None:
        return _INLINE.sub(moved, text)
    before, after = text[: content.start()], text[content.end() :]
    return _without_lines(_INLINE.sub(moved, before)) + content[0] + _without_lines(_INLINE.sub(moved, after))


def _without_lines(frame: str) -> str:
    """The engine's frame without the empty lines that a third of it is made of."""
    return _LINES.sub(" ", _BETWEEN.sub("><", frame))


def _root(site: Site, path: str) -> str:
    """The way to the root of the site; from a page that answers for any address, its address on the server."""
    if path.rpartition("/")[2] == WRONG_ADDRESS:
        return _server_root(site)
    return "../" * path.count("/")


def _server_root(site: Site) -> str:
    return urlsplit(str(site.schemas.policy.get("base_url", ""))).path.rstrip("/") + "/"


def _wrong_address(site: Site, text: str) -> str:
    """The engine's page for wrong addresses, with words of ours in every language and the ways back."""
    texts, root = read_words(site.templates, site.languages), _server_root(site)
    parts: list[str] = []
    for language in site.languages:
        words = Words(texts, language)
        home = root + ("" if language == site.languages[0] else f"{language}/")
        anchor = "" if parts else SKIPPED_TO
        parts.append(
            f'<div lang="{language}"><h1{anchor}>{words("wrong_address")}</h1><p>{words("wrong_address_help")}</p>'
            f'<p><a href="{home}index.html">{words("start")}</a> · '
            f'<a href="{home}registers/index.html">{words("registers")}</a></p></div>'
        )
    return _CONTENT.sub(lambda match: match[1] + "".join(parts) + match[3], text, count=1)
