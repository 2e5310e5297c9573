"""A small library on a server, for tests that push: the shop with signed policy and persons, guarded by the hook."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from typing import TYPE_CHECKING
from typing import NamedTuple
from unittest import mock

from docctl.approval.signature.keys import demo_key
from docctl.approval.signature.keys import public_line
from docctl.cli.main import run
from tests.gitrepo import GitRepo
from tests.gitrepo import settings
from tests.shop import SCHEMAS
from tests.shop import order
from tests.trusted import trusted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

NOW = 1_795_233_600
DAY = "2026-11-21"
MOMENT = "2026-11-21T04:00:00Z"
MAIN = "refs/heads/main"
POLICY = "schemas/policy.yaml"
ORDER = "schemas/types/order.yaml"
_WINDOW = "{type: array, items: {type: object, required: [role, from], properties: {role: {type: string}, from: \
{type: string, format: date}, until: {type: string, format: date}, department: {type: string}}}}"
PERSON_TYPE = f"""\
x-type: person
title: Person
x-zh: 人员
x-id: {{pattern: "^P-[0-9]$"}}
required: [name]
properties:
  name: {{type: string}}
  git_identity: {{type: string}}
  roles: {_WINDOW}
  departments: {{type: array, items: {{type: object, properties: {{department: {{type: string}}, from: \
{{type: string, format: date}}}}}}}}
  keys: {{type: array, items: {{type: object, required: [key, from], properties: {{key: {{type: string}}, from: \
{{type: string, format: date}}, retired_on: {{type: string, format: date}}}}}}}}
"""


def line(person: str) -> str:
    """The public half of a person's key."""
    return public_line(demo_key(person))


def mail(person: str) -> str:
    """The address under which a person commits."""
    return f"{person.lower()}@example.com"


def person(name: str, roles: str = "[]") -> str:
    """A person with a key and an address."""
    return (
        f"id: {name}\ntype: person\nname: Person {name[-1]}\ngit_identity: {mail(name)}\nroles: {roles}\n"
        f"departments: [{{department: QA, from: 2026-01-01}}]\n"
        f"keys: [{{key: {line(name)}, from: 2026-01-01}}]\n"
    )


def policy(version: int = 1, more: str = "") -> str:
    """The policy of the shop: two administrators, who both sign."""
    return (
        "repository: 6f1d2c5e-3b7a-4e09-9a61-52d0c7be1f44\n"
        f"version: {version}\n"
        "company: {en: Shop, zh: 商店}\nbase_url: https://shop.example\ndemo: true\nthreshold: 2\n"
        f"administrators:\n  - {{id: P-1, key: {line('P-1')}}}\n  - {{id: P-2, key: {line('P-2')}}}\n{more}"
    )


def library(more: str = "", **files: str) -> dict[str, bytes]:
    """The files of the shop as its administrators signed them."""
    found = {
        **SCHEMAS,
        "schemas/types/person.yaml": PERSON_TYPE,
        POLICY: policy(more=more),
        ".gitattributes": "records/** -text\n",
        "records/person/P-1.yaml": person("P-1", "[{role: head, from: 2026-01-01, department: QA}]"),
        "records/person/P-2.yaml": person("P-2", "[{role: clerk, from: 2026-01-01}]"),
        "records/person/P-3.yaml": person("P-3"),
        "records/department/QA.yaml": "id: QA\ntype: department\n",
        **order(1),
        **files,
    }
    return trusted({path: text.encode() for path, text in found.items()})


class Answer(NamedTuple):
    """What a push ended with."""

    code: int
    text: str


