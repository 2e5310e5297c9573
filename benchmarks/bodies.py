"""The body of a procedure: numbered clauses, a table, citations; 4 to 6 KB."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

_CHAPTERS = 4
Named = tuple[str, str]


def body(rng: Random, title: str, cited: list[Named], forms: list[Named]) -> str:
    """A procedure that quotes the documents and forms it is given by number and name."""
    return "\n\n".join(_blocks(rng, title, cited, forms)) + "\n"


def _blocks(rng: Random, title: str, cited: list[Named], forms: list[Named]) -> Iterator[str]:
    yield f"# {title}"
    yield f"## 1 目的\n\n{texts.sentence(rng)}{texts.sentence(rng)}"
    yield f"## 2 适用范围\n\n2.1 {texts.sentence(rng)}\n\n2.2 {texts.sentence(rng)}"
    yield "## 3 职责"
    yield from (f"3.{n} {texts.sentence(rng)}" for n in range(1, 5))
    yield "## 4 工作程序"
    for chapter in range(1, _CHAPTERS + 1):
        yield from _chapter(rng, f"4.{chapter}", cited)
    yield _table(rng)
    yield "## 5 相关文件"
    yield "\n".join(f"- {number} 《{name}》" for number, name in cited) or "无。"
    yield "## 6 记录"
    yield "\n".join(("| 表单编号 | 表单名称 |", "|---|---|", *(f"| {number} | 《{name}》 |" for number, name in forms)))


def _chapter(rng: Random, number: str, cited: list[Named]) -> Iterator[str]:
    yield f"### {number} {rng.choice(texts.SUBJECTS)}"
    for clause in range(1, 5):
        extra = ""
        if cited and rng.randrange(3) == 0:
            extra = f"另见《{rng.choice(cited)[1]}》。"
        elif rng.randrange(3) == 0:
            extra = f"异常按{number}.1处理。"
        yield f"{number}.{clause} {texts.sentence(rng)}{extra}"
    yield "\n".join(f"- {rng.choice(texts.PRODUCTS)}：{texts.sentence(rng)}" for _ in range(2))


def _table(rng: Random) -> str:
    rows = [f"| {name} | {rng.choice(texts.SUBJECTS)} | {rng.randint(1, 30)} 天 |" for name in texts.PRODUCTS[:5]]
    return "\n".join(("| 类别 | 办法 | 期限 |", "|---|---|---|", *rows))
