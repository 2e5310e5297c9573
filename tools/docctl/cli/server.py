"""`docctl server`: a bare repository that takes nothing unjudged."""

from __future__ import annotations

import secrets
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docctl.approval.signature import keys
from docctl.cli import options
from docctl.cli import words
from docctl.cli.session import open_repository
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import environment
from docctl.cli.terminal import now
from docctl.cli.terminal import out
from docctl.cli.terminal import say
from docctl.expressions.calendar import date_of
from docctl.git import incoming
from docctl.git.serving import serve
from docctl.git.settings import read_settings
from docctl.git.settings import write_setting
from docctl.guard import connection
from docctl.guard import installation
from docctl.guard.authority import Authority
from docctl.guard.protected import more_of
from docctl.guard.protected import rules_digest
from docctl.guard.push import ROOT_SETTING
from docctl.guard.pusher import PERSON
from docctl.guard.pusher import login_keys
from docctl.report import headline
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.git import Repository
    from docctl.violation import Violation

_DIGEST = 64
_HEX = frozenset("0123456789abcdef")
# What git signs a push for.
_NAMESPACE = "git"
_REPOSITORY = words.argument("repository", Text("REPOSITORY", "文件库"))


@click.group(cls=words.Group, examples=("docctl server install /srv/company.git",))
def command() -> None:
    """Set a bare repository up, look after it, and let people in."""


@command.command(
    text=Text("Guard a bare repository: settings and hook.", "为服务器上的文件库安装检查程序和设置。"),
    examples=("docctl server install /srv/company.git --root 0986dc9b…",),
)
@words.option(
    "--root",
    word=Text("SHA256", "校验值"),
    text=Text("The first push must begin with this policy.", "首次上传必须以该策略为起点。"),
)
@options.dry_run
@_REPOSITORY
def install(repository: str, root: str | None, *, dry_run: bool) -> None:
    """Write settings, hook and the list of keys; what is right already stays as it is."""
    place = _bare(repository)
    given = _root(root)
    wanted = dict(installation.expected(place.git_dir))
    if given is not None:
        wanted[ROOT_SETTING] = (given,)
    found = read_settings(place)
    if installation.SEED not in found:
        wanted[installation.SEED] = (secrets.token_hex(32),)
    if dry_run:
        say(Text(f"would guard {place.git_dir}", f"将设置 {place.git_dir}"))
        return
    for name, values in wanted.items():
        if tuple(found.get(name, ())) != values:
            write_setting(place, name, values)
    _write(Path(place.git_dir, installation.HOOK), installation.hook_script(_python(), chosen_language()), 0o755)
    _write(Path(place.git_dir, installation.SIGNERS), _signers(place), 0o644)
    # The secret of signed pushes is in it.
    Path(place.git_dir, "config").chmod(0o600)
    say(Text(f"guarded {place.git_dir}", f"已设置 {place.git_dir}"))


@command.command(
    text=Text("Say what is not as it was installed.", "检查服务器设置是否完好。"),
    examples=("docctl server check /srv/company.git",),
)
@_REPOSITORY
def check(repository: str) -> int:
    """Print what is off and the command that mends it; fails where anything is."""
    place = _bare(repository)
    found = list(_problems(place))
    language = chosen_language()
    for problem in found:
        out(headline(problem, language))
        out("    → " + problem.hint.get(language))
    if not found:
        say(Text(f"{place.git_dir} is guarded", f"{place.git_dir} 设置完好"))
    return 1 if found else 0


@command.command(
    text=Text("Serve one SSH connection of a person.", "为一名人员提供 SSH 连接服务。"),
    examples=("docctl server ssh P-001 /srv/company.git",),
)
@words.argument("person", Text("PERSON", "人员"))
@_REPOSITORY
def ssh(person: str, repository: str) -> int:
    """Let git speak to the client, as the person to whom the key of the connection belongs."""
    place = _bare(repository)
    wish = connection.wish_of(environment("SSH_ORIGINAL_COMMAND"))
    if wish is None or not connection.names(wish, place.git_dir):
        raise Trouble(
            Text("this account only pushes to and fetches from one library", "该账号只能在指定文件库中上传和获取内容"),
            Text(
                f"clone it: git clone HOST:{Path(place.git_dir).name}",
                f"获取：git clone 主机:{Path(place.git_dir).name}",
            ),
        )
    kept = {name: value for name in connection.KEPT if (value := environment(name))}
    noted = dict.fromkeys(connection.NOTED, person)
    return serve(wish.service, place.git_dir, {**kept, **noted, PERSON: person})


