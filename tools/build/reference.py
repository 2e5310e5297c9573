"""Writes docs/reference/: what the schemas, the functions, the codes and the commands say of themselves.

Usage: python tools/build/reference.py [REPOSITORY]
What they do not say stands in reference.yaml beside this script; a keyword without a meaning there is an error.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from docctl.approval import codes as approval_codes
from docctl.approval.signature import codes as signature_codes
from docctl.approval.trust import codes as trust_codes
from docctl.cli import catalogue
from docctl.cli.main import docctl
from docctl.exchange import codes as exchange_codes
from docctl.expressions import codes as expression_codes
from docctl.expressions.environment import VARIABLES
from docctl.expressions.functions import FUNCTIONS
from docctl.guard import codes as guard_codes
from docctl.guard import push_codes
from docctl.guard import server_codes
from docctl.history import codes as history_codes
from docctl.library import codes as library_codes
from docctl.lifecycle import codes as lifecycle_codes
from docctl.lifecycle.described import described
from docctl.lifecycle.diagram import mermaid
from docctl.lifecycle.model import Lifecycle
from docctl.publish import codes as publish_codes
from docctl.reader import codes as reader_codes
from docctl.reader import read
from docctl.rules import codes as rule_codes
from docctl.rules.catalogue import entries
from docctl.rules.change import codes as change_codes
from docctl.schema import codes as schema_codes
from docctl.schema import load_schemas
from docctl.schema.metaschema import metaschema
from docctl.snapshot import Snapshot
from docctl.violation import Text
from docctl.writing import codes as writing_codes

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from docctl.schema import RecordType
    from docctl.schema import Schemas

FOLDER = Path("docs/reference")
_TEXTS = Path(__file__).with_name("reference.yaml")
_MADE = "<!-- Made by `make docs`; change what it is made from. -->\n"
_PROPERTIES = ("properties", "additionalProperties", "propertyNames")
_CEL = {
    "s": "text", "i": "int", "b": "bool", "d": "any", "{": "map",
    "[s": "list of text", "[i": "list of int", "[d": "list", "[{": "list of map",
}  # fmt: skip
_LAYERS = (
    ("Reading files", "读取文件", reader_codes.CODES),
    ("Schemas and the shape of records", "模板与记录格式", schema_codes.CODES),
    ("Expressions", "表达式", expression_codes.CODES),
    ("Place and number of records", "记录的位置与编号", library_codes.CODES),
    ("States and sign-offs", "状态与签字", lifecycle_codes.CODES),
    ("Signed statements", "签署记录", approval_codes.CODES),
    ("Policy, persons and delegations", "策略、人员登记与授权委托", trust_codes.CODES),
    ("Signatures and keys", "电子签名与密钥", signature_codes.CODES),
    ("Names, modes and attachments", "文件名、文件模式与附件", guard_codes.CODES),
    ("What the server refuses of a push", "服务器不予接收的上传", push_codes.CODES),
    ("The server", "服务器", server_codes.CODES),
    ("History", "历史记录", history_codes.CODES),
    ("References and attachments", "引用与附件", rule_codes.CODES),
    ("Changes", "修改", change_codes.CODES),
    ("The site", "网站", publish_codes.CODES),
    ("Writing", "写入", writing_codes.CODES),
    ("Excel files", "Excel 文件", exchange_codes.CODES),
)


class Incomplete(ValueError):  # noqa: N818 - named for what the texts are
    """A keyword or variable without its meaning, or a meaning of nothing."""


def texts() -> dict[str, Any]:
    """The hand-written part: meanings of keywords and variables, traps."""
    document, problems = read(_TEXTS.name, _TEXTS.read_bytes())
    if document is None:
        raise Incomplete(problems[0].message.en)
    return document.data


def pages(root: Path) -> dict[str, str]:
    """Every page of the reference by file name."""
    given = texts()
    schemas, _ = load_schemas(Snapshot.of_worktree(str(root), ("schemas/",)))
    return {
        "codes.md": codes_page(),
        "commands.md": commands_page(),
        "expressions.md": expressions_page(given),
        "rules.md": rules_page(schemas),
        "types.md": types_page(schemas),
        "vocabulary.md": vocabulary_page(given["kinds"], given["vocabulary"]),
        **lifecycle_pages(schemas),
    }


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a Markdown table, and an empty one."""
    yield "| " + " | ".join(titles) + " |"
    yield "|" + "---|" * len(titles)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"
    yield ""


