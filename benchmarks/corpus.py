"""A library of any size over the real schemas: valid, realistic, and the same bytes at every run."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from typing import Any

from benchmarks import bodies
from benchmarks import texts
from benchmarks.enrolments import trust_files
from benchmarks.measure import environment
from benchmarks.signatures import statement_files
from docctl.approval.signature.keys import demo_key
from docctl.approval.signature.keys import public_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[1]
SMALLEST = 60
DEPARTMENTS = (
    ("MGT", "管理层"),
    ("QA", "质量部"),
    ("SALES", "销售部"),
    ("ISO", "ISO体系室"),
    ("STORE", "物流部"),
    ("RD", "研发部"),
    ("PROD", "生产部"),
    ("PMC", "计划部"),
    ("ENG", "工程部"),
    ("EQUIP", "设备部"),
    ("PUR", "采购部"),
    ("FIN", "财务部"),
    ("ADMIN", "综合部"),
    ("ARCH", "客商档案管理办公室"),
)
# Person number i holds ROLES[i % 6], so that every role has holders and no document is signed twice by one person.
ROLES = ("approver", "reviewer", "dept_head", "handler", "sales_clerk", "author")
_CODES = ("XS", "ZL", "WK", "CK", "SC", "YF", "CG", "ZH", "RS", "CW")
_IDENTITY = {
    "GIT_AUTHOR_NAME": "Benchmark",
    "GIT_AUTHOR_EMAIL": "benchmark@example.invalid",
    "GIT_AUTHOR_DATE": "2026-01-02T03:04:05+00:00",
    "GIT_COMMITTER_NAME": "Benchmark",
    "GIT_COMMITTER_EMAIL": "benchmark@example.invalid",
    "GIT_COMMITTER_DATE": "2026-01-02T03:04:05+00:00",
}


@dataclass(frozen=True)
class Corpus:
    """What is generated: how many records, which share of documents is signed, how documents refer to each other."""

    records: int
    signed: float = 0.5
    shape: str = "random"
    seed: int = 1

    def __post_init__(self) -> None:
        """Refuse a size at which some customers would have no licence."""
        if self.records < SMALLEST:
            message = f"{self.records} records are fewer than {SMALLEST}"
            raise ValueError(message)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many records of each type; the certificates fill the rest."""
        n = self.records
        counts = {
            "department": min(len(DEPARTMENTS), n // 10),
            "person": max(len(ROLES), n // 50),
            "record-form": max(2, n * 3 // 100),
            "controlled-document": n * 9 // 100,
            "distribution-list": n * 9 // 100,
            "customer": n // 4,
            "audit-liaison": n * 12 // 100,
        }
        return {**counts, "certificate": n - sum(counts.values())}

    def files(self) -> dict[str, bytes]:
        """Every file under records/ by its path."""
        found: dict[str, bytes] = {}
        for kind, data in self._plain_records():
            found[f"records/{kind}/{data['id']}.yaml"] = texts.to_yaml(_with_envelope(kind, data)).encode()
        for number in range(self.counts["controlled-document"]):
            found |= self._document_files(number)
        return found | trust_files((ROOT / "schemas/policy.yaml").read_bytes(), _persons(found))

    def _plain_records(self) -> Iterator[tuple[str, dict[str, Any]]]:
        makers = {
            "department": self._department,
            "person": self._person,
            "record-form": self._form,
            "distribution-list": self._list,
            "customer": self._customer,
            "audit-liaison": self._audit,
            "certificate": self._certificate,
        }
        for kind, make in makers.items():
            for number in range(self.counts[kind]):
                yield kind, make(number, self._rng(kind, number))

    def _rng(self, kind: str, number: int) -> Random:
        return Random(f"{self.seed}:{kind}:{number}")  # noqa: S311 - repeatable is the point

    def _holder(self, rng: Random, role: str) -> str:
        first = ROLES.index(role)
        return person_id(rng.randrange(first, self.counts["person"], len(ROLES)))

    def _some_departments(self, rng: Random, most: int) -> list[str]:
        known = [code for code, _ in DEPARTMENTS[: self.counts["department"]]]
        return rng.sample(known, rng.randint(1, min(most, len(known))))

    def _department(self, number: int, rng: Random) -> dict[str, Any]:
        code, name = DEPARTMENTS[number]
        return {
            "id": code,
            "created_on": "2020-01-06",
            "name": name,
            "aliases": [f"{name}（原）", f"{name}办公室"],
            "head": self._holder(rng, "dept_head"),
            "custodian": self._holder(rng, "author"),
            "duties": texts.sentence(rng) + texts.sentence(rng),
        }

    def _person(self, number: int, rng: Random) -> dict[str, Any]:
        person = person_id(number)
        department = self._some_departments(rng, 1)[0]
        data = {
            "id": person,
            "created_on": "2020-01-06",
            "name": texts.name_of(rng),
            "departments": [{"department": department, "from": "2020-01-06"}],
            "roles": [{"role": ROLES[number % len(ROLES)], "from": "2020-01-06"}],
            "git_identity": f"person{number}@example.com",
            "keys": [{"key": public_line(demo_key(person)), "from": "2020-01-06"}],
        }
        return data if number == 0 else {**data, "deputy": person_id(rng.randrange(number))}

    def _signers(self, rng: Random) -> list[str]:
        return [self._holder(rng, role) for role in ("author", "reviewer", "approver")]

    def _name(self, person: str) -> str:
        number = int(person.removeprefix("P-")) - 1
        return str(self._person(number, self._rng("person", number))["name"])

    def _form(self, number: int, rng: Random) -> dict[str, Any]:
        return {
            "id": form_id(number),
            "created_on": "2021-01-04",
            "name": form_name(number),
            "procedure": document_id(rng.randrange(self.counts["controlled-document"])),
            "record_type": "customer-property",
            "version": rng.choice("ABC"),
            "retention_years": rng.randint(1, 10),
            "copies": 2,
        }

    def _list(self, number: int, rng: Random) -> dict[str, Any]:
        document = document_id(number)
        return {
            "id": f"DL-{document}",
            "title": f"{title_of(number)}发放清单",
            "created_on": "2021-01-04",
            "document": document,
            "departments": self._some_departments(rng, 9),
            "posts": ["各部门资料管理人", rng.choice(texts.SUBJECTS) + "岗"],
            "copy_prefix": f"{document[-5:]}-",
            "medium": rng.choice(("电子", "纸质")),
        }

    def _customer(self, number: int, rng: Random) -> dict[str, Any]:
        day = _day(rng)
        data = {
            "id": customer_id(number),
            "status": "prospect",
            "form_no": form_id(0),
            "created_on": _iso(day),
            "party_kind": ["客户"] if number % 3 else ["客户", "供应商"],
            "name": texts.company(number),
            "is_individual": False,
            "industry": rng.choice(texts.INDUSTRIES),
            "scale": rng.choice(("大型", "中型", "小型")),
            "contacts": [_contact(rng, number + line) for line in range(rng.randint(1, 2))],
            "handler": self._holder(rng, "handler"),
            "important": rng.random() < 0.2,  # noqa: PLR2004 - one in five
            "remarks": f"虚构示例，与真实单位无关。{texts.sentence(rng)}",
        }
        return data if is_prospect(number) else {**data, **self._approved(number, rng, day, data)}

    def _approved(self, number: int, rng: Random, day: date, data: dict[str, Any]) -> dict[str, Any]:
        licence = registered(number)
        return {
            "status": "active" if rng.random() < 0.9 else "suspended",  # noqa: PLR2004 - nine of ten
            **licence,
            "address": licence["registered_address"],
            "postcode": f"2159{number % 100:02d}",
            "registered_capital": rng.randint(1, 500) * 100_000,
            "business_scope": f"{data['industry']}及零部件的生产与销售",
            "responsible": self._holder(rng, "sales_clerk"),
            "main_products": "、".join(rng.sample(texts.PRODUCTS, 2)),
            "cooperation_content": texts.sentence(rng),
            "bank": {"account_name": data["name"], "bank": "云陂示例农商银行", "account": f"6222 **** {number:04d}"},
            "signatory": {
                "name": licence["legal_representative"],
                "is_legal_rep": True,
                "id_copy": _paper(number, 1),
            },
            "lifecycle_class": rng.choice(("现有客户/业主", "重要客户")),
            "tier": rng.choice("ABCD"),
            "truth_declared_by": {"person": data["handler"], "role": "handler", "date": _iso(day, 2)},
            "approved_by": {"person": self._holder(rng, "dept_head"), "role": "dept_head", "date": _iso(day, 6)},
            "department_copy_by": {
                "person": self._holder(rng, "sales_clerk"),
                "role": "sales_clerk",
                "date": _iso(day, 7),
            },
            "opened_on": _iso(day),
            "last_updated_on": _iso(day, 90),
        }

    def _certificate(self, number: int, rng: Random) -> dict[str, Any]:
        licensed = number // 4 * 5 + number % 4  # the customers that are no prospects, in order
        is_licence = licensed < self.counts["customer"]
        holder = licensed if is_licence else rng.randrange(self.counts["customer"])
        day = _day(rng)
        data = {
            "id": f"CERT-{number + 1:04d}",
            "created_on": _iso(day, 20),
            "holder": customer_id(holder),
            "kind": "营业执照"
            if is_licence
            else rng.choice(("产品质量认证", "医疗器械备案证", "荣誉证书", "年检证明")),
            "number": f"SAMPLE-{number:06d}",
            "issuer": "泽安市示例市场监督管理局",
            "issued_on": _iso(day),
            "valid_until": _iso(day, 3650),
            "scope": "、".join(rng.sample(texts.PRODUCTS, 3)),
            "seal": "企业公章",
            "copy": True,
            "file": _paper(number, rng.randint(1, 4)),
            "verified_via": "官方网站",
            "verified_on": _iso(day, 22),
            "verified_by": self._holder(rng, "reviewer"),
        }
        return {**data, **_stated(holder)} if is_licence else data

    def _audit(self, number: int, rng: Random) -> dict[str, Any]:
        day = _day(rng)
        year, serial = 2021 + number % 5, number // 5 + 1
        visitors = [
            {"name": texts.name_of(rng), "post": rng.choice(("审核员", "质量经理"))} for _ in range(rng.randint(1, 4))
        ]
        data = {
            "id": f"CAL-{year}-{serial:03d}",
            "title": f"{texts.company(number)}质量体系审核联络单",
            "status": "draft",
            "form_no": form_id(1),
            "created_on": _iso(day),
            "customer": customer_id(rng.randrange(self.counts["customer"])),
            "audit_date": _iso(day, 30),
            "audit_scope": f"{rng.choice(texts.PRODUCTS)}装配线、来料检验及体系文件",
            "auditor_count": len(visitors),
            "visitors": visitors,
            "customer_profile": texts.sentence(rng),
            "audit_type": rng.choice(("体系", "过程", "产品", "验厂")),
            "audit_purpose": texts.sentence(rng),
            "by_certification_body": False,
            "checklist_requested_on": _iso(day),
            "raised_by": self._holder(rng, "sales_clerk"),
            "raised_on": _iso(day),
            "logistics": {"pickup": "高铁站往返各一车", "meeting_room": "二楼大会议室", "refreshments": "茶水"},
        }
        return data if number % 4 == 0 else {**data, **self._closed(rng, day)}

    def _closed(self, rng: Random, day: date) -> dict[str, Any]:
        head = {"person": self._holder(rng, "dept_head"), "role": "dept_head", "date": _iso(day)}
        dates = {"notified_quality_on": _iso(day), "planned_on": _iso(day, 3), "closed_on": _iso(day, 60)}
        return {"status": "closed", "confirmed_by": head, **dates}

    def _document_files(self, number: int) -> dict[str, bytes]:
        rng = self._rng("controlled-document", number)
        document, day = document_id(number), _day(rng)
        references = self.references(number)
        forms = sorted({rng.randrange(self.counts["record-form"]) for _ in range(2)})
        data = _with_envelope("controlled-document", self._front(number, rng, day))
        del data["status"]
        data |= {"references": [document_id(n) for n in references]} if references else {}
        data["forms"] = [form_id(n) for n in forms]
        cited = [(document_id(n), title_of(n)) for n in references]
        blanks = [(form_id(n), form_name(n)) for n in forms]
        source = f"---\n{texts.to_yaml(data)}---\n\n{bodies.body(rng, title_of(number), cited, blanks)}".encode()
        files = {f"records/controlled-document/{document}.md": source}
        return {**files, **self._statements(number, rng, day, source)}

    def references(self, number: int) -> list[int]:
        """The earlier documents that one refers to: any of them, or in a tree its parent, whose parent, and so on."""
        rng = self._rng("references", number)
        wanted = min(number, rng.randint(2, 4))
        if self.shape == "random":
            return sorted(rng.sample(range(number), wanted))
        parents = [(number - 1) // 4]
        while len(parents) < wanted and parents[-1] > 0:
            parents.append((parents[-1] - 1) // 4)
        return parents if number else []

    def _front(self, number: int, rng: Random, day: date) -> dict[str, Any]:
        departments = self._some_departments(rng, 3)
        issuing = "QA" if departments[0] == "ADMIN" else departments[0]  # ADMIN's are approved by another role
        return {
            "id": document_id(number),
            "title": title_of(number),
            "created_on": _iso(day),
            "doc_kind": rng.choice(("程序", "制度", "规范", "作业指导书")),
            "doc_class": "内部文件",
            "medium": "电子",
            "file_type": "行政文件",
            "issuing_department": issuing,
            "executing_department": departments[-1],
            "interpreting_department": issuing,
            "revision": "A/0",
            "issued_on": _iso(day, 16),
            "effective_on": _iso(day, 30),
            "change_history": [{"revision": "A/0", "date": _iso(day, 16), "summary": "首次发布"}],
        }

    def _statements(self, number: int, rng: Random, day: date, source: bytes) -> dict[str, bytes]:
        if int((number + 1) * self.signed) == int(number * self.signed) or b"issuing_department: ADMIN\n" in source:
            return {}
        people = {person: self._name(person) for person in self._signers(rng)}
        return statement_files(
            document_id(number), source, people, [_iso(day, days) for days in (5, 8, 15)], _iso(day, 30)
        )


def _persons(files: Mapping[str, bytes]) -> dict[str, bytes]:
    prefix = "records/person/"
    return {p.removeprefix(prefix).removesuffix(".yaml"): d for p, d in files.items() if p.startswith(prefix)}


def person_id(number: int) -> str:
    """The id of a person."""
    return f"P-{number + 1:03d}"


def customer_id(number: int) -> str:
    """The id of a customer."""
    return f"CUS-{number + 1:04d}"


def document_id(number: int) -> str:
    """The id of a controlled document."""
    return f"HM-QP-{_CODES[number % len(_CODES)]}{number // len(_CODES) + 1:03d}"


def form_id(number: int) -> str:
    """The id of a blank form."""
    return f"HM-QR-{_CODES[number % len(_CODES)]}{number // len(_CODES) + 1:03d}"


def title_of(number: int) -> str:
    """The title of a document; no two share one."""
    return f"{texts.PRODUCTS[number // 10 % 8]}{texts.SUBJECTS[number % 10]}程序第{number + 1}号"


def form_name(number: int) -> str:
    """The name of a form; no two share one."""
    return f"{texts.SUBJECTS[number % 10]}登记表第{number + 1}号"


def is_prospect(number: int) -> bool:
    """Every fifth customer has no complete dossier yet."""
    return number % 5 == 4  # noqa: PLR2004 - every fifth


def registered(number: int) -> dict[str, Any]:
    """What the business licence and the dossier of a customer both say."""
    rng = Random(f"licence:{number}")  # noqa: S311 - repeatable is the point
    return {
        "uscc": f"91320000DEMX{number:06d}",
        "legal_representative": texts.name_of(rng),
        "registered_address": f"江苏省泽安市望湖区青禾路{number % 900 + 1}号",
    }


def _stated(number: int) -> dict[str, Any]:
    known = registered(number)
    return {
        "holder_name": texts.company(number),
        "legal_representative": known["legal_representative"],
        "address": known["registered_address"],
    }


def _contact(rng: Random, number: int) -> dict[str, str]:
    return {
        "name": texts.name_of(rng),
        "phone": f"0512-5550-{number % 10_000:04d}",
        "fax": "无",
        "email": f"contact{number}@example.com",
        "post": rng.choice(("采购主管", "质量经理", "采购经理")),
    }


def _paper(number: int, pages: int) -> dict[str, Any]:
    return {"archive_entry": f"ARC-2026-{number:05d}", "pages": pages, "authoritative": "paper"}


def _with_envelope(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    status = {"certificate": "valid"}.get(kind, "active")
    secret = kind in {"customer", "certificate", "audit-liaison", "person"}
    envelope = {
        "type": kind,
        "schema_version": 1,
        "status": status,
        "confidentiality": "秘密级" if secret else "普通级",
        "owner_department": "SALES",
    }
    return {"id": data["id"], **envelope, **data}


def _day(rng: Random) -> date:
    return date(2021, 1, 4) + timedelta(days=rng.randrange(1800))


def _iso(day: date, later: int = 0) -> str:
    return (day + timedelta(days=later)).isoformat()


def write(files: Mapping[str, bytes], folder: Path) -> Path:
    """A repository with the real schemas and some records, committed and packed as after `git gc`."""
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "schemas", folder / "schemas")
    shutil.copy(ROOT / ".gitattributes", folder)
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=A library to be measured")
    git(folder, "repack", "-adfq")
    return folder


def git(folder: Path, *arguments: str) -> None:
    """Run git with a fixed identity and nothing of the machine's settings."""
    subprocess.run(["git", *arguments], cwd=folder, env={**environment(), **_IDENTITY}, check=True)
