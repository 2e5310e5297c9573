"""The list of rules is complete: each once, each with its sources, each seen to fail."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from functools import cache

import pytest

from docctl.cli.main import run
from tests import example_library as library
from tests.meta.test_examples import CASES
from tests.meta.test_examples import TYPE_EXAMPLES
from tests.meta.test_examples import all_profiles
from tests.meta.test_examples import listed

REQUIREMENTS = library.ROOT / "docs" / "requirements"
KINDS = {"schema", "expression", "lifecycle", "due", "register", "engine", "site"}
SITE = "tests/unit/publish/test_site_rules.py"
# Rules of the site and of registers are seen to hold where these are made.
ELSEWHERE = {
    "doc.effective.current-only": SITE,
    "doc.page.stamp": SITE,
    "doc.print.uncontrolled": SITE,
    "site.superseded.notice": SITE,
    "site.registers.generated": SITE,
    "site.forms.published": SITE,
    "doc.trace.history.site": SITE,
    "obsolete.isolated.page": SITE,
    "obsolete.isolated.customer": SITE,
    "conf.mark.three-places": SITE,
    "conf.mark.style": SITE,
    "conf.site.filter": SITE,
    "conf.search.filter": SITE,
    "conf.review-result": SITE,
    "csd.stamp.copy": SITE,
    "csr.list": "tests/policies/test_S003_01.py",
    "ext.register.complete": "tests/policies/test_S003_02.py",
    "prop.register": "tests/policies/test_S002_08.py",
}
# What a rule of the schemas may be called that no requirement asks for.
OWN = re.compile(r"X-[0-9]{3}")
KEYS = [
    "id",
    "slug",
    "class",
    "phase",
    "kind",
    "types",
    "severity",
    "statement",
    "sources",
    "defined_in",
    "examples",
]


@cache
def requirements() -> dict[str, str]:
    """The slug of each rule that the requirements ask for."""
    with (REQUIREMENTS / "rules.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["slug"] for row in csv.DictReader(file)}


@cache
def policies() -> frozenset[str]:
    """The seed policies: F-000-01 is the acceptance of S000-01."""
    with (REQUIREMENTS / "policies.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["id"].replace("F-", "S", 1) for row in csv.DictReader(file))


def test_each_rule_is_listed_once() -> None:
    book = library.book({"profiles": all_profiles()})
    counted = Counter(
        (raw.data["id"], raw.data["slug"])
        for record_type in book.schemas.types.values()
        for raw in (*record_type.rules, *record_type.dues, *record_type.stated)
    )
    counted.update((raw.data["id"], raw.data["slug"]) for raw in (*book.schemas.common_rules, *book.schemas.stated))
    assert [name for name, number in counted.items() if number > 1] == []
    assert len({slug for _, slug in counted}) == len(counted), "a slug names one rule"


def test_the_command_lists_them_with_the_keys_of_its_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(library.ROOT), "rules", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found
    for entry in found:
        assert list(entry) == KEYS
        assert list(entry["statement"]) == ["en", "zh"]
        assert entry["kind"] in KINDS
        assert entry["severity"] in {"error", "warning"}
        assert entry["examples"] == f"tests/examples/rules/{entry['slug']}/"


@pytest.mark.parametrize("slug", list(listed()))
def test_a_rule_says_in_both_languages_what_holds(slug: str) -> None:
    statement = listed()[slug].statement
    assert re.search("[一-鿿]", statement.zh), "its Chinese sentence is Chinese"
    assert not re.search("[一-鿿]", statement.en), "its English sentence is English"
    assert statement.zh.endswith("。")
    assert statement.en.endswith(".")
    assert not re.search("[{}]", statement.en + statement.zh), "values belong into the message"


def test_a_rule_says_why_where_python_keeps_it() -> None:
    told = {slug for slug, entry in listed().items() if entry.because is not None}
    assert told == {slug for slug, entry in listed().items() if entry.kind in {"engine", "site"}}


@pytest.mark.parametrize("slug", list(listed()))
def test_the_sources_of_a_rule_exist(slug: str) -> None:
    entry = listed()[slug]
    assert OWN.fullmatch(entry.id) or entry.id in requirements()
    for source in entry.sources:
        assert source in policies() or source in requirements(), source


def test_every_source_in_the_schemas_exists() -> None:
    text = "\n".join(data.decode() for data in library.schema_files().values())
    named = set(re.findall(r"\b(?:S[0-9]{3}-[0-9]{2}|R-[0-9]{3})\b", text))
    assert named - policies() - set(requirements()) == set()


def test_one_entry_of_each_rule_bears_the_slug_of_its_requirement() -> None:
    slugs = {(entry.id, slug) for slug, entry in listed().items()}
    ids = {entry.id for entry in listed().values() if not OWN.fullmatch(entry.id)}
    assert {(id_, requirements()[id_]) for id_ in ids} <= slugs


@pytest.mark.parametrize("slug", list(listed()))
def test_every_rule_is_seen_to_fail(slug: str) -> None:
    if slug in ELSEWHERE:
        assert listed()[slug].kind in {"site", "register"}
        assert (library.ROOT / ELSEWHERE[slug]).is_file()
        return
    mine = [case for case in CASES if case.slug == slug]
    assert any(case.expected for case in mine)
    if listed()[slug].kind == "due":
        assert {"listed", "not-listed"} <= {case.folder.name for case in mine}


@pytest.mark.parametrize("case", [case for case in CASES if listed()[case.slug].kind == "due"])
def test_a_duty_is_listed_from_its_day_on(case: library.Case) -> None:
    states = {expected.split()[-1] for expected in case.expected}
    if case.folder.name in {"listed", "not-listed"}:
        assert bool(states - {"ok"}) is (case.folder.name == "listed")
    assert states <= {"ok", "due", "overdue"}


def test_no_folder_is_about_a_rule_that_does_not_exist() -> None:
    assert {path.name for path in library.RULES.iterdir()} <= set(listed())


def test_each_type_has_valid_and_invalid_examples() -> None:
    types = set(library.book().schemas.types)
    assert {path.name for path in library.TYPES.iterdir()} == types
    assert {example.slug for example in TYPE_EXAMPLES if example.is_valid} == types
    assert {example.slug for example in TYPE_EXAMPLES if not example.is_valid} == types
