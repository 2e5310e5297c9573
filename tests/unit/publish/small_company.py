"""A company of three people: a document in each state, signed with demo keys, and a record of every kind of field."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from docctl.approval.act import Act
from docctl.approval.act import prepare
from docctl.approval.signature import keys
from docctl.cli.log_check import issued
from docctl.due import compile_dues
from docctl.due import due_items
from docctl.history.log import Step
from docctl.history.trace import arrivals
from docctl.library import load_library
from docctl.publish.audience import readable
from docctl.publish.site import Site
from docctl.publish.site import site_files
from docctl.reader import read
from docctl.registers.build import compile_registers
from docctl.rules.engine import Check
from docctl.rules.engine import Rulebook
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot
from docctl.violation import Severity
from tests.trusted import POLICY
from tests.trusted import trusted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from docctl.violation import Violation

ROOT = Path(__file__).resolve().parents[3]
DAY = "2026-11-21"
PEOPLE = {"P-001": "author", "P-002": "reviewer", "P-003": "approver"}
NAMES = {"P-001": "周文博", "P-002": "陈晓岚", "P-003": "赵国栋"}

SMALL = Path(__file__).parent / "small"
NOTE = (SMALL / "N-1.yaml").read_text(encoding="utf-8")
BODY = "1.1 这是{name}的正文，只在现行有效时可以显示。"


def document(name: str, title: str, revision: str, effective_on: str, body: str = "") -> str:
    content = body or f"# {title}\n\n## 1 目的\n\n{BODY.format(name=name + revision)}\n"
    front = f"id: {name}\ntype: controlled-document\ntitle: {title}\ntitle_en: Procedure {name}\ndoc_kind: 程序\n"
    front += f"confidentiality: 普通级\nowner_department: QA\nrevision: {revision}\neffective_on: {effective_on}\n"
    front += f"change_history:\n  - {{revision: {revision}, summary: 发布}}\n"
    return f"---\n{front}---\n\n{content}"


def note(name: str, level: str, title: str, after: str) -> bytes:
    """A closed note of a level."""
    front = f"id: {name}\ntype: note\nconfidentiality: {level}\nstatus: closed\n"
    return f"{front}title: {title}\nafter: {after}\n".encode()


def base_files() -> dict[str, bytes]:
    """Schemas, people and departments, and what is under site/."""
    places = sorted((SMALL / "schemas").rglob("*.yaml"))
    files = {place.relative_to(SMALL).as_posix(): place.read_text(encoding="utf-8") for place in places}
    files["records/department/QA.yaml"] = (
        "id: QA\ntype: department\nconfidentiality: 普通级\nname: 质量部\nname_en: Quality\n"
    )
    for person, role in PEOPLE.items():
        key = keys.public_line(keys.demo_key(person))
        files[f"records/person/{person}.yaml"] = (
            f"id: {person}\ntype: person\nconfidentiality: 秘密级\n"
            f'name: {NAMES[person]}\nphone: "010-5550-{person[2:]}0"\n'
            f"roles:\n  - {{role: {role}, from: 2026-01-01}}\n"
            f"departments:\n  - {{department: QA, from: 2026-01-01}}\n"
            f'keys:\n  - {{key: "{key}", from: 2026-01-01}}\n'
        )
    found = {path: content.encode() for path, content in files.items()}
    for administrator in ("P-001", "P-003"):
        line = keys.public_line(keys.demo_key(administrator))
        found[POLICY] = found[POLICY].replace(f"key: demo of {administrator}".encode(), f"key: {line}".encode())
    for path in sorted(p for p in (ROOT / "site").rglob("*") if p.is_file()):
        found[path.relative_to(ROOT).as_posix()] = path.read_bytes()
    return trusted(found)


def opened(files: Mapping[str, bytes]) -> tuple[Snapshot, Check, list[Violation]]:
    """The check over some files, and what is wrong with their schemas and shapes."""
    snapshot = Snapshot.of_files(files)
    schemas, problems = load_schemas(snapshot)
    library, found = load_library(snapshot, schemas)
    book = Rulebook(schemas)
    return snapshot, book.open(library), [*problems, *found, *book.problems]


def signed(files: dict[str, bytes], name: str, *steps: tuple[str, str], effective_on: str | None = None) -> None:
    """Take steps over the working record of a document; each is (transition, moment)."""
    signed_all(files, [name], *steps, effective_on=effective_on)


def signed_all(
    files: dict[str, bytes], names: Iterable[str], *steps: tuple[str, str], effective_on: str | None = None
) -> None:
    """The same for many documents at once, a step after the other."""
    signers = {"submit": "P-001", "review": "P-002", "approve": "P-003", "withdraw": "P-003"}
    for transition, moment in steps:
        _, check, _ = opened(files)
        ended = effective_on if transition == "withdraw" else None
        act = Act(transition, signers[transition], moment, "docctl test", effective_on=ended)
        for name in names:
            files |= prepare(check.approvals, check.library.records[name], act, keys.demo_key(act.person))


def approved(files: dict[str, bytes], name: str, day: str) -> None:
    """Submit, review and approve on a day."""
    approved_all(files, [name], day)


def approved_all(files: dict[str, bytes], names: Iterable[str], day: str) -> None:
    """The same for many documents at once."""
    moments = {"submit": f"{day}T01:00:00Z", "review": f"{day}T02:00:00Z", "approve": f"{day}T03:00:00Z"}
    signed_all(files, names, *moments.items())


def company_files() -> dict[str, bytes]:
    """The files of the whole company."""
    return dict(_company_files())


@cache
def _company_files() -> dict[str, bytes]:
    """QP-1 in force with a draft under way, 2 pending, 3 in review, 4 withdrawn, 5 draft, 6 in its second revision."""
    files = base_files()
    first = (("QP-1", "文件控制程序", "2026-03-01"), ("QP-2", "记录控制程序", "2026-12-01"))
    second = (("QP-4", "旧程序", "2026-03-01"), ("QP-6", "合同评审程序", "2026-03-01"))
    for name, title, effective_on in (*first, *second):
        files[f"records/controlled-document/{name}.md"] = document(name, title, "A/0", effective_on).encode()
        approved(files, name, "2026-02-01")
    signed(files, "QP-4", ("withdraw", "2026-05-01T03:00:00Z"), effective_on="2026-06-01")
    files["records/controlled-document/QP-6.md"] = (
        document("QP-6", "合同评审程序", "A/1", "2026-09-01").replace(
            "revision: A/1\neff", "supersedes: QP-4\nrevision: A/1\neff"
        )
    ).encode()
    approved(files, "QP-6", "2026-08-01")
    files["records/controlled-document/QP-3.md"] = document("QP-3", "审核程序", "A/0", "2026-12-01").encode()
    signed(files, "QP-3", ("submit", "2026-11-02T01:00:00Z"))
    files["records/controlled-document/QP-5.md"] = document("QP-5", "草稿程序", "A/0", "2027-01-01").encode()
    files["records/controlled-document/QP-1.md"] = document("QP-1", "文件控制程序", "B/0", "2027-01-01").encode()
    files["records/distribution-list/DL-QP-1.yaml"] = (
        "id: DL-QP-1\ntype: distribution-list\nconfidentiality: 普通级\n"
        "title: 发放清单\ndocument: QP-1\ndepartments: [QA]\n"
    ).encode()
    files["records/note/N-1.yaml"] = NOTE.encode()
    files["records/note/N-2.yaml"] = note("N-2", "普通级", "Second", "N-1")
    files["records/note/N-3.yaml"] = note("N-3", "机密级", "绝不外传的调查", "N-2")
    files["records/note/N-4.yaml"] = note("N-4", "普通级", "Fourth", "N-3")
    return files


def site_of(
    files: Mapping[str, bytes],
    day: str = DAY,
    commit: str | None = "0123abcd" * 5,
    audience: str = "internal",
    *,
    faulty: bool = False,
) -> Site:
    """The site of some files as of a day, for an audience; `faulty` where a check would refuse the files."""
    snapshot, check, problems = opened(files)
    host, approvals, schemas = check.host, check.approvals, check.library.schemas
    registers = compile_registers(schemas, check.book.compiler, problems)
    dues = compile_dues(schemas, check.book.compiler, problems)
    assert faulty == bool([p for p in problems if p.severity is Severity.ERROR]), problems
    seen = readable(check, audience, day)
    tables = [register.table(host, seen.check.approvals, day) for register in registers.values()]
    due = due_items(dues, seen.check.library, host, seen.check.approvals, day)
    arrived = {name: arrivals(issued(approvals, name), [committed(files, name)]) for name in approvals.documents()}
    templates, pages, assets = site_files(snapshot)
    base, found = read("mkdocs.yml", (ROOT / "mkdocs.yml").read_bytes())
    assert base is not None
    assert found == []
    moment = "2026-11-20T08:00:00Z"
    return Site(
        seen.check, tables, due, schemas, commit, moment, day, templates, pages, assets, base.data, seen, arrived
    )


def committed(files: Mapping[str, bytes], document: str) -> Step:
    """One commit that brought every statement on a document."""
    folder = f"records/approvals/{document}/"
    return Step("feed" * 10, 0, "周文博", "first", {path: "blob" for path in files if path.startswith(folder)})
