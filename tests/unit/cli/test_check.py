from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from docctl.schema import codes

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.company_repository import Company
    from tests.company_repository import Outcome

CUSTOMER = "records/customer/CUS-0001.yaml"
BASE = "https://docs.huaming.example"


def test_the_company_is_clean(ask: Callable[..., Outcome]) -> None:
    assert ask("check").code == 0
    assert ask("check").out.endswith("records checked (work tree): 0 errors, 0 warnings\n")
    assert "（当前文件）：0 处不符合规则，0 处警告" in ask("check", lang="zh").out


def test_json_has_the_shape_of_the_contract(company: Company) -> None:
    company.write(CUSTOMER, "id: CUS-0001\ntype: customer\nbogus: 1\n")
    outcome = company.docctl("check", "--format", "json")
    assert outcome.code == 1
    report = outcome.json
    assert list(report) == ["docctl", "commit", "as_of", "records", "violations", "summary"]
    assert list(report["violations"][0]) == [
        "code", "slug", "severity", "path", "line", "column", "pointer", "record", "message", "hint", "sources",
    ]  # fmt: skip
    assert set(report["summary"]) == {"error", "warning"}
    assert report["commit"] == company.text("rev-parse", "HEAD")


def test_paths_narrow_the_report(company: Company) -> None:
    company.write(CUSTOMER, "id: CUS-0001\n")
    company.write("records/person/P-001.yaml", "id: P-001\n")
    everything = company.docctl("check", "--format", "json").json["violations"]
    for path in (CUSTOMER, "records/customer", f"{company.path}/records/customer/"):
        outcome = company.process("check", "--format", "json", path)
        found = outcome.json["violations"]
        assert {v["path"] for v in found} == {v["path"] for v in everything if v["path"].startswith("records/customer")}
    assert company.docctl("check", "records/department/ISO.yaml").code == 0


def test_paths_are_those_of_the_folder_one_stands_in(company: Company) -> None:
    company.write(CUSTOMER, "id: CUS-0001\n")
    folder = company.path / "records/customer"
    assert CUSTOMER in company.process("check", "CUS-0001.yaml", cwd=folder).out
    assert company.process("check", "CUS-0002.yaml", cwd=folder).code == 0
    assert CUSTOMER in company.process("check", "../..", cwd=folder).out
    assert CUSTOMER in company.process("-C", "customer", "check", ".", cwd=folder.parent).out


def test_a_path_may_be_written_as_on_windows(company: Company) -> None:
    company.write(CUSTOMER, "id: CUS-0001\n")
    assert CUSTOMER in company.process("check", "records\\customer").out
    folder = company.path / "records/customer"
    assert CUSTOMER in company.process("check", "..\\customer\\CUS-0001.yaml", cwd=folder).out
    assert company.docctl("check", f"{company.path}\\records\\person").code == 0


@pytest.mark.parametrize(
    "path", ["records\\nope", "README", "records/customer/CUS-0001.yam", "..", "/etc", "records/nope/"]
)
def test_a_path_that_names_nothing(path: str, ask: Callable[..., Outcome]) -> None:
    outcome = ask("check", path, lang="zh")
    assert (outcome.code, outcome.out) == (2, "")
    assert "不是 records/ 或 schemas/ 下的文件" in outcome.err


def test_one_state_at_a_time(ask: Callable[..., Outcome]) -> None:
    assert ask("check", "--staged", "--rev", "HEAD").code == 2
    assert "没有历史版本 -x" in ask("check", "--rev", "-x", lang="zh").err


def test_empty_binary_and_misplaced_files_are_reported(company: Company) -> None:
    company.write("records/customer/CUS-0001.yaml", "")
    company.write("records/customer/CUS-0002.yaml", bytes(range(256)))
    (company.path / "records/customer/CUS-0003.yaml").unlink()
    company.write("records/customer/CUS-0003.yaml/x.yaml", "a: 1\n")
    company.write("records/nope/X.yaml", "a: 1\n")
    outcome = company.docctl("check", "--format", "json")
    assert outcome.code == 1
    faulty = {v["path"]: v["code"] for v in outcome.json["violations"]}
    assert faulty["records/customer/CUS-0001.yaml"] == "YAML_EMPTY"
    assert faulty["records/customer/CUS-0002.yaml"].startswith("TEXT_")
    assert "records/customer/CUS-0003.yaml/x.yaml" in faulty
    assert faulty["records/nope/X.yaml"] == "RECORD_TYPE"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("x-lifecycle: ", "x-lifecicle: ", "SCHEMA_KEYWORD"),
        (
            "\nproperties:\n",
            '\nproperties:\n  zz: {x-computed: "self.nope", type: string, title: Z, x-zh: Z}\n',
            "RULE_FIELD",
        ),
        (
            "\nproperties:\n",
            '\nproperties:\n  zz: {x-computed: "((", type: string, title: Z, x-zh: Z}\n',
            "RULE_SYNTAX",
        ),
        (
            "\nproperties:\n",
            '\nproperties:\n  zz: {x-computed: "self.zz", type: string, title: Z, x-zh: Z}\n',
            "RULE_CYCLE",
        ),
    ],
)
def test_broken_schemas_are_reported_alone(old: str, new: str, code: str, company: Company) -> None:
    company.edit("schemas/types/customer.yaml", old, new)
    outcome = company.docctl("check", "--format", "json")
    assert outcome.code == 1
    mine = [v for v in outcome.json["violations"] if v["code"] == code]
    assert mine
    assert mine[0]["line"] > 0
    assert mine[0]["path"] == "schemas/types/customer.yaml"
    assert outcome.json["records"] == 0
    assert all(v["path"].startswith("schemas/") for v in outcome.json["violations"])
    results = company.docctl("check", "--format", "sarif").json["runs"][0]["results"]
    assert len(results) == len(outcome.json["violations"])


def test_sarif_tells_what_the_broken_rules_demand_and_where_the_site_says_so(company: Company) -> None:
    company.write(CUSTOMER, "id: CUS-0001\n")
    company.edit("records/customer/CUS-0002.yaml", "schema_version: 1", "schema_version: 1\nbogus: 1")
    for language, root in (("zh", ""), ("en", "en/")):
        outcome = company.docctl("check", "--format", "sarif", lang=language)
        assert outcome.code == 1
        (run,) = outcome.json["runs"]
        rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
        assert len(run["results"]) > len(rules)
        unknown = rules["engine.field-unknown"]
        statement = codes.FIELD_UNKNOWN.message.get(language).replace("{value}", "…")
        assert unknown["help"]["text"].startswith(f"{statement} → ")
        assert unknown["helpUri"] == f"{BASE}/{root}rules/engine.html#engine.field-unknown"


def test_formats_agree(company: Company) -> None:
    company.write(CUSTOMER, "id: CUS-0001\n")
    data = json.loads(company.docctl("check", "--format", "json").out)
    count = len(data["violations"])
    concise = company.docctl("check", "--format", "concise").out.splitlines()
    github = company.docctl("check", "--format", "github").out.splitlines()
    assert len(concise) == len(github) == count + 1
    assert all(line.startswith("::error file=records/") for line in github[:-1])
    full = company.docctl("check", lang="zh").out.splitlines()
    assert sum(line.startswith("    → ") for line in full) == count
