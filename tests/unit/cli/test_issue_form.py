"""Forms as GitHub documents them, and the way back: what a forge makes of the answers gives the same fields again."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click
import pytest
import yaml

from docctl.cli.asked import Asked
from docctl.cli.asked import asked_fields
from docctl.cli.issue_form import form
from docctl.cli.issue_text import read_issue
from docctl.cli.main import docctl
from docctl.cli.session import Session
from docctl.reader import read
from docctl.schema.record_type import value_at
from tests.company_repository import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from docctl.schema import RecordType
    from tests.company_repository import Company
    from tests.company_repository import Outcome

EXAMPLES = ROOT / "tests/examples/types"
TYPES = sorted(path.stem for path in (ROOT / "schemas/types").iterdir())


@pytest.fixture(scope="module")
def session(pristine: Company) -> Iterator[Session]:
    with click.Context(docctl) as context:
        context.params["directory"] = str(pristine.path)
        yield Session.start(as_of="2026-11-21")


def elements(record_type: RecordType, asked: list[Asked], language: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(form(record_type, asked, language))["body"]
    return [element for element in found if element["type"] != "markdown"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_form_of_every_type_has_the_published_shape(language: str, session: Session, tmp_path: Path) -> None:
    for slug, record_type in session.schemas.types.items():
        text = form(record_type, asked_fields(session, record_type), language)
        (tmp_path / f"{slug}.yml").write_text(text + "\n", encoding="utf-8")
    program = Path(sys.executable).with_name("check-jsonschema")
    given = [str(path) for path in sorted(tmp_path.iterdir())]
    assert len(given) == len(TYPES)
    done = subprocess.run(
        [str(program), "--builtin-schema", "vendor.github-issue-forms", *given],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("slug", TYPES)
def test_what_the_shape_does_not_say_holds_too(slug: str, language: str, session: Session) -> None:
    record_type = session.schemas.types[slug]
    asked = asked_fields(session, record_type)
    found = elements(record_type, asked, language)
    assert found
    for values in ([e["id"] for e in found], [e["attributes"]["label"] for e in found]):
        assert len(set(values)) == len(values)
    for element in found:
        assert re.fullmatch("[A-Za-z0-9_-]+", element["id"])
        options = element["attributes"].get("options", [])
        assert all(isinstance(option, str) for option in options)
        assert len(set(options)) == len(options)
        assert "none" not in [option.lower() for option in options]  # a reserved word there
        if element["attributes"].get("multiple"):
            assert not [option for option in options if ", " in option]  # it parts several answers
    assert not [one.name for one in asked if one.schema.get("x-pii")]


@pytest.mark.parametrize("slug", TYPES)
def test_a_choice_means_one_value_in_whatever_language(slug: str, session: Session) -> None:
    for one in asked_fields(session, session.schemas.types[slug]):
        for language in ("en", "zh"):
            for name, value in one.choices(language).items():
                assert (one.value(name) == [value]) if one.is_list else (one.value(name) == value)


def rendered(record_type: RecordType, asked: list[Asked], data: dict[str, Any], language: str) -> str:
    """The body that a forge makes of the answers."""
    parts = []
    for one, element in zip(asked, elements(record_type, asked, language), strict=True):
        value = value_at(data, one.path)
        answer = "_No response_" if value in (None, []) else answered(one, value, language)
        parts.append(f"### {element['attributes']['label']}\n\n{answer}")
    return "\n\n".join(parts) + "\n"


def answered(one: Asked, value: Any, language: str) -> str:
    named = {repr(known): name for name, known in one.choices(language).items()}
    values = value if one.is_list else [value]
    return (", " if named else "\n").join(named.get(repr(part), str(part)) for part in values)


def expected(asked: list[Asked], data: dict[str, Any]) -> dict[str, Any]:
    given = {one.name: value_at(data, one.path) for one in asked}
    return {name: value for name, value in given.items() if value is not None}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("slug", TYPES)
def test_answers_come_back_as_they_were_given(slug: str, language: str, session: Session, tmp_path: Path) -> None:
    record_type = session.schemas.types[slug]
    asked = asked_fields(session, record_type)
    examples = sorted(path for path in (EXAMPLES / slug / "valid").iterdir() if path.is_file())
    assert examples
    for path in examples:
        document, _ = read(path.name, path.read_bytes())
        assert document is not None
        place = tmp_path / "issue.md"
        body = rendered(record_type, asked, document.data, language).replace("\n", "\r\n")
        place.write_bytes(body.encode())
        issue, fields = read_issue(str(place), record_type, asked)
        assert issue.faults == []
        assert expected(asked, fields) == expected(asked, document.data)


def test_the_form_is_printed_in_the_language_that_is_spoken(ask: Callable[..., Outcome]) -> None:
    assert yaml.safe_load(ask("issue-form", "customer", lang="zh").out)["name"] == "供应商/客户基本资料登记表"
    assert yaml.safe_load(ask("issue-form", "customer").out)["name"] == "Customer or supplier dossier"


def test_an_unknown_type_has_no_form(ask: Callable[..., Outcome]) -> None:
    outcome = ask("issue-form", "nope", lang="zh")
    assert (outcome.code, outcome.out) == (2, "")
    assert "没有记录类型 nope" in outcome.err
