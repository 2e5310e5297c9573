"""The files with which the library of a company begins."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docctl import __version__
from docctl.approval.signature.keys import UnusableKey
from docctl.approval.signature.keys import line_of
from docctl.approval.signature.keys import parse_public_line
from docctl.cli.skeleton import scalar
from docctl.cli.terminal import Trouble
from docctl.packaged import packaged_digest
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
    "library/schemas/policy.yaml": "schemas/policy.yaml",
    "library/schemas/parameters.yaml": "schemas/parameters.yaml",
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
    return found


def _administrator(index: int, text: str) -> Administrator:
    said = _PERSON.fullmatch(text.strip())
    if said is None:
        raise Trouble(
            Text(
                f"{show(text)} is neither NAME=FILE nor NAME <MAIL>=FILE",
                f"{show(text)} 不是“姓名=公钥文件”或“姓名 <邮箱>=公钥文件”的形式",
            )
        )
    place = Path(said["file"]).expanduser()
    try:
        line = line_of(parse_public_line(place.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8"
        raise Trouble(Text(f"{show(place)}: {reason}", f"{show(place)} 无法读取（{reason}）")) from None
    except UnusableKey as error:
        raise Trouble(
            Text(
                f"{show(place)} holds no public key that can be used: {error}",
                f"{show(place)} 不是可用的公钥文件（{error}）",
            ),
            Text("name the file that ends in .pub", "请指定以 .pub 结尾的文件"),
        ) from None
    return Administrator(f"P-{index:03}", said["name"], line, said["mail"] or "")


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
