"""`docctl demo`: a living example with two years of history in a new folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docctl.cli import options
from docctl.cli import words
from docctl.cli.new_folder import making
from docctl.cli.new_folder import require_empty
from docctl.cli.session import folder
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import print_table
from docctl.cli.terminal import say
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from docctl.demo.replay import Commit

_TITLES = {"en": ("when", "who", "what"), "zh": ("时间", "人员", "事项")}
_NEXT = (
    ("cd {place}", Text("go there", "进入文件夹")),
    ("docctl check", Text("check every record", "检查全部记录")),
    ("docctl register G-01 --as-of 2025-06-30", Text("what was in force on a day", "查看某日现行有效的文件")),
    ("docctl explain HM-QP-WK001", Text("why a document is in its state", "查看文件为何处于该状态")),
    ("docctl verify --all", Text("verify every signature", "核验全部签署")),
    ("docctl site build", Text("make the site of controlled copies", "生成受控文件网站")),
    ("docctl site serve", Text("and show it", "打开网站")),
)


@words.command(examples=("docctl demo ../huaming", "docctl demo ../huaming --dry-run"))
@words.argument("directory", Text("DIR", "文件夹"))
@options.dry_run
def command(directory: str, *, dry_run: bool) -> None:
    """Play the scenario into a new repository."""
    from docctl.demo.example import identities
    from docctl.demo.example import last_tree
    from docctl.demo.replay import Replay
    from docctl.demo.scenario import load

    target = Path(folder(), directory)
    require_empty(target)
    last = last_tree()
    people, commits = identities(last), list(Replay(load(), last).commits())
    if dry_run:
        _print(commits, people)
        return
    _make(target, commits, people)
    _introduce(directory, commits)


def _make(target: Path, commits: list[Commit], people: dict[str, str]) -> None:
    from docctl.demo.stream import stream
    from docctl.git.importing import make

    with making(target):
        make(target, stream(commits, people))


def _print(commits: list[Commit], people: dict[str, str]) -> None:
    rows = [
        (f"{c.authored:%Y-%m-%d %H:%M}", people[c.author].partition(" <")[0], c.message.partition("\n")[0])
        for c in commits
        if c.branch == "main"
    ]
    print_table(_TITLES[chosen_language()], rows)


def _introduce(directory: str, commits: list[Commit]) -> None:
    main = [commit for commit in commits if commit.branch == "main"]
    first, last = f"{main[0].authored:%Y-%m-%d}", f"{main[-1].authored:%Y-%m-%d}"
    say(
        Text(
            f"{show(directory)}: the example company from {first} to {last}, {len(main)} changes. Next:",
            f"示例公司已写入 {show(directory)}：{first} 至 {last}，共 {len(main)} 次变更。接下来可以：",
        )
    )
    for pattern, text in _NEXT:
        line = pattern.format(place=show(directory))
        say(Text(f"  {line:<48}  {text.en}", f"  {line:<48}  {text.zh}"))
