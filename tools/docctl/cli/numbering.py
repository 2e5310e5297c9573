"""The number of a new record: drawn or chosen, and reserved before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.cli import words
from docctl.cli.terminal import FAULT
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import say
from docctl.cli.writing import clone_of
from docctl.cli.writing import one_writer
from docctl.git.remote import Declined
from docctl.git.remote import Unreachable
from docctl.git.remote import remote_of
from docctl.violation import Text
from docctl.violation import show
from docctl.writing.codes import NUMBER_TAKEN
from docctl.writing.numbers import NumberTaken
from docctl.writing.numbers import Series
from docctl.writing.numbers import reservations
from docctl.writing.numbers import reserve

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator

    from docctl.cli.session import Session
    from docctl.schema import RecordType
    from docctl.writing.numbers import Reserved

offline = words.option(
    "--offline",
    is_flag=True,
    text=Text(
        "Reserve the number on this machine only; it may have to change.", "仅在本机预留编号，之后可能需要更换。"
    ),
)


def series_of(session: Session, record_type: RecordType) -> Series:
    """The numbers after the greatest one of their kind; refused where the type draws none."""
    template = record_type.raw["x-id"].get("next")
    if template is None:
        title, pattern = record_type.title, record_type.id_pattern.pattern
        raise Trouble(
            Text(f"a {title.en} is numbered by hand", f"{title.zh}的编号由人工编制"),
            Text(
                f"give it: docctl new {record_type.slug} --id …, matching {pattern}",
                f"请指定：docctl new {record_type.slug} --id …，格式 {pattern}",
            ),
        )
    prefix, _, rest = template.replace("{YYYY}", session.as_of[:4]).partition("{")
    # Files that cannot be read have their numbers too.
    paths = session.snapshot.paths(f"records/{record_type.slug}/")
    stems = [path.rpartition("/")[2].partition(".")[0] for path in paths]
    return following(prefix, rest.count("N"), stems)


def following(prefix: str, digits: int, names: Collection[str]) -> Series:
    """The numbers after the greatest one among some names and those given away."""

    def candidates(given: Collection[str]) -> Iterator[str]:
        taken = [name.removeprefix(prefix) for name in (*names, *given) if name.startswith(prefix)]
        last = max((int(number) for number in taken if number.isdecimal()), default=0)
        while True:
            last += 1
            yield f"{prefix}{last:0{digits}d}"

    return Series(prefix, candidates)


def only(number: str) -> Series:
    """The one number that was chosen."""
    return Series(number, lambda _: (number,))


def first_of(session: Session, series: Series) -> str:
    """The number that would be taken as far as is known here."""
    found = next(iter(free(session, series)), None)
    if found is None:
        raise taken(series.prefix)
    return found


def free(session: Session, series: Series) -> Iterator[str]:
    """The numbers that nobody has reserved as far as is known here, in order."""
    given = [reservation.number for reservation in reservations(session.repository, series.prefix)]
    return (number for number in series.candidates(given) if number not in given)


def take(session: Session, series: Series, record_type: RecordType, *, alone: bool, replaces: str = "") -> str:
    """Reserve a number, on the server too unless `alone`, and say what is to be known about it."""
    remote = remote_of(session.repository)
    clone = clone_of(session.repository)
    with one_writer(clone) as writer:
        try:
            done = reserve(clone, series, writer, record_type.slug, None if alone else remote, replaces)
        except NumberTaken:
            raise taken(series.prefix) from None
        except Unreachable as error:
            raise _unreachable(remote, error) from None
        except Declined as error:
            raise _declined(remote, error) from None
    _advise(done, only_here=alone and remote is not None)
    return done.number


def taken(number: str) -> Trouble:
    """Somebody has it."""
    return Trouble(NUMBER_TAKEN.message.fill(value=number), NUMBER_TAKEN.hint)


def _unreachable(remote: str | None, error: Unreachable) -> Trouble:
    name, reason = show(remote), show(error)
    return Trouble(
        Text(f"no number could be reserved on {name}: {reason}", f"无法在服务器 {name} 上预留编号（{reason}）"),
        Text(
            "try again later, or reserve it on this machine only, where somebody else may take it too: --offline",
            "请稍后重试；或加 --offline 仅在本机预留，该编号可能与他人重复",
        ),
        exit_code=FAULT,
    )


def _declined(remote: str | None, error: Declined) -> Trouble:
    name, reason = show(remote), show(error)
    return Trouble(
        Text(f"{name} reserves no number for you: {reason}", f"服务器 {name} 拒绝预留编号（{reason}）"),
        Text(
            "ask who runs the server; to do without it: git config docctl.remote ''",
            "请联系服务器管理员；如不使用服务器预留，请运行 git config docctl.remote ''",
        ),
        exit_code=FAULT,
    )


def _advise(done: Reserved, *, only_here: bool) -> None:
    number = done.number
    if only_here:
        say(
            Text(
                f"{number} is reserved on this machine only; if somebody else has it too: docctl renumber {number} NEW",
                f"{number} 仅在本机预留；如与他人重复，请运行 docctl renumber {number} 新编号",
            ),
            err=True,
        )
    for lost in done.lost:
        say(
            Text(
                f"{lost} was reserved on this machine only, and somebody else has it: docctl renumber {lost} NEW",
                f"{lost} 此前仅在本机预留，现已被他人占用，请运行 docctl renumber {lost} 新编号",
            ),
            err=True,
        )
