"""`docctl issue-form`: the form in which GitHub, Gitea and Forgejo ask for a record of a type."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.cli import words
from docctl.cli.asked import asked_fields
from docctl.cli.session import Session
from docctl.cli.skeleton import kind_of
from docctl.cli.skeleton import written
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import out
from docctl.violation import Text

if TYPE_CHECKING:
    from docctl.cli.asked import Asked
    from docctl.schema import RecordType

_DESCRIPTION = Text("Ask for a record of this type.", "申请新建一条此类记录。")
_INTRODUCTION = Text(
    "What you write here becomes a draft (`docctl new {slug} --from-issue FILE`). Leave out personal data: "
    "telephone numbers and the like are filled in in the record itself.",
    "所填内容将生成记录草稿（`docctl new {slug} --from-issue 文件`）。请勿填写电话等个人信息，此类内容在记录中填写。",
)
_LINES = Text("one to a line", "每行一项")


@words.command(examples=("docctl issue-form customer > .github/ISSUE_TEMPLATE/customer.yml",))
@words.argument("slug", Text("TYPE", "类型"))
def command(slug: str) -> None:
    """Print the form."""
    session = Session.start()
    record_type = session.record_type(slug)
    out(form(record_type, asked_fields(session, record_type), chosen_language()))


def form(record_type: RecordType, asked: list[Asked], language: str) -> str:
    """The YAML of the form, without a line end."""
    about = record_type.raw.get("x-help", {})
    introduction = _INTRODUCTION.get(language).format(slug=record_type.slug)
    body = [{"type": "markdown", "attributes": {"value": introduction}}]
    body += [_element(one, language) for one in asked]
    head = {
        "name": record_type.title.get(language),
        "description": about.get(language) or _DESCRIPTION.get(language),
        "title": f"{record_type.title.get(language)}: ",
        "body": body,
    }
    return "\n".join(line for key, value in head.items() for line in written(key, value))


def _element(asked: Asked, language: str) -> dict[str, Any]:
    """One question: what may be chosen is a list, several values to write are lines, the rest is one line."""
    choices = list(asked.choices(language))
    attributes: dict[str, Any] = {"label": asked.heading(language)}
    description = _description(asked, language)
    attributes |= {"description": description} if description else {}
    if choices:
        attributes |= {"multiple": True} if asked.is_list else {}
        attributes["options"] = choices
    return {
        "type": "dropdown" if choices else "textarea" if asked.is_list else "input",
        # A point is no part of an identifier there.
        "id": asked.name.replace(".", "-"),
        "attributes": attributes,
        "validations": {"required": asked.required and not asked.may_be_empty},
    }


def _description(asked: Asked, language: str) -> str:
    """Its help, and what may be written where nothing can be chosen."""
    told = asked.schema.get("x-help", {}).get(language, "")
    kind = "" if asked.choices(language) else kind_of(asked.one, language)
    lines = _LINES.get(language) if asked.is_list and not asked.choices(language) else ""
    notes = Text(", ", "，").get(language).join(filter(None, (kind, lines)))
    return " ".join(filter(None, (told, notes)))