def _code(text: object) -> str:
    return f"`{text}`" if text not in {"", None} else ""


# Vocabulary


def vocabulary_page(kinds: Mapping[str, Any], meanings: Mapping[str, str]) -> str:
    """Every keyword of the metaschema, by the kind of file that may hold it."""
    unused = set(meanings)
    lines = [
        "# Vocabulary",
        "",
        "What a file under `schemas/` may say. The list is closed: any other word is refused (`SCHEMA_KEYWORD`).",
        "An indented keyword stands below the one before it; `!` marks what must be given.",
        "",
    ]
    definitions = metaschema()["$defs"]
    for kind, about in kinds.items():
        lines += [f"## {about['title']}", "", about["text"], ""]
        rows = []
        for path, schema, needed in _keywords(_mapping(definitions[kind]), ()):
            name = _nearest(meanings, kind, path)
            unused.discard(name)
            indent = "&nbsp;&nbsp;" * (len(path) - 1)
            rows.append((f"{indent}`{path[-1]}`", "!" if needed else "", _shape(schema), meanings[name]))
        lines += table(("keyword", "", "value", "meaning"), rows)
    if unused:
        raise Incomplete(f"{_TEXTS.name} has meanings of nothing: {', '.join(sorted(unused))}")
    return _MADE + "\n".join(lines).rstrip() + "\n"


def _mapping(definition: dict[str, Any]) -> dict[str, Any]:
    """The definition, or the mapping that it lists or allows beside a name."""
    options = [definition, definition.get("items", {}), *definition.get("oneOf", ())]
    return next(option for option in options if not _is_own_row(option))


def _nearest(meanings: Mapping[str, str], kind: str, path: tuple[str, ...]) -> str:
    """The most particular entry about a keyword."""
    dotted = ".".join(path)
    for name in (f"{kind}.{dotted}", dotted, path[-1]):
        if name in meanings:
            return name
    raise Incomplete(f"{_TEXTS.name} has no meaning for {kind}.{dotted}")


def _keywords(schema: Mapping[str, Any], at: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], dict[str, Any], bool]]:
    """The keywords of a mapping and of those written out inside it; `*` names what people name."""
    needed = schema.get("required", ())
    inner = dict(schema.get("properties", {}))
    if isinstance(named := schema.get("additionalProperties"), dict) and "properties" in named:
        inner["*"] = named
    for name, value in inner.items():
        yield (*at, name), value, name in needed
        for part in (value, value.get("items", {}), *value.get("oneOf", ()), *value.get("items", {}).get("oneOf", ())):
            if not _is_own_row(part):
                yield from _keywords(part, (*at, name))


def _is_own_row(part: Mapping[str, Any]) -> bool:
    """Whether a value has no keywords of its own, or has them in another section."""
    return "$ref" in part or not any(key in part for key in _PROPERTIES)


