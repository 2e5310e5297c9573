"""A company of three people: one document in each state, signed with demo keys, and one record of every kind of field."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from docctl.approval import keys
from docctl.approval.act import Act
from docctl.approval.act import prepare
from docctl.due import compile_dues
from docctl.due import due_items
from docctl.library import load_library
from docctl.publish.site import Site
from docctl.publish.site import site_files
from docctl.reader import read
from docctl.registers.build import compile_registers
from docctl.rules.engine import Check
from docctl.rules.engine import Rulebook
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.violation import Violation

ROOT = Path(__file__).resolve().parents[3]
DAY = "2026-11-21"
PEOPLE = {"P-001": "author", "P-002": "reviewer", "P-003": "approver"}
NAMES = {"P-001": "周文博", "P-002": "陈晓岚", "P-003": "赵国栋"}

SCHEMAS = {
    "common": """
        title: Envelope
        x-zh: 通用字段
        properties:
          id: {type: string, title: Number, x-zh: 编号}
          type: {type: string, title: Type, x-zh: 类型}
          title: {type: string, title: Title, x-zh: 标题}
          title_en: {type: string, title: Title in English, x-zh: 英文标题}
          confidentiality: {type: string, enum: [普通级, 秘密级], title: Confidentiality, x-zh: 密级, x-labels: {普通级: ordinary, 秘密级: secret}}
          owner_department: {type: string, x-ref: [department], title: Department in charge, x-zh: 归口部门}
          voided: {type: object, title: Voided, x-zh: 作废登记, properties: {by: {type: string, x-ref: [person], title: By, x-zh: 登记人}}}
        required: [id, type]
        x-signoffs: {}
    """,
    "policy": """
        repository: 11111111-2222-4333-8444-555555555555
        version: 1
        company: {en: "Small & Co.", zh: 小样有限公司}
        base_url: https://docs.example
        demo: true
        pii: plain
        languages: [zh, en]
        threshold: 1
        administrators:
          - {id: P-003, key: demo}
    """,
    "parameters": """
        timezone: {value: Asia/Shanghai, title: Time zone, x-zh: 时区}
        doc.notations:
          title: Notations
          x-zh: 版本表示方法
          value:
            - {name: letter, pattern: '^([A-Z])/([0-9]+)$', slug: $1-$2, order: [letters, number], first: A/0, later: '^([B-Z]/[0-9]+|A/[1-9][0-9]*)$'}
    """,
    "roles": """
        roles:
          author: {title: Author, x-zh: 编制人}
          reviewer: {title: Reviewer, x-zh: 审核人}
          approver: {title: Approver, x-zh: 批准人}
        departments:
          QA: {title: Quality, x-zh: 质量部}
    """,
    "lifecycles/controlled-document": """
        kind: signed
        title: Controlled document
        x-zh: 受控文件
        initial: draft
        states:
          draft: {title: Draft, x-zh: 草稿}
          in_review: {title: In review, x-zh: 审核中}
          approved: {title: Approved, x-zh: 已批准}
          withdrawn: {title: Withdrawn, x-zh: 废止, final: true}
        transitions:
          - {name: submit, title: Submit, x-zh: 送审, meaning: {en: prepared, zh: 编制完成}, from: [draft, in_review], to: in_review, needed: true, signed_by: [{role: author}]}
          - {name: review, title: Review, x-zh: 审核, meaning: {en: accurate, zh: 内容准确}, from: [in_review], to: in_review, needed: true, signed_by: [{role: reviewer}]}
          - {name: approve, title: Approve, x-zh: 批准, meaning: {en: approved for use, zh: 批准实施}, from: [in_review], to: approved, needed: true, signed_by: [{role: approver}]}
          - {name: withdraw, title: Withdraw, x-zh: 废止, meaning: {en: withdrawn, zh: 停止使用}, from: [approved], to: withdrawn, signed_by: [{role: approver}]}
        derived:
          - {state: pending, title: "Approved, not yet in force", x-zh: 已批准待实施}
          - {state: effective, title: In force, x-zh: 现行有效}
          - {state: superseded, title: Superseded, x-zh: 被代替（旧版作废）}
        create: initial
    """,
    "lifecycles/note": """
        kind: field
        title: Note
        x-zh: 记录
        initial: open
        states:
          open: {title: Open, x-zh: 未关闭}
          closed: {title: Closed, x-zh: 已关闭, final: true}
        transitions:
          - {name: close, title: Close, x-zh: 关闭, from: [open], to: closed}
        derived:
          - {state: late, title: Late, x-zh: 已超期, when: "self.status == 'open' && has(self.due_on) && self.due_on < today"}
        create: any
    """,
    "types/controlled-document": """
        x-type: controlled-document
        title: Controlled document
        x-zh: 受控文件
        x-id: {pattern: "^QP-[0-9]+$"}
        x-lifecycle: controlled-document
        x-body: {rendition: true}
        required: [title, revision]
        properties:
          doc_kind: {type: string, enum: [程序], title: Kind, x-zh: 文件种类, x-labels: {程序: procedure}}
          revision: {type: string, title: Revision, x-zh: 修订状态, x-column: true}
          effective_on: {type: string, format: date, title: Effective on, x-zh: 生效日期, x-column: true}
          references: {type: array, items: {type: string, x-ref: [controlled-document]}, title: References, x-zh: 引用文件}
          change_history:
            type: array
            title: Changes
            x-zh: 制修订记录
            items: {type: object, properties: {revision: {type: string, title: Revision, x-zh: 修订状态}, summary: {type: string, title: Summary, x-zh: 修改内容摘要}}}
    """,
    "types/person": """
        x-type: person
        title: Person
        x-zh: 人员
        x-id: {pattern: "^P-[0-9]{3}$"}
        required: [name]
        properties:
          name: {type: string, title: Name, x-zh: 姓名, x-pii: true, x-column: true}
          phone: {type: string, title: Telephone, x-zh: 电话, x-pii: true}
          roles:
            type: array
            title: Roles
            x-zh: 角色
            items: {type: object, properties: {role: {type: string, title: Role, x-zh: 角色}, from: {type: string, format: date, title: From, x-zh: 自}}}
          departments:
            type: array
            title: Departments
            x-zh: 部门
            items: {type: object, properties: {department: {type: string, x-ref: [department], title: Department, x-zh: 部门}, from: {type: string, format: date, title: From, x-zh: 自}}}
          keys:
            type: array
            title: Keys
            x-zh: 密钥
            items: {type: object, properties: {key: {type: string, title: Key, x-zh: 公钥}, from: {type: string, format: date, title: From, x-zh: 自}}}
    """,
    "types/department": """
        x-type: department
        title: Department
        x-zh: 部门
        x-id: {pattern: "^[A-Z]+$"}
        required: [name]
        properties:
          name: {type: string, title: Name, x-zh: 名称, x-column: true}
          name_en: {type: string, title: English name, x-zh: 英文名称}
    """,
    "types/distribution-list": """
        x-type: distribution-list
        title: Distribution list
        x-zh: 发放范围
        x-id: {pattern: "^DL-[A-Z0-9-]+$"}
        required: [document, departments]
        properties:
          document: {type: string, x-ref: [controlled-document], title: Document, x-zh: 文件}
          departments: {type: array, items: {type: string, x-ref: [department]}, title: Departments, x-zh: 分发部门, x-column: true}
    """,
    "types/note": """
        x-type: note
        title: Note
        x-zh: 记录单
        x-help: {en: A note with a field of every kind., zh: 含各种字段的记录单。}
        x-id: {pattern: "^N-[0-9]+$"}
        x-lifecycle: note
        required: [title]
        properties:
          kind: {type: string, enum: [投诉, 其他], title: Kind, x-zh: 种类, x-labels: {投诉: complaint, 其他: other}, x-column: true}
          amount: {type: number, x-scale: 2, title: Amount, x-zh: 金额}
          count: {type: integer, title: Count, x-zh: 数量}
          urgent: {type: boolean, title: Urgent, x-zh: 紧急}
          due_on: {type: string, format: date, title: Due on, x-zh: 应办日期}
          seen_at: {type: string, format: date-time, title: Seen at, x-zh: 查看时间}
          text: {type: string, title: Text, x-zh: 内容}
          tags: {type: array, items: {type: string}, title: Tags, x-zh: 标签}
          handler: {type: string, x-ref: [person], title: Handler, x-zh: 经办人}
          document: {type: string, x-ref: [controlled-document], title: Document, x-zh: 文件}
          bank: {type: object, title: Bank, x-zh: 银行, properties: {name: {type: string, title: Bank, x-zh: 开户银行}, account: {type: string, title: Account, x-zh: 账号, x-pii: true}}}
          contacts:
            type: array
            title: Contacts
            x-zh: 联系人
            items: {type: object, properties: {name: {type: string, title: Name, x-zh: 姓名, x-pii: true}, post: {type: string, title: Post, x-zh: 职务}}}
          scan: {type: string, pattern: "^[0-9a-f]{64}$", title: Scan, x-zh: 扫描件校验值}
          followers: {x-computed: "referrers('note', 'after').map(n, n.id)", type: array, title: Followers, x-zh: 后续记录}
          twice: {x-computed: "self.count * 2", type: integer, title: Twice, x-zh: 两倍}
          after: {type: string, x-ref: [note], title: After, x-zh: 前一记录}
        x-due:
          - id: X-900
            slug: note.due
            when: "self.status == 'open' && has(self.due_on)"
            due: "self.due_on"
            owner: "self.?handler.orValue('')"
            warn: "30"
            message: {en: "answer {id}", zh: "答复 {id}"}
    """,
    "registers/G-01": """
        id: G-01
        title: Documents in force
        x-zh: 受控文件清单
        rows: {type: controlled-document, view: in-force}
        columns:
          - {key: number, title: Number, x-zh: 文件编号, value: "id", kind: ref}
          - {key: title, title: Title, x-zh: 文件名称, value: "self.title"}
          - {key: revision, title: Revision, x-zh: 修订状态, value: "self.revision"}
          - {key: next_review, title: Next review, x-zh: 下次评审, value: "addMonths(self.effective_on, 12)", kind: date}
        sort: [number]
    """,
    "registers/G-02": """
        id: G-02
        title: Notes
        x-zh: 记录单一览
        x-help: {en: All notes., zh: 全部记录单。}
        rows: {type: note, view: working}
        columns:
          - {key: number, title: Number, x-zh: 编号, value: "id", kind: ref}
          - {key: kind, title: Kind, x-zh: 种类, value: "self.?kind.orValue('')"}
          - {key: count, title: Count, x-zh: 数量, value: "self.?count.orValue(0)", kind: int}
          - {key: handler, title: Handler, x-zh: 经办人, value: "self.?handler.orValue('')", kind: ref}
          - {key: status, title: State, x-zh: 状态, value: "self.status", kind: status}
        aggregate: [{key: total, op: count, title: Number of notes, x-zh: 记录数}]
    """,
}

NOTE = """
    id: N-1
    type: note
    status: open
    title: 第一张记录单
    title_en: The first note
    confidentiality: 秘密级
    owner_department: QA
    kind: 投诉
    amount: 1234.5
    count: 3
    urgent: true
    due_on: 2026-11-01
    seen_at: "2026-11-01T08:00:00+08:00"
    text: 第一行
    tags: [甲, 乙]
    handler: P-001
    document: QP-1
    bank: {name: 示例银行, account: "6222000011112222"}
    contacts:
      - {name: 钱亦舒, post: 采购}
    scan: "0000000000000000000000000000000000000000000000000000000000000000"
