from __future__ import annotations

from typing import TYPE_CHECKING

from tests.gitrepo import GitRepo

if TYPE_CHECKING:
    from tests.company_repository import Company

NAME = "name=华东精工"


def test_a_number_is_reserved_on_the_server_or_said_to_be_on_this_machine_only(company: Company) -> None:
    server = GitRepo(company.path.parent / "server.git", "--bare")
    company.run("remote", "add", "origin", "../server.git")
    assert company.docctl("new", "customer", NAME).code == 0
    other = GitRepo(company.path.parent / "other")
    other.run("commit-tree", "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "-m", "mine", stdin=b"")
    server.run("update-ref", "refs/docctl/num/CUS-0028", server.text("for-each-ref", "--format=%(objectname)"))
    company.run("config", "docctl.remote", "../nowhere.git")
    away = company.docctl("new", "customer", NAME)
    assert (away.code, away.out) == (3, "")
    assert "no number could be reserved on ../nowhere.git" in away.err
    assert "--offline" in away.err
    alone = company.docctl("new", "customer", NAME, "--offline", lang="zh")
    assert alone.out.startswith("已写入 records/customer/CUS-0028.yaml\n")
    assert alone.err == "CUS-0028 仅在本机预留；如与他人重复，请运行 docctl renumber CUS-0028 新编号\n"
    company.run("config", "--unset", "docctl.remote")
    back = company.docctl("new", "customer", NAME)
    assert back.out.startswith("wrote records/customer/CUS-0029.yaml\n")
    assert "somebody else has it: docctl renumber CUS-0028 NEW" in back.err
    listed = server.text("for-each-ref", "--format=%(refname)").splitlines()
    assert listed == [f"refs/docctl/num/CUS-00{number}" for number in (27, 28, 29)]


def test_a_number_that_goes_while_the_draft_is_made_is_not_taken(company: Company) -> None:
    server = GitRepo(company.path.parent / "server.git", "--bare")
    blob = server.run("hash-object", "-w", "--stdin").decode().strip()
    server.run("update-ref", "refs/docctl/num/CUS-0027", blob)
    company.run("remote", "add", "origin", "../server.git")
    assert "CUS-0027" in company.docctl("new", "customer", "--dry-run").out
    assert company.docctl("new", "customer", NAME).out.startswith("wrote records/customer/CUS-0028.yaml\n")
    chosen = company.docctl("new", "customer", "--id", "CUS-0027", NAME)
    assert (chosen.code, chosen.out) == (2, "")
    assert "CUS-0027 is given away already" in chosen.err
    again = company.docctl("new", "customer", "--id", "CUS-0028", NAME)
    assert again.code == 2
    for number in ("CUS-0029", "CUS-0030", "CUS-0031"):
        server.write(f"refs/docctl/num/{number}.lock", "")
    declined = company.docctl("new", "customer", NAME)
    assert declined.code == 3
    assert "origin reserves no number for you" in declined.err
