from __future__ import annotations

import os
from typing import TYPE_CHECKING
from typing import Any

import pytest

from docctl.cli.session import open_repository
from docctl.cli.terminal import Trouble
from docctl.git import NotARepository
from docctl.git import Repository
from tests.company_repository import TODAY
from tests.company_repository import Company
from tests.gitrepo import GitRepo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.company_repository import Outcome


def test_no_repository(tmp_path: Path) -> None:
    company = Company(tmp_path / "company")
    (tmp_path / "other").mkdir()
    outcome = company.process("-C", str(tmp_path / "other"), "check", lang="zh")
    assert outcome.code == 2
    assert "不在任何文件库内" in outcome.err
    assert "仓库" not in outcome.err


def test_no_folder(ask: Callable[..., Outcome]) -> None:
    assert "there is no folder" in ask("-C", "nowhere", "check").err
    assert ask("-C", "nowhere", "check").code == 2


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("detected dubious ownership in repository at '/x'", "belongs to another user"),
        ("bad config line 1", "bad config line 1"),
    ],
)
def test_a_repository_that_git_will_not_read(
    reason: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: str) -> Repository:
        raise NotARepository(reason)

    monkeypatch.setattr(Repository, "open", refuse)
    with pytest.raises(Trouble, match=expected):
        open_repository(str(tmp_path))


def test_no_schemas(tmp_path: Path) -> None:
    company = Company(tmp_path / "company")
    company.write("records/customer/CUS-0001.yaml", "id: CUS-0001\n")
    for command in ("check", "types", "due"):
        assert company.docctl(command).code == 2
    assert "当前文件中没有 schemas/ 文件夹" in company.docctl("check", lang="zh").err


def test_before_the_first_commit(tmp_path: Path, pristine: Company) -> None:
    company = Company(tmp_path / "company")
    for part in ("schemas", "records"):
        (company.path / part).symlink_to(pristine.path / part)
    assert company.docctl("check", "--rev", "HEAD").code == 2
    assert "没有历史版本 HEAD" in company.docctl("check", "--rev", "HEAD", lang="zh").err


def test_a_bare_repository_is_judged_by_its_last_commit(pristine: Company, tmp_path: Path) -> None:
    pristine.run("clone", "--quiet", "--bare", ".", str(tmp_path / "bare"))
    bare = Company(tmp_path / "bare")
    assert bare.docctl("check").code == bare.docctl("check", "--rev", "main", "records/customer").code == 0
    for command in (("new", "customer"), ("hook", "install"), ("submit", "HM-QP-XS003"), ("fmt",)):
        outcome = bare.docctl(*command)
        assert (outcome.code, outcome.out) == (2, "")
        assert "a bare repository has no files" in outcome.err


def test_shallow_clone_and_detached_head_and_odd_names(pristine: Company, tmp_path: Path) -> None:
    place = tmp_path / "文件 库 'x'"
    GitRepo(tmp_path / "any").run("clone", "--quiet", "--depth=1", f"file://{pristine.path}", str(place))
    company = Company(place)
    company.run("checkout", "--quiet", "--detach")
    assert company.docctl("check").code == 0


def test_an_unmerged_index_is_no_state(company: Company) -> None:
    path = "records/customer/CUS-0001.yaml"
    company.run("checkout", "--quiet", "-b", "other")
    company.write(path, "a: 1\n")
    company.commit()
    company.run("checkout", "--quiet", "main")
    company.write(path, "b: 1\n")
    company.commit()
    with pytest.raises(AssertionError):
        company.run("merge", "--quiet", "other")
    outcome = company.docctl("check", "--staged", lang="zh")
    assert outcome.code == 2
    assert f"{path} 有两个版本尚未合并" in outcome.err


def test_broken_schemas_stop_every_command(company: Company) -> None:
    company.write("schemas/types/customer.yaml", "a: [1\n")
    for command in (("list", "customer"), ("types",), ("new", "customer"), ("explain", "customer"), ("rules",)):
        outcome = company.docctl(*command)
        assert (outcome.code, outcome.out) == (1, "")
        assert "the schemas are broken: schemas/types/customer.yaml:2: not readable as YAML" in outcome.err
    report = company.docctl("check", lang="zh")
    assert report.code == 1
    assert "无法按 YAML 读取" in report.out
    assert "已检查 0 条记录（当前文件）" in report.out


def test_ids_and_types_in_lower_case(ask: Callable[..., Outcome]) -> None:
    assert ask("show", "cus-0001") == ask("show", "CUS-0001")
    assert ask("list", "Customer") == ask("list", "customer")


def test_unknown_ids_and_types(ask: Callable[..., Outcome]) -> None:
    unknown = ask("show", "CUS-9")
    assert unknown.code == 2
    assert unknown.err == "docctl: there is no record CUS-9\n    → list them: docctl list TYPE\n"
    assert "您要找的是 HM-QP-XS001、HM-QP-XS002、HM-QP-XS003 吗？" in ask("show", "xs", lang="zh").err
    assert "现有类型：access-request、" in ask("list", "nope", lang="zh").err
    assert ask("list", "nope").code == 2


def test_a_record_that_cannot_be_read_is_not_called_missing(company: Company) -> None:
    company.write("records/customer/CUS-0001.yaml", b"\x00")
    outcome = company.docctl("show", "CUS-0001", lang="zh")
    assert outcome.code == 1
    assert "无法读取 records/customer/CUS-0001.yaml" in outcome.err


def test_today_is_the_company_s_day(ask: Callable[..., Outcome]) -> None:
    assert ask("register", "G-01", "--format", "json").json["as_of"] == TODAY


def test_an_unreadable_file_is_a_fault_of_the_machine(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    opening = os.open

    def refuse(path: Any, *more: Any, **named: Any) -> int:  # the system's answer, for root too
        if os.fsdecode(path).endswith("CUS-0001.yaml"):
            raise PermissionError(13, "Permission denied", path)
        return opening(path, *more, **named)

    monkeypatch.setattr(os, "open", refuse)
    outcome = company.docctl("check")
    assert outcome.code == 3
    assert "CUS-0001.yaml" in outcome.err


def test_a_pipe_where_a_record_should_be_is_not_read(company: Company) -> None:
    os.mkfifo(company.path / "records/customer/CUS-0999.yaml")
    outcome = company.docctl("check")
    assert outcome.code in {1, 3}
    assert "records/customer/CUS-0999.yaml" in outcome.out + outcome.err