def _shape(schema: Mapping[str, Any]) -> str:
    """What may stand behind a keyword, in a few words."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        return _SHAPES.get(name, name)
    if "enum" in schema:
        return ", ".join(_code(option) for option in schema["enum"])
    if "oneOf" in schema:
        return " or ".join(_shape(option) for option in schema["oneOf"])
    if schema.get("type") == "array":
        return f"list of {_shape(schema.get('items', {'type': 'any'}))}"
    return _code(str(schema["const"]).lower()) if "const" in schema else _plain(schema)


def _plain(schema: Mapping[str, Any]) -> str:
    kinds = schema.get("type", "object")
    names: list[str] = kinds if isinstance(kinds, list) else [kinds]
    return ", ".join({"object": "mapping", "string": "text"}.get(kind) or kind for kind in names) + _limits(schema)


def _limits(schema: Mapping[str, Any]) -> str:
    if "pattern" in schema:
        return f" {_code(schema['pattern'])}"
    if schema.get("format") == "date":
        return ", a day"
    low, high = schema.get("minimum"), schema.get("maximum")
    return f", {low} to {high}" if high is not None else f" from {low}" if low is not None else ""


_SHAPES: dict[str, str] = {
    "text": "text", "both": "`en` and `zh` text", "slug": "slug", "field": "field name", "rule_id": "rule id",
    "rule_slug": "dotted slug", "sources": "list of requirement ids", "profiles": "list of profiles", "cel": "CEL",
    "ref": "`#/$defs/…` or `docctl:common#/$defs/…`", "properties": "fields by name", "property": "a field",
    "conditions": "list of conditions", "condition": "a condition", "rules": "list of rules",
    "dues": "list of due items", "stated": "list of stated rules",
    "requirement": "field name or the mapping below", "state": "a state",
    "transition": "a transition", "rule": "a rule", "due": "a due item",
}  # fmt: skip


# Expressions


def expressions_page(given: Mapping[str, Any]) -> str:
    """Variables, functions and traps of expressions."""
    variables: dict[str, dict[str, str]] = given["variables"]
    if set(variables) != VARIABLES:
        raise Incomplete(f"{_TEXTS.name} and the environment differ in {sorted(VARIABLES ^ set(variables))}")
    rows = [(_code(name), about["where"], about["text"]) for name, about in variables.items()]
    functions = [
        (_code(_signature(f.name, f.parameters, f.result)), f.help, _code(f.example), _code(_result(f.gives)))
        for f in FUNCTIONS
    ]
    lines = [
        "# Expressions",
        "",
        "Conditions are written in CEL, the Common Expression Language. An expression always ends, reads nothing but",
        "its record and its library, and changes nothing. Every path in it is checked against the schemas when it is",
        "loaded.",
        "",
        "## Variables",
        "",
        *table(("name", "where", "what it holds"), rows),
        "## Functions",
        "",
        "Beside these there are CEL's own operators and macros (`has`, `all`, `exists`, `exists_one`, `filter`, `map`,",
        "`size`, `matches`, `in`, `? :`), its string functions (`startsWith`, `endsWith`, `contains`, `replace`,",
        "`split`, `join`, `trim`, `lowerAscii`, `upperAscii`) and optional values",
        "(`self.?field.orValue('')`, `.hasValue()`).",
        "Days are text such as `2026-02-28` and compare as text; moments are text in UTC.",
        "",
        *table(("function", "gives", "example", "result"), functions),
        "## Traps",
        "",
        *(f"- {trap}" for trap in given["traps"]),
    ]
    return _MADE + "\n".join(lines) + "\n"


def _signature(name: str, parameters: str, result: str) -> str:
    marks: list[str] = []
    for mark in parameters:
        if marks and marks[-1] == "[":
            marks[-1] += mark
        else:
            marks.append(mark)
    return f"{name}({', '.join(_CEL[mark] for mark in marks)}) → {_CEL[result]}"


def _result(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


# Codes


def codes_page() -> str:
    """Every code the engine itself can report, in both languages."""
    listed = {code.code for _, _, codes in _LAYERS for code in codes}
    if not listed.issuperset(code.code for code in catalogue.ENGINE_CODES):
        raise Incomplete("a layer's codes are missing on the page of codes")
    lines = [
        "# Codes",
        "",
        "What docctl itself refuses, whatever the schemas say; the rules of the schemas are in [rules.md](rules.md).",
        "Words in braces stand for the values of the case. `docctl explain CODE` prints the same.",
        "",
        "程序自身的检查代码；由模板规定的规则见 [rules.md](rules.md)。花括号中的词在消息里替换为具体内容。",
        "",
    ]
    for en, zh, codes in _LAYERS:
        lines += [f"## {en} / {zh}", ""]
        for code in codes:
            warning = " (warning / 警告)" if code.severity.value == "warning" else ""
            lines += [
                f"### {code.code}",
                "",
                f"- {_code(code.slug)}{warning}",
                f"- {code.message.en} → {code.hint.en}",
                f"- {code.message.zh} → {code.hint.zh}",
                "",
            ]
    return _MADE + "\n".join(lines).rstrip() + "\n"


# Rules and types


def rules_page(schemas: Schemas) -> str:
    """Every rule of the schemas, by the file that defines it."""
    found = entries(schemas)
    lines = [
        "# Rules",
        "",
        f"The {len(found)} rules of the schemas in this repository, by the file that defines them. One id may have",
        "several entries. `docctl rules` lists them, `docctl explain ID` shows one, with its line.",
        "",
    ]
    for path in sorted({entry.defined_in.partition(":")[0] for entry in found}):
        rows = [
            (
                f"{entry.id}<br>`{entry.slug}`",
                f"{entry.kind}<br>{entry.severity}",
                f"{entry.statement.en}<br>{entry.statement.zh}".replace("{", "`{").replace("}", "}`"),
                ", ".join(entry.sources),
            )
            for entry in found
            if entry.defined_in.partition(":")[0] == path
        ]
        lines += [f"## {path}", "", *table(("rule", "kind", "statement", "sources"), rows)]
    in_python = [(f"{entry.id} `{entry.slug}`", entry.kind, _both(entry.because)) for entry in found if entry.because]
    lines += [
        "## Kept in Python",
        "",
        f"{len(in_python)} of them no expression can say, and why.",
        "",
        *table(("rule", "kept by", "because"), in_python),
    ]
    return _MADE + "\n".join(lines).rstrip() + "\n"


def types_page(schemas: Schemas) -> str:
    """The fields of each type, those of the envelope once."""
    lines = [
        "# Record types",
        "",
        "The fields of each type of this repository. `!` marks what must be filled in from the start; further",
        "fields are demanded by the states of the lifecycle. Every type also has the fields of the envelope.",
        "",
    ]
    kinds = list(schemas.types.values())
    own = {kind.slug: set(kind.raw["properties"]) for kind in kinds}
    shared = [name for name in kinds[0].properties if all(name in k.properties for k in kinds)]
    envelope = [name for name in shared if not all(name in own[kind.slug] for kind in kinds)]
    sample = next(kind for kind in kinds if not own[kind.slug].intersection({"title", "form_no"}))
    lines += ["## Envelope", "", *table(_FIELD_TITLES, _fields(sample, envelope))]
    for kind in kinds:
        lines += [f"## {kind.slug}", "", f"{kind.title.en} / {kind.title.zh}. {_help(kind)}", ""]
        place = f"records/{kind.slug}/{kind.path_template}"
        lines += [
            f"Place `{place}`, number `{kind.id_pattern.pattern}`, lifecycle {_code(kind.lifecycle) or 'none'}.",
            "",
        ]
        lines += table(_FIELD_TITLES, _fields(kind, own[kind.slug]))
    return _MADE + "\n".join(lines).rstrip() + "\n"


_FIELD_TITLES = ("field", "", "label", "holds", "keywords")


def _help(kind: RecordType) -> str:
    given = kind.raw.get("x-help")
    return f"{given['en']} {given['zh']}" if given else ""


def _fields(kind: RecordType, wanted: Collection[str]) -> Iterator[tuple[str, ...]]:
    needed = set(kind.schema["required"])
    for field in kind.fields:
        schema = field.schema
        if field.path[0] not in wanted or field.path[-1] == "*":
            continue
        name = ".".join(field.path).replace(".*", "[]")
        label = " / ".join(str(schema[key]) for key in ("title", "x-zh") if key in schema)
        marks = [f"derived: `{schema['x-computed']}`"] if "x-computed" in schema else []
        marks += [
            key.removeprefix("x-") for key in ("x-column", "x-unique", "x-pii") if schema.get(key, False) is not False
        ]
        yield _code(name), "!" if name in needed else "", label, _holds(schema), ", ".join(marks)


def _holds(schema: Mapping[str, Any]) -> str:
    if "items" in schema:
        return f"list of {_holds(schema['items'])}"
    if "enum" in schema:
        return ", ".join(str(option) for option in schema["enum"])
    if "x-ref" in schema:
        return "number of " + " or ".join(schema["x-ref"])
    kind = schema.get("format") or schema.get("type") or ""
    return str({"object": "group", "string": "text"}.get(kind, kind))


# Lifecycles


def lifecycle_pages(schemas: Schemas) -> dict[str, str]:
    """A page for each lifecycle that governs a type, and the list of them."""
    lines = ["# Lifecycles", "", "The states that records pass, and who signs each step: a page for each file.", ""]
    found = {}
    for name, document in schemas.lifecycles.items():
        kinds = [kind for kind in schemas.types.values() if kind.lifecycle == name]
        if kinds:
            found[f"lifecycle-{name}.md"] = _lifecycle_page(Lifecycle(name, document), kinds, schemas.roles)
            listed = ", ".join(_code(kind.slug) for kind in kinds)
            lines.append(f"- [{name}](lifecycle-{name}.md) of {listed}")
    return {"lifecycles.md": _MADE + "\n".join(lines) + "\n", **found}


def _lifecycle_page(lifecycle: Lifecycle, kinds: Sequence[RecordType], roles: Mapping[str, Any]) -> str:
    title = lifecycle.own_title
    rows = [
        (
            _both(found.step.title),
            f"{', '.join(map(_code, found.step.origins))} → {_code(found.step.target)}",
            _both(found.step.signers),
            "<br>".join(map(_both, found.distinct)),
            "<br>".join(map(_both, (*found.needs, *found.refused))),
            ", ".join(found.sources),
        )
        for found in described(lifecycle, roles, lambda name: _label(kinds[0], name))
    ]
    lines = [
        f"# {title.en} / {title.zh}",
        "",
        f"`schemas/lifecycles/{lifecycle.name}.yaml`, the lifecycle of {', '.join(_code(k.slug) for k in kinds)}.",
        "",
    ]
    for language in ("en", "zh"):
        lines += ["```mermaid", mermaid(lifecycle, roles, language).rstrip(), "```", ""]
    frozen = [
        (_code(state), ", ".join(map(_code, names)))
        for state in lifecycle.states
        if (names := _frozen(lifecycle, state))
    ]
    lines += table(("step", "from and to", "who signs", "not who signed", "what is needed", "sources"), rows)
    lines += (
        ["From a state on these fields no longer change:", "", *table(("state", "fields"), frozen)] if frozen else []
    )
    return _MADE + "\n".join(lines).rstrip() + "\n"


def _frozen(lifecycle: Lifecycle, state: str) -> list[str]:
    return [name for entry in lifecycle.frozen(state) if entry.at[1] == state for name in entry.fields]


def _label(kind: RecordType, name: str) -> Text:
    given = kind.properties.get(name, {})
    return Text(str(given.get("title", name)), str(given.get("x-zh", name)))


def _both(text: Text) -> str:
    return f"{text.en} / {text.zh}" if text.en != text.zh else text.en


# Commands


def commands_page() -> str:
    """What every command says of itself, in English."""
    root = docctl.make_context(
        "docctl", ["--help"], obj="en", terminal_width=100, max_content_width=100, resilient_parsing=True
    )
    lines = [
        "# Commands",
        "",
        "What `docctl COMMAND --help` says. Every command also says it in Chinese (`--lang zh`).",
        "",
        "Exit codes: 0 clean, 1 something is wrong in what was judged, 2 wrong use, 3 the machine lacks something.",
        "",
    ]
    for context in _contexts(root):
        with context.scope(cleanup=False):
            help_text = context.command.get_help(context)
        lines += [f"## {context.command_path}", "", "```text", help_text.strip(), "```", ""]
    return _MADE + "\n".join(lines).rstrip() + "\n"


def _contexts(context: click.Context) -> Iterator[click.Context]:
    """A command and those below it."""
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            if command is not None:
                yield from _contexts(click.Context(command, parent=context, info_name=name))


def main(root: Path) -> None:
    """Write the pages."""
    for name, text in pages(root).items():
        (root / FOLDER / name).write_text(text, encoding="utf-8")
        print(f"wrote {FOLDER / name}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
