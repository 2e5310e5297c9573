"""Commands, options and arguments that click describes in the chosen language."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import click

from docctl.cli.language import LANGUAGES
from docctl.cli.language import chosen_language
from docctl.cli.terminal import columns
from docctl.violation import NO_TEXT
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

# What click says itself, in Chinese.
_CHINESE = {
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
    "Options": "选项",
    "Commands": "命令",
    "Examples": "示例",
}
_USAGE = Text("Usage: ", "用法：")
_HELP = Text("Show this help.", "显示本帮助。")
_LANGUAGE = Text("Language of messages.", "消息使用的语言。")


def _word(english: str) -> str:
    return _CHINESE.get(english, english) if chosen_language() == "zh" else english


class Formatter(click.HelpFormatter):
    """Help with headings in the chosen language; a Chinese character takes two columns."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """One line, whatever its length: the terminal folds it."""
        self.write(f"{prefix or _USAGE.get(chosen_language())}{prog} {args}".rstrip() + "\n")

    def write_heading(self, heading: str) -> None:
        """A heading."""
        self.write(_word(heading) + Text(":", "：").get(chosen_language()) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Names and sentences in two columns, one line each."""
        del col_max
        lines = list(rows)
        width = max((columns(name) for name, _ in lines), default=0) + col_spacing
        for name, sentence in lines:
            self.write(f"  {name}{' ' * (width - columns(name))}{sentence}".rstrip() + "\n")


class Context(click.Context):
    """A context whose help is written by our formatter."""

    formatter_class = Formatter


class Option(click.Option):
    """An option explained in both languages; `word` stands for its value."""

    def __init__(self, *args: Any, text: Text = NO_TEXT, word: Text | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text, self.word = text, word

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Its names and what it does."""
        self.help = self.text.get(chosen_language())
        if self.word is not None:
            self.metavar = self.word.get(chosen_language())
        return super().get_help_record(ctx)


class Argument(click.Argument):
    """An argument named in both languages."""

    def __init__(self, *args: Any, word: Text, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.word = word

    def get_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Its name as the usage line shows it."""
        del ctx
        name = self.word.get(chosen_language())
        return [(name if self.required else f"[{name}]") + ("..." if self.nargs < 0 else "")]


class Command(click.Command):
    """A command with a sentence in both languages, examples, and `--lang` like every other."""

    context_class = Context

    def __init__(self, *args: Any, text: Text = NO_TEXT, examples: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text, self.examples = text, examples
        self.params.append(
            Option(["--lang"], type=click.Choice(LANGUAGES), expose_value=False, is_eager=True, text=_LANGUAGE)
        )

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, explained in the chosen language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP.get(chosen_language())
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The parts of the usage line."""
        return [_word(piece) for piece in super().collect_usage_pieces(ctx)]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does."""
        del ctx
        formatter.write(f"\n  {self.text.get(chosen_language())}\n")

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """How it is called."""
        del ctx
        if self.examples:
            with formatter.section("Examples"):
                formatter.write("".join(f"  {example}\n" for example in self.examples))

    def get_short_help_str(self, limit: int = 45) -> str:
        """What the command does, whole: a cut sentence helps nobody."""
        del limit
        return self.text.get(chosen_language())


class Group(Command, click.Group):
    """A command of commands."""

    command_class = Command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; an unknown one is answered with the nearest names."""
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            raise UnknownCommand(args[0], known, ctx)
        return super().resolve_command(ctx, args)


class UnknownCommand(click.UsageError):
    """A command that is none, and those there are."""

    def __init__(self, name: str, known: Sequence[str], ctx: click.Context) -> None:
        super().__init__(name, ctx)
        self.name, self.known = name, tuple(known)


def command(
    name: str | None = None, *, text: Text = NO_TEXT, examples: Sequence[str] = ()
) -> Callable[[Callable[..., Any]], Command]:
    """Make a function a command."""
    return click.command(name, cls=Command, text=text, examples=examples)


def option(
    *names: str, text: Text, word: Text | None = None, **settings: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command an option."""
    return click.option(*names, cls=Option, text=text, word=word, **settings)


def argument(name: str, word: Text, **settings: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command an argument."""
    return click.argument(name, cls=Argument, word=word, **settings)


def switches(command: click.Command) -> Iterator[str]:
    """The names of a command's options."""
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield from parameter.opts
