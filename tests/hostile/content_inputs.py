"""Hostile files as data: what is laid over the good library, and the one code that every entry gives.

The first lists are those of table 3.3 of the security guide as far as they concern content; where the guide names the
code otherwise, its name stands beside ours. The lists that follow are against the formats of docctl itself.
"""

# ruff: noqa: E501 - a table: one line is one input

from __future__ import annotations

import io
import unicodedata
import zipfile

from tests.hostile.library import ORDER
from tests.hostile.library import PAGE
from tests.hostile.library import PAGE_TYPE
from tests.hostile.library import POLICY
from tests.hostile.library import REGISTER
from tests.hostile.library import Input
from tests.hostile.library import attached
from tests.shop import COMMON
from tests.shop import LIFECYCLE
from tests.shop import ORDER as ORDER_TYPE
from tests.shop import SCHEMAS
from tests.unit.test_person_numbers import BANK
from tests.unit.test_person_numbers import CARD
from tests.unit.test_person_numbers import PHONE
from tests.unit.test_person_numbers import WIDE

ORDER_PATH, PAGE_PATH = "records/order/O-1.yaml", "records/page/W-1.md"
O1 = ORDER.encode()


def record(name: str, code: str, data: bytes | str, guide: str = "") -> Input:
    """A record with these bytes."""
    return Input(name, code, {ORDER_PATH: data if isinstance(data, bytes) else data.encode()}, guide=guide)


def value(name: str, code: str, text: str, guide: str = "") -> Input:
    """A sound record with one more line."""
    return record(name, code, f"{ORDER}{text}\n", guide)


def page(name: str, code: str, body: str, *follow: str) -> Input:
    """A sound page with this text."""
    return Input(name, code, {PAGE_PATH: f"{PAGE}\n{body}\n".encode()}, follow=follow)


def named(name: str, code: str, *paths: str, guide: str = "") -> Input:
    """Files with these names."""
    return Input(name, code, dict.fromkeys(paths, b"x\n"), guide=guide)


def typed(name: str, code: str, properties: str, guide: str = "") -> Input:
    """A further field of the type of pages."""
    return Input(name, code, {"schemas/types/page.yaml": f"{PAGE_TYPE}  x: {properties}\n".encode()}, guide=guide)


def ruled(name: str, code: str, rule: str, *follow: str) -> Input:
    """A rule on orders."""
    head = "x-rules:\n  - {id: R-900, slug: order.hostile, message: {en: a, zh: b}, "
    return Input(name, code, {"schemas/types/order.yaml": f"{ORDER_TYPE}{head}{rule}}}\n".encode()}, follow=follow)


def replaced(name: str, code: str, path: str, old: str, new: str, *follow: str) -> Input:
    """A schema file with something else in it."""
    text = {**SCHEMAS, "schemas/policy.yaml": POLICY, "schemas/registers/G-01.yaml": REGISTER}[path]
    assert old in text, (name, old)
    return Input(name, code, {path: text.replace(old, new).encode()}, follow=follow)


def attachment(name: str, code: str, file: str, data: bytes) -> Input:
    """A file beside an order that names it."""
    return Input(name, code, attached(file, data))


