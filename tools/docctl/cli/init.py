"""`docctl init`: the library of a company in a new folder, ready for its first document."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from docctl.cli import hook
from docctl.cli import words
from docctl.cli.editor import editor_files
from docctl.cli.editor import settings
from docctl.cli.first_files import FORGES
from docctl.cli.first_files import Beginning
from docctl.cli.first_files import administrators
from docctl.cli.first_files import first_files
from docctl.cli.first_files import first_steps
from docctl.cli.language import LANGUAGES
from docctl.cli.new_folder import making
from docctl.cli.new_folder import require_empty
from docctl.cli.options import dry_run as dry_run_option
from docctl.cli.prompts import ask_administrators
from docctl.cli.prompts import asked
from docctl.cli.session import folder
from docctl.cli.terminal import Trouble
from docctl.cli.terminal import chosen_language
from docctl.cli.terminal import now
from docctl.cli.terminal import say
from docctl.packaged import packaged_files
from docctl.reader import read
from docctl.schema.files import PARAMETERS
from docctl.schema.files import POLICY
from docctl.violation import Text
from docctl.violation import show

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.schema import Schemas

_NAME = Text("Name of the company", "公司名称")
_ADDRESS = Text("Address at which the site will be served", "网站发布后的网址")
# No file of the library is there yet that could be mended: what was said is said again.
_SAID_BY = {
    (POLICY, "/base_url"): Text(
        "say it again: --address https://docs.example.com", "请重新指明：--address https://docs.example.com"
    ),
    (PARAMETERS, ""): Text("say again, or leave out: --profile", "请重新指明或去掉 --profile"),
}
_ADDRESS_UNKNOWN = "http://localhost:8000"


@words.command(
    examples=(
        "docctl init my-company",
        "docctl init my-company --company 某某公司 --administrator '甲 <a@x.com>=a.pub' --administrator 乙=b.pub",
    )
)
@words.argument("directory", Text("DIR", "文件夹"))
@words.option("--company", word=Text("NAME", "名称"), text=Text("Name of the company.", "公司名称。"))
@words.option("--company-en", word=Text("NAME", "名称"), text=Text("Its name in English.", "公司英文名称。"))
@words.option(
    "--language",
    type=click.Choice(LANGUAGES),
    text=Text(
        "First language of site and README (that of messages unless told).", "网站和说明的首选语言（默认同消息语言）。"
    ),
)
@words.option(
    "--profile",
    "profiles",
    multiple=True,
    word=Text("PROFILE", "业务类型"),
    text=Text("Kind of business; again for more.", "业务类型，可多次指定。"),
)
@words.option(
    "--administrator",
    "administrators_given",
    multiple=True,
    word=Text("NAME <MAIL>=FILE", "姓名 <邮箱>=公钥文件"),
    text=Text(
        "An administrator and their public key; at least two. A server knows who pushes by the address.",
        "管理员及其公钥文件，至少两名。服务器按邮箱识别上传人。",
    ),
)
@words.option("--address", word=Text("URL", "网址"), text=Text("Where the site will be served.", "网站发布后的网址。"))
@words.option(
    "--forge",
    "forges",
    multiple=True,
    type=click.Choice(list(FORGES)),
    text=Text("Write the CI file of this forge only; again for more.", "只写入该平台的持续集成文件，可多次指定。"),
)
@dry_run_option
def command(directory: str, *, dry_run: bool, **given: Any) -> None:
    """Ask what was not said, write the first files, install the hooks, and say who signs what."""
    target = Path(folder(), directory)
    require_empty(target)
    beginning = _beginning(given)
    files = first_files(beginning)
    schemas = _judged(files)
    if dry_run:
        for path in sorted(files):
            say(Text(f"would write {path}", f"将写入 {path}"))
        return
    _make(target, files, schemas, beginning.language)
    _introduce(directory, beginning)


def _beginning(given: Mapping[str, Any]) -> Beginning:
    company = asked(given["company"], _NAME, "--company")
    people = given["administrators_given"] or ask_administrators()
    return Beginning(
        company=Text(given["company_en"] or company, company),
        language=given["language"] or chosen_language(),
        profiles=given["profiles"],
        administrators=administrators(people),
        address=asked(given["address"], _ADDRESS, "--address", _ADDRESS_UNKNOWN),
        forges=given["forges"] or tuple(FORGES),
        today=_today(),
    )


def _today() -> str:
    """The day it is where the company is: what is signed now may not be from a day before or after."""
    from docctl.expressions.calendar import date_of
    from docctl.schema.parameters import Parameters

    document, _ = read(PARAMETERS, packaged_files(PARAMETERS)[PARAMETERS])
    given = Parameters(document.data if document is not None else {}).at("9999-12-31")
    return date_of(now().isoformat(), str(given.get("timezone", "UTC")))


def _judged(files: Mapping[str, bytes]) -> Schemas:
    """The schemas with which the library begins; what was said and cannot be is refused before anything is written."""
    from docctl.schema import load_schemas
    from docctl.snapshot import Snapshot

    schemas, problems = load_schemas(Snapshot.of_files(files))
    for problem in problems:
        raise Trouble(problem.message, _SAID_BY.get((problem.path, problem.pointer), problem.hint))
    return schemas


def _make(target: Path, files: Mapping[str, bytes], schemas: Schemas, language: str) -> None:
    from docctl.git.repository import init

    extra = {**editor_files(schemas.types, language), ".vscode/settings.json": settings(schemas.types)}
    with making(target):
        repository = init(target)
        for path, data in {**files, **extra}.items():
            place = target / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        hook.write_hooks(repository, dry_run=False)


def _introduce(directory: str, beginning: Beginning) -> None:
    name = show(directory)
    say(
        Text(
            f"{name}: the library of {beginning.company.en}. Next:",
            f"已建立{beginning.company.zh}的文件库 {name}。接下来：",
        )
    )
    for line in (f"cd {shlex.quote(directory)}", *first_steps(beginning), "git add --all", "git commit"):
        say(Text(f"  {line}", f"  {line}"))
