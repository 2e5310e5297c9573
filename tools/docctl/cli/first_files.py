"""The files with which the library of a company begins."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docctl import __version__
from docctl.cli.public_key import public_line_of
from docctl.cli.skeleton import scalar
from docctl.cli.terminal import Trouble
from docctl.packaged import packaged_digest
from docctl.schema.files import PARAMETERS
from docctl.schema.files import POLICY
from docctl.start import filled
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Iterable

# Where each forge looks for what it is to run.
FORGES = {
    "github": ("ci/github.yml", ".github/workflows/docctl.yml"),
    "gitlab": ("ci/gitlab.yml", ".gitlab-ci.yml"),
    "gitea": ("ci/gitea.yml", ".gitea/workflows/docctl.yml"),
    "jenkins": ("ci/Jenkinsfile", "Jenkinsfile"),
}
_SAME = {
    "library/gitattributes": ".gitattributes",
    "library/gitignore": ".gitignore",
    "library/department.yaml": "records/department/ISO.yaml",
    f"library/{POLICY}": POLICY,
    f"library/{PARAMETERS}": PARAMETERS,
}
_NEEDED = 2  # nobody enrols themselves
# As git writes people; the address is what a server knows the one who pushes by.
_PERSON = re.compile(r"(?P<name>[^<>]+?)\s*(?:<(?P<mail>[^<>\s]+@[^<>\s]+)>)?\s*=(?P<file>.+)", re.DOTALL)


@dataclass(frozen=True)
class Administrator:
    """Somebody who signs the policy and enrols others: number, name, line of the public key, address in commits."""

    id: str
    name: str
    key: str
    mail: str


@dataclass(frozen=True)
class Beginning:
    """What a company says of itself on the first day."""

    company: Text
    language: str
    profiles: tuple[str, ...]
    administrators: tuple[Administrator, ...]
    address: str
    forges: tuple[str, ...]
    today: str


def administrators(given: Iterable[str]) -> tuple[Administrator, ...]:
    """The first administrators from `NAME <MAIL>=FILE`, the address as one likes, each with a key of their own."""
    found = tuple(_administrator(index, text) for index, text in enumerate(given, 1))
    if len({one.key for one in found}) < max(_NEEDED, len(found)):
        raise Trouble(
            Text(
                "a library begins with two administrators and a key for each: nobody enrols themselves",
                "文件库开始时至少要有两名管理员，各用各的密钥：任何人不得登记自己",
            ),
            Text(
                "--administrator NAME=FILE twice; a key is made by: ssh-keygen -t ed25519",
                "请两次使用 --administrator 姓名=公钥文件；生成密钥：ssh-keygen -t ed25519",
            ),
        )
    _require_own_addresses(found)
    return found


def _require_own_addresses(people: Iterable[Administrator]) -> None:
    """Whoever shares an address would be taken for the other, here and on the server."""
    seen: dict[str, Administrator] = {}
    for one in people:
        first = seen.setdefault(one.mail.casefold(), one)
        if one.mail and first is not one:
            raise Trouble(
                Text(
                    f"{first.name} and {one.name} have the same address {one.mail}",
                    f"{first.name} 与 {one.name} 的邮箱相同（{one.mail}）",
                ),
                Text("give each an address of their own: NAME <MAIL>=FILE", "每人须用各自的邮箱：姓名 <邮箱>=公钥文件"),
            )


def _administrator(index: int, text: str) -> Administrator:
    said = _PERSON.fullmatch(text.strip())
    if said is None:
        raise Trouble(
            Text(
                f"{show(text)} is neither NAME=FILE nor NAME <MAIL>=FILE",
                f"{show(text)} 不是“姓名=公钥文件”或“姓名 <邮箱>=公钥文件”的形式",
            )
        )
    name, place = said["name"], Path(said["file"]).expanduser()
    if "@" in name:
        raise Trouble(
            Text(f"{show(name)} holds an address, and is no name", f"{show(name)} 中含有邮箱地址，不能作为姓名"),
            Text("put the address into brackets: NAME <MAIL>=FILE", "邮箱须放在尖括号内：姓名 <邮箱>=公钥文件"),
        )
    return Administrator(f"P-{index:03}", name, public_line_of(place), said["mail"] or "")


def first_files(beginning: Beginning) -> dict[str, bytes]:
    """Every file by path: policy, parameters, one department, the administrators, README, CI."""
    values = _values(beginning)
    names = {**_SAME, f"library/README.{beginning.language}.md": "README.md"}
    names |= dict(FORGES[forge] for forge in beginning.forges)
    files = {path: filled(source, values) for source, path in names.items()}
    for one in beginning.administrators:
        mail = f"git_identity: {scalar(one.mail)}\n" if one.mail else ""
        own = {"ID": one.id, "NAME": scalar(one.name), "KEY": scalar(one.key), "MAIL": mail}
        files[f"records/person/{one.id}.yaml"] = filled("library/person.yaml", {**values, **own})
    return {path: text.encode() for path, text in files.items()}


def _values(beginning: Beginning) -> dict[str, str]:
    company, people = beginning.company, beginning.administrators
    first = [beginning.language]
    listed = (f"  - {{id: {one.id}, key: {scalar(one.key)}}}" for one in people)
    return {
        "REPOSITORY": str(uuid.uuid4()),
        "LANGUAGE": beginning.language,
        "VERSION": __version__,
        "PACKAGED": packaged_digest(),
        "COMPANY": company.get(beginning.language),
        "COMPANY_EN": scalar(company.en),
        "COMPANY_ZH": scalar(company.zh),
        "ADDRESS": scalar(beginning.address),
        "LANGUAGES": scalar(first + [one for one in ("zh", "en") if one not in first]),
        "THRESHOLD": str(_NEEDED),
        "ADMINISTRATORS": "\n".join(listed),
        "PROFILES": f"profiles:\n  value: {scalar(list(profiles))}\n" if (profiles := beginning.profiles) else "",
        "TODAY": beginning.today,
        "HEAD": people[0].id,
        "FIRST_STEPS": "\n".join(f"   - `{line}`" for line in first_steps(beginning)),
    }


def first_steps(beginning: Beginning) -> list[str]:
    """Who signs what before anything else counts: the policy, then each administrator for the one before."""
    ids = [one.id for one in beginning.administrators]
    enrolled = zip(ids, [*ids[1:], ids[0]], strict=True)
    return [
        *(f"docctl keys enact --as {name}" for name in ids),
        *(f"docctl keys enrol {name} --as {other}" for name, other in enrolled),
    ]