def packed(*members: tuple[str, bytes]) -> bytes:
    """A zip archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members:
            archive.writestr(member, data)
    return held.getvalue()


YAML = (
    record("alias bomb", "YAML_ANCHOR", "a: &a [x,x]\n" + "".join(f"k{n}: &k{n} [*a,*a]\n" for n in range(40))),
    record("alias", "YAML_ALIAS", "a: x\nb: *z\n"),
    record("merge key", "YAML_MERGE_KEY", f"<<: {{a: 1}}\n{ORDER}"),
    record("Python object", "YAML_TAG", "a: !!python/object/apply:os.system ['id']\n"),
    record("tag of its own", "YAML_TAG", "a: !include /etc/passwd\n"),
    record("binary tag", "YAML_TAG", "a: !!binary aGk=\n"),
    value("key twice", "YAML_DUPLICATE_KEY", "status: closed"),
    record("1,000 brackets", "YAML_TOO_DEEP", "a: " + "[" * 1000 + "]" * 1000 + "\n"),
    record("100,000 brackets", "YAML_TOO_DEEP", "a: " + "[" * 100_000 + "\n"),
    record("500 levels of blocks", "YAML_TOO_DEEP", "".join(" " * n + "a:\n" for n in range(500))),
    record("25,000 items", "YAML_TOO_MANY_NODES", "a: [" + "x," * 25_000 + "]\n"),
    record("300 KiB", "FILE_TOO_LARGE", "a: " + "x" * 300_000 + "\n"),
    record("value of 70 KiB", "YAML_SCALAR_TOO_LONG", "a: " + "x" * 70_000 + "\n"),
    record("two documents", "YAML_MULTI_DOC", f"{ORDER}---\nid: O-2\n"),
    record("directive", "YAML_DIRECTIVE", f"%YAML 1.1\n---\n{ORDER}"),
    *(value(f"unquoted {text}", "YAML_AMBIGUOUS", f"name: {text}") for text in ("no", "012", "12:30:45", "1e3", ".inf")),
    record("list as key", "YAML_KEY", "? [a]\n: 1\n"),
    record("number as key", "YAML_KEY", "1: a\n"),
    value("full-width key", "YAML_KEY", "ｎame: x"),
    record("tab as indentation", "YAML_SYNTAX", "a:\n\tb: 1\n"),
    record("open quote", "YAML_SYNTAX", 'a: "x\n'),
    record("empty file", "YAML_EMPTY", ""),
    record("only a comment", "YAML_EMPTY", "# x\n"),
    record("top level is text", "YAML_TOP", "hello\n", "RECORD_INVALID"),
    value("unknown field", "FIELD_UNKNOWN", "aproved: 'yes'", "RECORD_INVALID"),
    value("number for text", "RECORD_INVALID", "name: 1"),
    record("line end after the number", "RECORD_INVALID", ORDER.replace("2026-02-01", '"2026-02-01\\n"')),
)  # fmt: skip
BYTES = (
    record("byte order mark", "TEXT_BOM", b"\xef\xbb\xbf" + O1),
    record("UTF-16", "TEXT_BOM", ORDER.encode("utf-16")),
    record("GBK", "TEXT_ENCODING", f"{ORDER}name: 文件\n".encode("gbk")),
    record("overlong UTF-8", "TEXT_ENCODING", b"a: \xc0\xaf\n"),
    record("lone surrogate", "TEXT_ENCODING", b"a: \xed\xa0\x80\n"),
    record("line ends of Windows", "TEXT_CR", O1.replace(b"\n", b"\r\n")),
    record("NUL", "TEXT_NUL", O1 + b"\0"),
    record("open last line", "TEXT_NO_FINAL_NEWLINE", O1[:-1]),
    value("Trojan Source", "TEXT_BIDI", "name: a\u202eb"),
    value("zero-width space", "TEXT_INVISIBLE", "name: a\u200bb"),
    value("Hangul filler", "TEXT_INVISIBLE", "name: a\u3164b"),
    value("escape sequence", "TEXT_CONTROL", "name: a\x1b[2Jb"),
    value("U+0085", "TEXT_CONTROL", "name: a\u0085b"),
    value("tag characters", "TEXT_PRIVATE_USE", "name: a\U000e0041"),
    value("decomposed", "TEXT_NOT_NFC", unicodedata.normalize("NFD", "name: é")),
)
NAMES = (
    named("two dots", "PATH_TRAVERSAL", "docs/../x.yaml"),
    named("git folder", "PATH_DOTGIT", "docs/.git/config.yaml"),
    named("git folder in capitals", "PATH_DOTGIT", "docs/.GIT/hooks.yaml"),
    named("git folder and a dot", "PATH_DOTGIT", "docs/.git./x.yaml"),
    named("submodules", "PATH_DOTGIT", ".gitmodules"),
    named("short name", "PATH_SHORTNAME", "git~1/config.yaml"),
    named("joined by an invisible mark", "PATH_CHAR", ".g\u200cit/config.yaml"),
    named("device", "PATH_RESERVED", "docs/nul.yaml"),
    named("port", "PATH_RESERVED", "docs/com1/record.yaml"),
    named("port in superscript", "PATH_RESERVED", "docs/com\u00b9.yaml"),
    named("dot at the end", "PATH_TRAILING", "docs/a./record.yaml"),
    named("space at the end", "PATH_TRAILING", "docs/a /record.yaml"),
    named("option", "PATH_LEADING", "docs/-rf.yaml"),
    named("backslash", "PATH_CHAR", "docs\\..\\x.yaml"),
    named("stream of NTFS", "PATH_CHAR", "docs/a.yaml:x.yaml"),
    named("line end", "PATH_CHAR", "docs/a\nb.yaml"),
    named("escape", "PATH_CHAR", "docs/\x1b[31mred.yaml"),
    named("HTML", "PATH_CHAR", "docs/<img src=x onerror=alert(1)>.yaml"),
    named("turned round", "PATH_CHAR", "docs/a\u202efdp.yaml"),
    named("case", "PATH_COLLISION", "docs/QP-1/a.yaml", "docs/qp-1/b.yaml"),
    named("full width", "PATH_COLLISION", "docs/QP-1/a.yaml", "docs/ＱＰ-1/a.yaml"),
    named("sharp s", "PATH_COLLISION", "docs/x\u00df.yaml", "docs/xss.yaml"),
    named("decomposed", "PATH_NOT_NFC", unicodedata.normalize("NFD", "docs/é.yaml")),
    named("GBK", "PATH_ENCODING", "docs/文件.yaml".encode("gbk").decode("utf-8", "surrogateescape")),
    named("120 characters", "PATH_TOO_LONG", "docs/" + "a" * 120 + ".yaml"),
    named("40 folders", "PATH_TOO_DEEP", "a/" * 40 + "x.yaml"),
    Input("link", "MODE_SYMLINK", {"docs/l.yaml": b"/etc/passwd"}, {"docs/l.yaml": "120000"}),
    Input("other repository", "MODE_SUBMODULE", {"docs/l": b""}, {"docs/l": "160000"}),
    Input("program", "MODE_EXECUTABLE", {ORDER_PATH: O1}, {ORDER_PATH: "100755"}),
)
SCHEMA = (
    typed("address as $ref", "SCHEMA_INVALID", '{$ref: "http://169.254.169.254/x"}', "SCHEMA_REMOTE_REF"),
    typed("file as $ref", "SCHEMA_INVALID", '{$ref: "file:///etc/passwd"}', "SCHEMA_REMOTE_REF"),
    typed("back-reference", "SCHEMA_PATTERN", r'{type: string, pattern: "(a)\\1"}'),
    typed("million repetitions", "SCHEMA_PATTERN", '{type: string, pattern: "(a{1000}){1000}"}'),
    typed("misspelt type", "SCHEMA_INVALID", "{type: strng}"),
)
ATTACHMENTS = (
    attachment("21 MiB", "FILE_TOO_LARGE", "big.pdf", b"%PDF-" + b"0" * (21 << 20)),
    attachment("SVG", "ATTACH_TYPE", "a.svg", b"<svg onload=alert(1)>"),
    attachment("HTML", "ATTACH_TYPE", "a.html", b"<script>"),
    attachment("program", "ATTACH_TYPE", "a.exe", b"MZ"),
    attachment("no ending", "ATTACH_TYPE", "Makefile", b"all:\n"),
    attachment("HTML as picture", "ATTACH_MAGIC", "a.png", b"<html>"),
    attachment("bomb", "ATTACH_ZIP_BOMB", "a.docx", packed(("a.xml", b"0" * (30 << 20)))),
    attachment("way out", "ATTACH_ZIP_PATH", "a.xlsx", packed(("../../etc/x", b"0"))),
    attachment("macros", "ATTACH_MACRO", "m.docx", packed(("word/vbaProject.bin", b"0"))),
    attachment("script in a PDF", "ATTACH_ACTIVE_PDF", "a.pdf", b"%PDF-1.4 /JavaScript"),
)
MARKDOWN = (
    page("script", "MD_RAW_HTML", "<script>alert(1)</script>"),
    page("picture with a script", "MD_RAW_HTML", "x <img src=x onerror=alert(1)>"),
    page("script as link", "MD_BAD_URL", "[x](javascript:alert(1))"),
    page("script in entities", "MD_BAD_URL", "[x](&#106;ava&#115;cript:alert(1))"),
    page("data as reference", "MD_BAD_URL", "[x]: data:text/html;base64,PHN"),
    page("template", "MD_TEMPLATE", "{{ config.__class__ }}"),
    page("file taken in", "MD_INCLUDE", '--8<-- "/etc/passwd"'),
    Input("open front matter", "FM_UNTERMINATED", {PAGE_PATH: b"---\nid: W-1\n"}),
)
PERSONAL = (
    value("identity card", "R-122", f"name: 身份证 {CARD}", "PII_PLAINTEXT"),
    value("identity card in wide digits", "R-122", f"name: {CARD.translate(WIDE)}", "PII_PLAINTEXT"),
    value("mobile phone", "PERSONAL_NUMBER", "name: 联系人 138-0000-0000", "PII_PLAINTEXT"),
    named("identity card as file name", "PERSONAL_NUMBER", f"docs/{CARD}.yaml", guide="PII_PLAINTEXT"),
)
GUIDE = (*YAML, *BYTES, *NAMES, *SCHEMA, *ATTACHMENTS, *MARKDOWN, *PERSONAL)

# Against the formats of docctl itself.
# Orders are not signed: what lies in a folder for one is refused besides.
FOLDER = "STATEMENT_FOLDER"
STATEMENT = "records/approvals/O-1/1/01-submit-P-1.json"


def statement(name: str, code: str, data: bytes | str) -> Input:
    """A signed act of an order with these bytes."""
    return Input(name, code, {STATEMENT: data if isinstance(data, bytes) else data.encode()}, follow=(FOLDER,))


STATEMENTS = (
    statement("empty", "STATEMENT_JSON", b""),
    statement("no JSON", "STATEMENT_JSON", b"\x00\xff"),
    statement("10,000 brackets", "STATEMENT_JSON", b"[" * 10_000 + b"]" * 10_000),
    statement("key twice", "STATEMENT_JSON", '{"type": "docctl/statement/v1", "type": "docctl/statement/v1"}\n'),
    statement("further field", "STATEMENT_JSON", '{"type": "docctl/statement/v1", "admin": true}\n'),
    statement("not a number", "STATEMENT_JSON", '{"type": "docctl/statement/v1", "policy": NaN}\n'),
    statement("half a character", "STATEMENT_JSON", '{"type": "docctl/statement/v1", "person": "\\ud800"}\n'),
    statement("other type", "STATEMENT_JSON", '{"type": "docctl/statement/v2"}\n'),
    statement("UTF-16", "STATEMENT_JSON", '{"type": "docctl/statement/v1"}'.encode("utf-16")),
    statement("integer of 5,000 digits", "STATEMENT_JSON", '{"policy": ' + "9" * 5000 + "}"),
    Input("file above the folders", "STATEMENT_FILE", {"records/approvals/x.yaml": b"a: 1\n"}, follow=(FOLDER,)),
    Input("signature of nothing", "STATEMENT_FILE", {"records/approvals/O-1/1/01-submit-P-1.json.sig": b"x"}, follow=(FOLDER,)),
    Input("program beside statements", "ATTACH_TYPE", {"records/approvals/O-1/1/a.sh": b"#!/bin/sh\n"}, follow=(FOLDER, "STATEMENT_FILE")),
    Input("script beside statements", "ATTACH_ACTIVE_PDF", {
        "records/approvals/O-1/1/01-submit-P-1.scan.pdf": b"%PDF-1.4 /S /Launch"}, follow=(FOLDER, "STATEMENT_FILE")),
)  # fmt: skip
REGISTERS = (
    replaced("unknown type", "SCHEMA_TYPE", "schemas/registers/G-01.yaml", "type: order", "type: orders"),
    replaced("unknown field", "RULE_FIELD", "schemas/registers/G-01.yaml", "self.id", "self.idd"),
    replaced("no expression", "RULE_SYNTAX", "schemas/registers/G-01.yaml", "self.id", "'self.id +'"),
    replaced("other name", "SCHEMA_NAME", "schemas/registers/G-01.yaml", "id: G-01", "id: G-02"),
    replaced("unknown keyword", "SCHEMA_KEYWORD", "schemas/registers/G-01.yaml", "columns:", "exec: id\ncolumns:"),
    replaced("unknown kind", "SCHEMA_INVALID", "schemas/registers/G-01.yaml", "value: self.id", "value: a, kind: html"),
)
EXPRESSIONS = (
    ruled("open bracket", "RULE_SYNTAX", "assert: 'size(self.name'"),
    ruled("misspelt field", "RULE_FIELD", "assert: 'self.nmae == \"a\"'"),
    ruled("unknown function", "RULE_SYNTAX", "assert: 'system(\"id\")'"),
    ruled("number as condition", "R-900", "assert: '1 + 1'"),
    ruled("unknown variable", "RULE_SYNTAX", "assert: 'env.HOME == \"\"'"),
    ruled("10,000 brackets", "SCHEMA_INVALID", "assert: '" + "(" * 10_000 + "true" + ")" * 10_000 + "'", "SCHEMA_TYPE"),
    ruled("500 brackets", "RULE_SYNTAX", "assert: '" + "(" * 500 + "true" + ")" * 500 + "'"),
    ruled("unknown parameter", "RULE_FIELD", "assert: 'cfg.nothing == 1'"),
    ruled("field in a message", "RULE_FIELD", "assert: 'true', let: {a: 'self.nothing'}"),
)
LIFECYCLES = (
    replaced("unknown start", "SCHEMA_LIFECYCLE", "schemas/lifecycles/order.yaml", "initial: open", "initial: opened"),
    replaced("way to nowhere", "SCHEMA_LIFECYCLE", "schemas/lifecycles/order.yaml", "to: closed", "to: gone"),
    replaced("no way out", "SCHEMA_LIFECYCLE", "schemas/lifecycles/order.yaml", ", final: true", ""),
    replaced("lifecycle of an unknown kind", "SCHEMA_INVALID", "schemas/lifecycles/order.yaml", "kind: field", "kind: shell", "SCHEMA_LIFECYCLE", "SCHEMA_TYPE"),
    replaced("lifecycle that runs something", "SCHEMA_KEYWORD", "schemas/lifecycles/order.yaml", "kind: field", "kind: field\nrun: id", "SCHEMA_LIFECYCLE", "SCHEMA_TYPE"),
    replaced("unknown role", "SCHEMA_LIFECYCLE", "schemas/lifecycles/order.yaml", "role: clerk", "role: root"),
)  # fmt: skip
FRONT_MATTER = (
    Input("none", "FM_MISSING", {PAGE_PATH: b"# Title\n"}),
    Input("space before it", "FM_MISSING", {PAGE_PATH: b" " + PAGE.encode()}),
    Input("empty", "YAML_EMPTY", {PAGE_PATH: b"---\n\n---\n\n# Title\n"}),
    Input("a list", "YAML_TOP", {PAGE_PATH: b"---\n- a\n---\n\n# Title\n"}),
    Input("page with line ends of Windows", "TEXT_CR", {PAGE_PATH: PAGE.replace("\n", "\r\n").encode()}),
    Input("ended by dots", "FM_UNTERMINATED", {PAGE_PATH: PAGE.replace("\n---\n", "\n...\n").encode()}),
    page("comment", "MD_RAW_HTML", "<!-- hidden -->"),
    page("link over two lines", "MD_BAD_URL", "[x](\njavascript:alert(1))"),
    page("link in angles", "MD_BAD_URL", "[x](<java&Tab;script:alert(1)>)", "MD_RAW_HTML"),
    page("picture of data", "MD_BAD_URL", "![x](data:image/svg+xml;base64,PHN2Zz4=)"),
    page("file as link", "MD_BAD_URL", "[x](FILE:///etc/passwd)"),
    page("statement of a template", "MD_TEMPLATE", "{% include '/etc/passwd' %}"),
    page("file in a block of code", "MD_INCLUDE", '```\n--8<-- "/etc/passwd"\n```'),
    page("bank card", "R-122", f"卡号 {BANK}"),
    page("right to left", "TEXT_BIDI", "\u2067x"),
    page("soft hyphen", "TEXT_INVISIBLE", "pass\u00adword"),
    page("variation of nothing", "TEXT_INVISIBLE", "a\U000e0100"),
)
MORE_ATTACHMENTS = (
    attachment("script named in hex", "ATTACH_ACTIVE_PDF", "a.pdf", b"%PDF-1.4 /Java#53cript"),
    attachment("file in a PDF", "ATTACH_ACTIVE_PDF", "a.pdf", b"%PDF-1.7 /EmbeddedFile"),
    attachment("old macros", "ATTACH_MACRO", "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le")),
    attachment("macros of Excel 4", "ATTACH_MACRO", "a.xlsx", packed(("xl/macrosheets/sheet1.xml", b"0"))),
    attachment("broken archive", "ATTACH_MAGIC", "a.docx", b"PK\x03\x04 nothing more"),
    attachment("6,000 parts", "ATTACH_ZIP_BOMB", "a.pptx", packed(*((f"{n}.xml", b"") for n in range(6000)))),
    attachment("backslash inside", "ATTACH_ZIP_PATH", "a.docx", packed(("..\\x", b"0"))),
    attachment("absolute inside", "ATTACH_ZIP_PATH", "a.docx", packed(("/etc/x", b"0"))),
    attachment("archive as text", "ATTACH_MAGIC", "a.txt", packed(("x", b"0"))),
    attachment("page as table", "ATTACH_MAGIC", "a.csv", b" <html><script>"),
    attachment("two endings", "ATTACH_TYPE", "a.pdf.js", b"%PDF-1.4"),
    Input("outside of its folder", "ATTACHMENT_PLACE", {
        ORDER_PATH: f"{ORDER}files: [{{path: ../../../etc/passwd, sha256: '{'0' * 64}'}}]\n".encode()}),
    Input("other bytes", "ATTACHMENT_CHANGED", {
        **attached("a.txt", b"a\n"), "records/order/O-1.files/a.txt": b"b\n"}),
    Input("not named", "ATTACHMENT_UNNAMED", {"records/order/O-1.files/a.txt": b"a\n"}),
    Input("of no record", "ATTACHMENT_UNNAMED", {"records/order/O-9.files/a.txt": b"a\n"}),
)  # fmt: skip
SETTINGS = (
    replaced("parameter without value", "SCHEMA_INVALID", "schemas/parameters.yaml", "{value: 7, ", "{"),
    replaced("parameter with a tag", "YAML_TAG", "schemas/parameters.yaml", "value: 7", "value: !!int 7"),
    replaced("zone that is none", "SCHEMA_PARAMETER", "schemas/parameters.yaml", "Asia/Shanghai", "../../etc/passwd"),
    replaced("threshold of nobody", "SCHEMA_INVALID", "schemas/policy.yaml", "threshold: 1", "threshold: 0"),
    replaced("version below one", "SCHEMA_INVALID", "schemas/policy.yaml", "version: 1", "version: -1"),
    replaced("script as address", "SCHEMA_INVALID", "schemas/policy.yaml", "https://shop.example", "javascript:alert(1)"),
    replaced("unknown setting", "SCHEMA_KEYWORD", "schemas/policy.yaml", "version: 1", "version: 1\nallow: all"),
    replaced("no limit", "SCHEMA_INVALID", "schemas/policy.yaml", "version: 1", "version: 1\nlimits: {depth: 100000}"),
    replaced("unknown limit", "SCHEMA_KEYWORD", "schemas/policy.yaml", "version: 1", "version: 1\nlimits: {dept: 8}"),
    replaced("invisible role", "TEXT_INVISIBLE", "schemas/roles.yaml", "Head,", "He\u200bad,"),
    Input("policy as list", "YAML_TOP", {"schemas/policy.yaml": b"- a\n"}),
    Input("common file of Windows", "TEXT_CR", {"schemas/common.yaml": COMMON.replace("\n", "\r\n").encode()},
          follow=("SCHEMA_REF", "SCHEMA_TYPE")),
    Input("states with an alias", "YAML_ANCHOR", {"schemas/lifecycles/order.yaml": f"x: &a b\n{LIFECYCLE}".encode()},
          follow=("SCHEMA_LIFECYCLE", "SCHEMA_TYPE")),
    typed("definitions that go round", "SCHEMA_REF", '{$ref: "#/$defs/x"}\n$defs: {x: {$ref: "#/$defs/x"}}'),
    typed("pattern of 500 characters", "SCHEMA_PATTERN", '{type: string, pattern: "' + "a" * 500 + '"}'),
    typed("look ahead", "SCHEMA_PATTERN", '{type: string, pattern: "(?=a)"}'),
    typed("misspelt keyword", "SCHEMA_KEYWORD", "{type: string, x-pi: true}"),
)  # fmt: skip
PLACES = (
    Input("of no type", "RECORD_TYPE", {"records/nothing/A-1.yaml": b"id: A-1\n"}),
    Input(
        "number twice",
        "RECORD_TWICE",
        {"records/page/O-1.md": PAGE.replace("W-1", "O-1").encode()},
        follow=("RECORD_ID",),
    ),
    Input("other number", "RECORD_ID_STATED", {ORDER_PATH: ORDER.replace("O-1", "O-2").encode()}),
    Input("in a folder", "RECORD_PATH", {"records/order/deep/O-2.yaml": ORDER.replace("O-1", "O-2").encode()}),
    Input("text of a page turned round", "TEXT_BIDI", {"site/pages/index.md": "a\u202eb\n".encode()}),
    Input("page in GBK", "TEXT_ENCODING", {"site/pages/index.md": "首页\n".encode("gbk")}),
    Input("page of 2 MiB", "FILE_TOO_LARGE", {"site/pages/index.md": b"x" * (2 << 20)}),
    Input("pipe", "MODE_SPECIAL", {"docs/p": b""}, {"docs/p": "010000"}),
    Input("link as record", "MODE_SYMLINK", {ORDER_PATH: b"/etc/passwd"}, {ORDER_PATH: "120000"}),
    named("blank that is none", "PATH_CHAR", "docs/a\u3000b.yaml"),
    named("letter of nobody", "PATH_CHAR", "docs/\ue000.yaml"),
    named("100 Chinese characters", "PATH_TOO_LONG", "docs/" + "文" * 95 + ".md"),
    named("whole path", "PATH_TOO_LONG", "/".join(["a" * 60] * 4)),
    named("folder and file", "PATH_COLLISION", "docs/Readme", "docs/README/a.md"),
    named("phone as folder", "PERSONAL_NUMBER", f"docs/{PHONE}/a.md"),
)
OWN = (
    *STATEMENTS, *REGISTERS, *EXPRESSIONS, *LIFECYCLES, *FRONT_MATTER, *MORE_ATTACHMENTS, *SETTINGS, *PLACES,
)  # fmt: skip
INPUTS = (*GUIDE, *OWN)

GOOD_INPUTS = (
    value("plain record", "", "name: 文件控制程序（第一版）"),
    page("table, link, code", "", "|a|b|\n|-|-|\n\n[x](https://x.com) <https://x.com> `<b>` `{{ a }}` 1 < 2 [^1]\n\n[^1]: a: b"),
    page("mail, anchor and file", "", "[a](mailto:a@b.example) [b](#x) [c](O-1.files/a.pdf) [d]: e"),
    Input("Chinese names", "", attached("记录（1）《附件》.pdf", b"%PDF-1.4\n%%EOF\n")),
    Input("office file", "", attached("a.docx", packed(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")))),
    Input("program among tools", "", {"tools/run.sh": b"#!/bin/sh\n"}, {"tools/run.sh": "100755"}),
    value("phone of nobody", "", "name: 138-0000-0001"),
    Input("phone and serial where they belong", "", {
        PAGE_PATH: PAGE.replace("---\n\n", f"phone: '{PHONE}'\nserial: '{PHONE}'\n---\n\n").encode()}),
)  # fmt: skip
