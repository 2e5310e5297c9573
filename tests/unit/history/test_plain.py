from __future__ import annotations

import pytest

from docctl.history.plain import plain_text

BODY = r"""
# 1 目的 #

**重要**：见[记录程序](../X.md)，`代码`和__强调__，5 \* 3，2 ** 3。

| a | b |
|---|:-:|
| 1 | 2 |

```text
# not a heading **as it is**
~~~
```
![图](a.png) after
"""


def test_marks_that_only_say_how_it_looks_are_gone() -> None:
    assert plain_text(BODY).split("\n") == [
        "1 目的",
        "",
        "重要：见记录程序，代码和强调，5 * 3，2 ** 3。",
        "",
        "| a | b |",
        "| 1 | 2 |",
        "",
        "```text",
        "# not a heading **as it is**",
        "~~~",
        "```",
        "图 after",
        "",
    ]


@pytest.mark.parametrize("unit", ["** ", "[", "`", "__", "# ", "|-", " ", "-|", "[a](", "\\"])
def test_no_line_takes_for_ever(unit: str) -> None:
    size = 100_000
    for text in (unit * (size // len(unit)), "# a" + unit * (size // len(unit)) + "b"):
        assert len(plain_text(text)) <= size + 10