class Depot:
    """A guarded bare repository and a clone from which people push."""

    def __init__(self, folder: Path, files: Mapping[str, bytes] | None = None) -> None:
        """Install the guard and make the first push, as an administrator."""
        self.folder = folder
        self.server = GitRepo(folder / "server.git", "--bare")
        assert self.docctl("server", "install", str(self.server.path)).code == 0
        self.clone = GitRepo(folder / "clone")
        self.clone.run("remote", "add", "origin", str(self.server.path))
        for path, data in (library() if files is None else files).items():
            self.clone.write(path, data)
        self.commit("P-1", "The shop")
        answer = self.push("P-1", "main")
        assert answer.code == 0, answer.text

    def variables(self, **more: str) -> dict[str, str]:
        """What programs see: the path of this package, a clock, and nothing of the machine's git."""
        given = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        return {**given, **settings(self.folder / "home"), "SOURCE_DATE_EPOCH": str(NOW), "DOCCTL_LANG": "en", **more}

    def docctl(self, *args: str, **more: str) -> Answer:
        """A command in a process of its own."""
        return self.run([sys.executable, "-m", "docctl", *args], self.folder, more)

    def commit(self, name: str, message: str = "Change", **more: str) -> str:
        """Commit everything as a person, and return the hash."""
        self.clone.run("add", "--all")
        self.clone.run("commit", "--quiet", "--allow-empty", f"--message={message}", env=identity(name) | more)
        return self.clone.text("rev-parse", "HEAD")

    def push(self, name: str, *what: str, **more: str) -> Answer:
        """Push as a person whom SSH would have let in; nobody for an empty name."""
        named = {"DOCCTL_PERSON": name} if name else {}
        command = ["git", "push", "origin", *what]
        return self.run(command, self.clone.path, named | more)

    def refs(self) -> str:
        """Every name on the server, with what it points to."""
        return self.server.text("for-each-ref")

    def run(self, command: list[str], folder: Path, more: Mapping[str, str]) -> Answer:
        done = subprocess.run(
            command, cwd=folder, env=self.variables(**more), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        return Answer(done.returncode, done.stdout.decode("utf-8", "replace"))


def identity(name: str) -> dict[str, str]:
    """Who commits, by name and address."""
    return {f"GIT_{role}_{field}": value for role in ("AUTHOR", "COMMITTER")
            for field, value in (("NAME", name), ("EMAIL", mail(name)))}  # fmt: skip


EMPTY = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
ZERO = "0" * 40


class Scene:
    """A server with a main branch, a draft, a tag and a number, and the means to make any object for a push."""

    def __init__(self, folder: Path, files: Mapping[str, bytes] | None = None) -> None:
        """The depot and what lies on its server besides the main branch."""
        self.depot = Depot(folder, files)
        self.clone, self.server = self.depot.clone, self.depot.server
        self.main = self.server.text("rev-parse", "main")
        self.draft = self.commit({"records/order/O-2.yaml": order(2)["records/order/O-2.yaml"]})
        self.number = self.tree_commit(EMPTY, ())
        names = (f"{self.draft}:refs/heads/draft/o-2", f"{self.main}:refs/tags/v1",
                 f"{self.number}:refs/docctl/num/O-7")  # fmt: skip
        answer = self.depot.push("P-3", *names)
        assert answer.code == 0, answer.text

    def blob(self, text: str | bytes) -> str:
        """A file's content."""
        data = text.encode() if isinstance(text, str) else text
        return self.clone.run("hash-object", "-w", "--stdin", stdin=data).decode().strip()

    def raw(self, kind: str, source: bytes) -> str:
        """An object as no git would write it."""
        done = self.clone.run("hash-object", "-t", kind, "-w", "--literally", "--stdin", stdin=source)
        return done.decode().strip()

    def tree(self, files: Mapping[str, str | bytes | None], start: str, mode: str = "100644") -> str:
        """The files of a commit with some others in their place; None takes one away."""
        index = {"GIT_INDEX_FILE": str(self.depot.folder / "index")}
        self.clone.run("read-tree", start, env=index)
        lines = [
            f"0 {ZERO}\t{path}" if text is None else f"{mode} {self.blob(text)}\t{path}" for path, text in files.items()
        ]
        self.clone.run("update-index", "-z", "--index-info", stdin="\0".join([*lines, ""]).encode(), env=index)
        return self.clone.run("write-tree", env=index).decode().strip()

    def commit(self, files: Mapping[str, str | bytes | None], *parents: str, by: str = "P-3", **more: str) -> str:
        """A commit on the main branch, or on others."""
        given = parents or (self.main,)
        return self.tree_commit(self.tree(files, given[0], more.pop("mode", "100644")), given, by=by, **more)

    def tree_commit(self, tree: str, parents: Sequence[str], *, by: str = "P-3", **more: str) -> str:
        """A commit of a tree."""
        message = more.pop("message", "Change")
        ends = [part for parent in parents for part in ("-p", parent)]
        env = identity(by) | more
        return self.clone.run("commit-tree", tree, *ends, stdin=message.encode(), env=env).decode().strip()

    def judged(self, *names: str, person: str = "P-3", lang: str = "en", **more: str) -> Answer:
        """What the hook says of a push of `OID:NAME`, told to it as git tells it; nothing on the server changes."""
        listed = (line.partition(" ") for line in self.server.text("for-each-ref").splitlines())
        held = {rest.partition("\t")[2]: oid for oid, _, rest in listed}
        lines = []
        for entry in names:
            new, _, name = entry.partition(":")
            lines.append(f"{held.get(name, ZERO)} {new or ZERO} {name}\n")
        return self.told("".join(lines).encode("utf-8", "surrogateescape"), person=person, lang=lang, **more)

    def told(self, stdin: bytes, *, person: str = "P-3", lang: str = "en", **more: str) -> Answer:
        """What the hook says when git hands it these bytes, the objects of the push still apart."""
        places = {
            "GIT_DIR": str(self.server.path),
            "GIT_OBJECT_DIRECTORY": str(self.clone.path / ".git/objects"),
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(self.server.path / "objects"),
        }
        variables = self.depot.variables(DOCCTL_LANG=lang, DOCCTL_PERSON=person, **(places | more))
        err = io.StringIO()
        with (
            mock.patch.dict(os.environ, variables, clear=True),
            mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin))),
            contextlib.redirect_stderr(err),
        ):
            code = run(["hook", "pre-receive"])
        return Answer(code, err.getvalue())
