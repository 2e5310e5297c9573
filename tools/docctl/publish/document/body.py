"""The body of a document as it may go into a page: text and tables as written, nothing that runs or loads.

A record's body holds no raw HTML, but a renderer may see a code span or fence end where the reader did not. So
nothing depends on where code ends: code becomes escaped HTML here, and every other `<`, `{` and unlisted link
target loses its meaning by an entity.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import escape

from docctl.history.plain import FENCE
from docctl.publish.masking import plain
from docctl.publish.masking import safe_url

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_AUTOLINK = re.compile(r"<(https?://[^\s<>\"']+)>")
_TARGET = re.compile(r"(!?)\[([^\[\]]*)\]\(([^()\s]*)((?:[ \t]+\"[^\"<>]*\")?)\)")
_TITLE = re.compile(r" {0,3}#[ \t]+\S.*")
_ANCHOR = re.compile(r"#[A-Za-z0-9_-]+")
_MAIL = re.compile(r"mailto:[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+")
_MARKS = re.compile(r"[^0-9A-Za-z\u0080-\U0010ffff ]")


def clean_body(body: str, resolve: Callable[[str], str | None], *, keep_title: bool = False) -> str:
    """A Markdown body that is safe to render; `resolve` turns a relative target into a page, or refuses it."""
    lines = plain(body).replace("\r", "").split("\n")
    if not keep_title:
        first = next((i for i, line in enumerate(lines) if line.strip()), 0)
        if lines and _TITLE.fullmatch(lines[first]):
            lines = lines[first + 1 :]
    return "\n".join(_blocks(lines, resolve)).strip("\n")


def _blocks(lines: list[str], resolve: Callable[[str], str | None]) -> Iterator[str]:
    index = 0
    while index < len(lines):
        opened = FENCE.match(lines[index])
        if opened is None:
            yield _prose(lines[index], resolve)
            index += 1
            continue
        end = _end_of_fence(lines, index + 1, opened[1])
        code = "\n".join(lines[index + 1 : end])
        yield f'\n<pre class="dc-code">{_entities(code)}\n</pre>\n'
        index = end + 1


def _end_of_fence(lines: list[str], start: int, fence: str) -> int:
    for index in range(start, len(lines)):
        text = lines[index].strip()
        if text.startswith(fence) and not text.strip(fence[0]):
            return index
    return len(lines)


def _prose(line: str, resolve: Callable[[str], str | None]) -> str:
    parts, last = [], 0
    for span in _SPAN.finditer(line):
        parts += [_inline(line[last : span.start()], resolve), f"<code>{_entities(span[2].strip())}</code>"]
        last = span.end()
    return "".join([*parts, _inline(line[last:], resolve)])


def _entities(code: str) -> str:
    """Code whose every mark is an entity, so that no Markdown or HTML is found in it."""
    return _MARKS.sub(lambda match: f"&#{ord(match[0])};" if match[0] != "\n" else "\n", code)


def _inline(text: str, resolve: Callable[[str], str | None]) -> str:
    parts, last = [], 0
    for link in _TARGET.finditer(text):
        parts += [_inert(text[last : link.start()]), _link(link, resolve)]
        last = link.end()
    return "".join([*parts, _inert(text[last:])])


def _link(link: re.Match[str], resolve: Callable[[str], str | None]) -> str:
    image, label, target, title = link.groups()
    address = _allowed(target, resolve)
    if image or not address:
        return _inert(label or target)
    return f"[{_inert(label)}]({address}{_inert(title)})"


def _allowed(target: str, resolve: Callable[[str], str | None]) -> str:
    if safe_url(target) or _ANCHOR.fullmatch(target) or _MAIL.fullmatch(target):
        return target
    return resolve(target) or ""


def _inert(text: str) -> str:
    """Text in which only emphasis, headings, lists and tables still mean anything."""
    parts, last = [], 0
    for link in _AUTOLINK.finditer(text):
        address = safe_url(link[1])
        parts += [_disarmed(text[last : link.start()])]
        parts += [f"<{address}>" if address else str(escape(link[1]))]
        last = link.end()
    return "".join([*parts, _disarmed(text[last:])])


def _disarmed(text: str) -> str:
    text = text.replace("<", "&lt;").replace("{", "&#123;").replace("\\`", "`").replace("`", "&#96;")
    return re.sub(r"\](?=[(\[:])", "&#93;", text)