@command.command(
    "keys",
    text=Text("Print the lines of authorized_keys for everybody enrolled.", "输出已登记人员的 authorized_keys 内容。"),
    examples=("docctl server keys /srv/company.git > ~git/.ssh/authorized_keys",),
)
@_REPOSITORY
def authorized_keys(repository: str) -> None:
    """One line for each key with which an enrolled person may come in today."""
    place = _bare(repository)
    for person, line in _logins(place):
        call = shlex.join([sys.executable, "-I", "-m", "docctl", "server", "ssh", person, place.git_dir])
        out(f'restrict,command="{call}" {line} {person}')


@command.command(
    text=Text("Print the digest of the rules, for a policy to pin.", "输出规则校验值，供写入策略。"),
    examples=("docctl server rules .",),
)
@options.rev
@_REPOSITORY
def rules(repository: str, rev: str | None) -> None:
    """The SHA-256 that administrators sign for when they sign the policy that names it."""
    from docctl.snapshot import Snapshot

    place = open_repository(repository)
    tip = Authority(place, place.resolve(rev or "HEAD"))
    snapshot = tip.snapshot if rev is not None or place.root is None else Snapshot.of_worktree(place)
    out(rules_digest(snapshot, more_of(tip)))


def _bare(path: str) -> Repository:
    found = open_repository(path)
    if found.root is not None:
        raise Trouble(
            Text(
                f"{show(path)} is a work copy, no library of a server", f"{show(path)} 是工作副本，不是服务器上的文件库"
            ),
            Text(
                "make one: git init --bare --initial-branch=main DIR",
                "请先建立：git init --bare --initial-branch=main 文件夹",
            ),
        )
    return found


def _root(text: str | None) -> str | None:
    if text is None:
        return None
    digits = text.removeprefix("sha256:").lower()
    if len(digits) != _DIGEST or not _HEX.issuperset(digits):
        raise Trouble(Text(f"{show(text)} is no SHA-256", f"{show(text)} 不是 SHA-256 校验值"))
    return f"sha256:{digits}"


def _write(target: Path, source: bytes, mode: int) -> None:
    """Write beside and put in place: at no moment is there half a hook."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(target.name + ".new")
    beside.write_bytes(source)
    beside.chmod(mode)
    beside.replace(target)


def _problems(place: Repository) -> Iterator[Violation]:
    call = shlex.join(["docctl", "server", "install", place.git_dir])
    mend = Text(call, call)  # whole, however long the path is
    yield from installation.setting_problems(read_settings(place), place.git_dir, mend)
    owners = frozenset({0, Path(place.git_dir).stat().st_uid})
    allowed = [installation.hook_script(_python(), language) for language in ("en", "zh")]
    yield from installation.hook_problems(_placed(place, installation.HOOK), allowed, owners, mend)
    for name in ("config", "hooks", "objects", "refs"):
        yield from installation.owner_problems(name, _placed(place, name), owners, mend)
    yield from installation.signer_problems(_placed(place, installation.SIGNERS).source, _signers(place), mend)


def _placed(place: Repository, name: str) -> installation.Placed:
    target = Path(place.git_dir, name)
    try:
        status = target.lstat()
    except FileNotFoundError:
        return installation.Placed(None, 0, 0)
    source = target.read_bytes() if target.is_file() and not target.is_symlink() else None
    return installation.Placed(source, status.st_uid, status.st_mode)


def _python() -> str:
    return shlex.quote(sys.executable)


def _logins(place: Repository) -> Iterator[tuple[str, str]]:
    """Everybody who may come in today, with each key; nobody while the library is empty."""
    main = incoming.refs(place).get(incoming.main_branch(place))
    if main is None:
        return
    trust = Authority(place, main).trust
    day = date_of(now().isoformat(), trust.timezone)
    for name in sorted(trust.persons):
        person = trust.person(name)
        for line in login_keys(person, trust, day) if person is not None else ():
            yield name, line


def _signers(place: Repository) -> bytes:
    entries = [(person, line, None, None) for person, line in _logins(place)]
    return keys.allowed_signers(entries, _NAMESPACE).encode()
