"""A small library on a server, for tests that push: the shop with signed policy and persons, guarded by the hook."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.approval.signature.keys import demo_key
from docctl.approval.signature.keys import public_line
from tests.gitrepo import GitRepo
from tests.gitrepo import settings
from tests.shop import SCHEMAS
from tests.shop import order
from tests.trusted import trusted

if TYPE_CHECKING:
    from collections.abc import Mapping
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
        return self._run([sys.executable, "-m", "docctl", *args], self.folder, more)

    def commit(self, name: str, message: str = "Change", **more: str) -> str:
        """Commit everything as a person, and return the hash."""
        self.clone.run("add", "--all")
        self.clone.run("commit", "--quiet", "--allow-empty", f"--message={message}", env=identity(name) | more)
        return self.clone.text("rev-parse", "HEAD")

    def push(self, name: str, *what: str, **more: str) -> Answer:
        """Push as a person whom SSH would have let in; nobody for an empty name."""
        named = {"DOCCTL_PERSON": name} if name else {}
        command = ["git", "push", "origin", *what]
        return self._run(command, self.clone.path, named | more)

    def refs(self) -> str:
        """Every name on the server, with what it points to."""
        return self.server.text("for-each-ref")

    def _run(self, command: list[str], folder: Path, more: Mapping[str, str]) -> Answer:
        done = subprocess.run(
            command, cwd=folder, env=self.variables(**more), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        return Answer(done.returncode, done.stdout.decode("utf-8", "replace"))


def identity(name: str) -> dict[str, str]:
    """Who commits, by name and address."""
    return {f"GIT_{role}_{field}": value for role in ("AUTHOR", "COMMITTER")
            for field, value in (("NAME", name), ("EMAIL", mail(name)))}  # fmt: skip