"""

BODY = "1.1 这是{name}的正文，只在现行有效时可以显示。"


def text(yaml: str) -> str:
    return textwrap.dedent(yaml).lstrip("\n")


def document(name: str, title: str, revision: str, effective_on: str, body: str = "") -> str:
    content = body or f"# {title}\n\n## 1 目的\n\n{BODY.format(name=name + revision)}\n"
    front = f"id: {name}\ntype: controlled-document\ntitle: {title}\ntitle_en: Procedure {name}\ndoc_kind: 程序\n"
    front += f"confidentiality: 普通级\nowner_department: QA\nrevision: {revision}\neffective_on: {effective_on}\n"
    front += f"change_history:\n  - {{revision: {revision}, summary: 发布}}\n"
    return f"---\n{front}---\n\n{content}"


def base_files() -> dict[str, bytes]:
    """Schemas, people and departments, and what is under site/."""
    files = {f"schemas/{name}.yaml": text(yaml) for name, yaml in SCHEMAS.items()}
    files["records/department/QA.yaml"] = "id: QA\ntype: department\nname: 质量部\nname_en: Quality\n"
    for person, role in PEOPLE.items():
        key = keys.public_line(keys.demo_key(person))
        files[f"records/person/{person}.yaml"] = (
            f'id: {person}\ntype: person\nname: {NAMES[person]}\nphone: "010-5550-{person[2:]}0"\n'
            f"roles:\n  - {{role: {role}, from: 2026-01-01}}\n"
            f"departments:\n  - {{department: QA, from: 2026-01-01}}\n"
            f'keys:\n  - {{key: "{key}", from: 2026-01-01}}\n'
        )
    found = {path: content.encode() for path, content in files.items()}
    for folder in ("templates", "pages", "assets"):
        for path in sorted((ROOT / "site" / folder).iterdir()):
            found[f"site/{folder}/{path.name}"] = path.read_bytes()
    return found


def opened(files: Mapping[str, bytes]) -> tuple[Snapshot, Check, list[Violation]]:
    """The check over some files, and what is wrong with their schemas and shapes."""
    snapshot = Snapshot.of_files(files)
    schemas, problems = load_schemas(snapshot)
    library, found = load_library(snapshot, schemas)
    book = Rulebook(schemas)
    return snapshot, book.open(library), [*problems, *found, *book.problems]


def signed(files: dict[str, bytes], name: str, *steps: tuple[str, str], effective_on: str | None = None) -> None:
    """Take steps over the working record of a document; each is (transition, moment)."""
    signers = {"submit": "P-001", "review": "P-002", "approve": "P-003", "withdraw": "P-003"}
    for transition, moment in steps:
        _, check, _ = opened(files)
        record = check.library.records[name]
        ended = effective_on if transition == "withdraw" else None
        act = Act(transition, signers[transition], moment, "docctl test", effective_on=ended)
        files |= prepare(check.approvals, record, act, keys.demo_key(act.person))


def approved(files: dict[str, bytes], name: str, day: str) -> None:
    """Submit, review and approve on a day."""
    signed(
        files,
        name,
        ("submit", f"{day}T01:00:00Z"),
        ("review", f"{day}T02:00:00Z"),
        ("approve", f"{day}T03:00:00Z"),
    )


def company_files() -> dict[str, bytes]:
    """QP-1 in force with a draft under way, QP-2 pending, QP-3 in review, QP-4 withdrawn, QP-5 a draft, QP-6 in its second revision."""
    files = base_files()
    first = (("QP-1", "文件控制程序", "2026-03-01"), ("QP-2", "记录控制程序", "2026-12-01"))
    second = (("QP-4", "旧程序", "2026-03-01"), ("QP-6", "合同评审程序", "2026-03-01"))
    for name, title, effective_on in (*first, *second):
        files[f"records/controlled-document/{name}.md"] = document(name, title, "A/0", effective_on).encode()
        approved(files, name, "2026-02-01")
    signed(files, "QP-4", ("withdraw", "2026-05-01T03:00:00Z"), effective_on="2026-06-01")
    files["records/controlled-document/QP-6.md"] = document("QP-6", "合同评审程序", "A/1", "2026-09-01").encode()
    approved(files, "QP-6", "2026-08-01")
    files["records/controlled-document/QP-3.md"] = document("QP-3", "审核程序", "A/0", "2026-12-01").encode()
    signed(files, "QP-3", ("submit", "2026-11-02T01:00:00Z"))
    files["records/controlled-document/QP-5.md"] = document("QP-5", "草稿程序", "A/0", "2027-01-01").encode()
    files["records/controlled-document/QP-1.md"] = document("QP-1", "文件控制程序", "B/0", "2027-01-01").encode()
    files["records/distribution-list/DL-QP-1.yaml"] = (
        "id: DL-QP-1\ntype: distribution-list\ntitle: 发放清单\ndocument: QP-1\ndepartments: [QA]\n".encode()
    )
    files["records/note/N-1.yaml"] = text(NOTE).encode()
    files["records/note/N-2.yaml"] = b"id: N-2\ntype: note\nstatus: closed\ntitle: Second\nafter: N-1\n"
    return files


def site_of(files: Mapping[str, bytes], day: str = DAY, commit: str | None = "0123abcd" * 5) -> Site:
    """The site of some files as of a day."""
    snapshot, check, problems = opened(files)
    host, approvals, schemas = check.host, check.approvals, check.library.schemas
    registers = compile_registers(schemas, check.book.compiler, problems)
    dues = compile_dues(schemas, check.book.compiler, problems)
    assert problems == [], [(p.path, p.message.en) for p in problems]
    tables = [register.table(host, approvals, day) for register in registers.values()]
    due = due_items(dues, check.library, host, approvals, day)
    templates, pages, assets = site_files(snapshot)
    base, found = read("mkdocs.yml", (ROOT / "mkdocs.yml").read_bytes())
    assert base is not None
    assert found == []
    moment = "2026-11-20T08:00:00Z"
    return Site(check, tables, due, schemas, commit, moment, day, templates, pages, assets, base.data)
