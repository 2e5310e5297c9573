from __future__ import annotations

import json
import shutil
import subprocess
from functools import reduce
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization import NoEncryption
from cryptography.hazmat.primitives.serialization import PrivateFormat
from cryptography.hazmat.primitives.serialization import PublicFormat

from docctl import packaged
from docctl.cli import prompts
from docctl.cli.first_files import FORGES
from docctl.git import GitError
from docctl.git import repository
from tests.company_repository import NOW
from tests.company_repository import Company
from tests.company_repository import Outcome
from tests.gitrepo import IDENTITY
from tests.gitrepo import GitRepo

if TYPE_CHECKING:
    from pathlib import Path

NAME = '某某: "公司" # 1'
MAILS = {"a": IDENTITY["GIT_COMMITTER_EMAIL"], "b": "b@example.invalid"}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """A folder with the keys of two administrators and the library that they began and signed: not to be changed."""
    found = Company(tmp_path_factory.mktemp("begun") / "here")
    for seed, name in enumerate(("a", "b")):
        key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        private = key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
        (found.path / name).write_bytes(private)
        (found.path / name).chmod(0o600)
        (found.path / f"{name}.pub").write_bytes(key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH))
    assert begin(found).code == 0
    library = Company(found.path / "new")
    for line in steps(begin_lines(found)):
        outcome = library.docctl(*line.split()[1:], "--key", str(found.path / key_of(line)))
        assert outcome.code == 0, outcome.err
    library.commit("The library begins")
    return found


@pytest.fixture
def here(begun: Company, tmp_path: Path) -> Company:
    """A folder with the keys of two administrators."""
    shutil.copytree(begun.path, tmp_path / "here", ignore=shutil.ignore_patterns("new"))
    return Company(tmp_path / "here")


@pytest.fixture
def new(begun: Company, tmp_path: Path) -> Company:
    """A library that began, with everything signed that has to be, and committed."""
    shutil.copytree(begun.path / "new", tmp_path / "new")
    return Company(tmp_path / "new")


def begin(here: Company, *more: str, lang: str = "zh", administrators: str = "ab") -> Outcome:
    people = [f"--administrator=管理员{name} <{MAILS[name]}>={here.path / name}.pub" for name in administrators]
    return here.docctl("init", "new", "--company", NAME, *people, *more, lang=lang)


def begin_lines(here: Company) -> list[str]:
    return (here.path / "new/README.md").read_text(encoding="utf-8").splitlines()


def steps(lines: list[str]) -> list[str]:
    return [line.strip(" -`") for line in lines if line.startswith("   - `docctl keys")]


def key_of(line: str) -> str:
    return {"P-001": "a", "P-002": "b"}[line.rpartition(" ")[2]]


def test_a_library_begins_signed_is_right_and_takes_a_record(begun: Company, new: Company) -> None:
    outcome = new.docctl("check")
    assert (outcome.code, outcome.out.splitlines()[-1]) == (0, "3 records checked (work tree): 0 errors, 0 warnings")
    (line,) = [line for line in begin_lines(begun) if "docctl new department" in line]
    made = new.docctl(*line.partition("`docctl ")[2].partition("`")[0].split())
    assert made.code == 0, made.err
    assert new.docctl("check").code == 0


def test_the_hooks_judge_the_first_commit_of_a_wrong_record(new: Company) -> None:
    new.write("records/department/QA.yaml", "id: QA\ntype: department\n")
    new.run("add", "--all")
    assert "name" in new.docctl("hook", "pre-commit").err
    assert (new.path / ".git/hooks/pre-commit").is_file()
    assert (new.path / ".git/hooks/commit-msg").is_file()


def test_what_comes_next_is_said_and_stands_in_the_readme(here: Company) -> None:
    outcome = begin(here)
    assert outcome.code == 0
    lines = [line.strip() for line in outcome.out.splitlines()]
    assert [line for line in lines if line.startswith("docctl keys")] == steps(begin_lines(here))
    assert lines[-1] == "git commit"
    assert NAME in begin_lines(here)[0]


@pytest.mark.parametrize(("language", "title"), [("zh", "# 某某"), ("en", "# The library of")])
def test_the_readme_is_in_the_language_of_the_company(here: Company, language: str, title: str) -> None:
    assert begin(here, "--language", language).code == 0
    assert begin_lines(here)[0].startswith(title)
    policy = (here.path / "new/schemas/policy.yaml").read_text(encoding="utf-8")
    assert f"languages: [{language}, " in policy


def test_the_files_of_every_forge_are_written_unless_one_is_named(here: Company) -> None:
    assert begin(here).code == 0
    assert all((here.path / "new" / path).is_file() for _, path in FORGES.values())


def test_a_forge_can_be_chosen(here: Company) -> None:
    assert begin(here, "--forge", "gitlab").code == 0
    assert [name for name, (_, path) in FORGES.items() if (here.path / "new" / path).exists()] == ["gitlab"]


def test_an_editor_finds_a_schema_for_each_type(here: Company) -> None:
    assert begin(here).code == 0
    settings = json.loads((here.path / "new/.vscode/settings.json").read_text(encoding="utf-8"))
    for file in settings["yaml.schemas"]:
        assert (here.path / "new" / file).is_file()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--profile", "shop"), "profiles"),
        (("--profile", "shop"), "请重新指明或去掉 --profile"),
        (("--address", "ftp://a b"), "base_url"),
        (("--address", "ftp://a b"), "请重新指明：--address https://docs.example.com"),
        (("--administrator", "丙"), "姓名=公钥文件"),
        (("--administrator", "丙=/no/such.pub"), "无法读取"),
        (("--administrator", "丙={key}"), "不是可用的公钥文件"),
        (("--administrator", "丙=/no/such.pub"), "请指定公钥文件"),
        (("--administrator", "丙={weak}"), "不是可用的公钥文件：密钥强度不足\n    → 请使用 Ed25519"),
        (("--administrator", "丙={key}.pub"), "至少要有两名"),
        (("--administrator", "丙 c@x.com={key}.pub"), "邮箱须放在尖括号内：姓名 <邮箱>=公钥文件"),
        (("--administrator", "丙 <B@EXAMPLE.invalid>={other}"), "管理员b 与 丙 的邮箱相同（B@EXAMPLE.invalid）"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_left(here: Company, more: tuple[str, str], said: str) -> None:
    written: dict[str, rsa.RSAPublicKey | Ed25519PublicKey] = {
        "{weak}": rsa.generate_private_key(65537, 2048).public_key(),
        "{other}": Ed25519PrivateKey.generate().public_key(),
    }
    for name, key in written.items():
        (here.path / name).write_bytes(key.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH))
    places = {"{key}": here.path / "a", **{name: here.path / name for name in written}}
    given = [reduce(lambda part, name: part.replace(name, str(places[name])), places, part) for part in more]
    outcome = begin(here, *given)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err
    assert not (here.path / "new").exists()


def test_one_administrator_is_too_few(here: Company) -> None:
    outcome = begin(here, administrators="a", lang="en")
    assert outcome.code == 2
    assert "two administrators" in outcome.err


def test_the_company_must_be_named_where_nobody_can_be_asked(here: Company) -> None:
    outcome = here.docctl("init", "new")
    assert outcome.code == 2
    assert "--company" in outcome.err


def test_on_a_terminal_it_asks(here: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prompts, "on_terminal", lambda: True)
    key = f"{here.path}/{{}}.pub"
    answers = ["公司", "甲", "a@x.com", key.format("a"), "乙", "", key.format("b"), "", "https://docs.example.com"]
    outcome = here.docctl("init", "new", lang="zh", stdin="\n".join(answers) + "\n")
    assert outcome.code == 0, outcome.err
    policy = (here.path / "new/schemas/policy.yaml").read_text(encoding="utf-8")
    assert 'base_url: "https://docs.example.com"' in policy
    people = [(here.path / f"new/records/person/P-00{number}.yaml").read_text(encoding="utf-8") for number in (1, 2)]
    assert ['git_identity: "a@x.com"\n' in text for text in people] == [True, False]


def test_a_dry_run_names_the_files_and_writes_none(here: Company) -> None:
    outcome = begin(here, "--dry-run", lang="en")
    assert outcome.code == 0
    assert "would write schemas/policy.yaml" in outcome.out
    assert not (here.path / "new").exists()


def test_what_is_there_stays(here: Company) -> None:
    here.write("new/a.txt", "a")
    assert begin(here).code == 2
    assert [path.name for path in (here.path / "new").iterdir()] == ["a.txt"]


def test_half_a_library_is_taken_away(here: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise GitError("disk full")

    monkeypatch.setattr(repository, "init", broken)
    assert begin(here).code != 0
    assert not (here.path / "new").exists()


def test_the_first_day_is_that_of_the_company_not_of_greenwich(here: Company) -> None:
    evening = "1795291200"  # 20:00 on 2026-11-21 in Greenwich, when it is the next day in Shanghai
    people = [f"--administrator=甲{name}={here.path / name}.pub" for name in "ab"]
    assert here.docctl("init", "new", "--company", "公司", *people, SOURCE_DATE_EPOCH=evening).code == 0
    assert "created_on: 2026-11-22\n" in (here.path / "new/records/person/P-001.yaml").read_text(encoding="utf-8")


# The editor


def test_the_fields_are_explained_in_the_chosen_language(new: Company) -> None:
    file = new.path / ".vscode/schemas/customer.json"
    for language, title in (("zh", "企业名称"), ("en", "Company name")):
        assert new.docctl("editor", lang=language).code == 0
        schema = json.loads(file.read_text(encoding="utf-8"))
        assert schema["properties"]["name"]["title"] == title
        assert "title" not in schema["properties"]  # a computed field is not written
        assert "x-" not in json.dumps([*schema, *schema["properties"]["name"]])
    kinds = json.loads(file.read_text(encoding="utf-8"))["properties"]["party_kind"]["items"]
    assert kinds["enumDescriptions"][kinds["enum"].index("客户")] == "customer"


def test_settings_that_are_there_stay(new: Company) -> None:
    new.write(".vscode/settings.json", "{}")
    assert new.docctl("editor").code == 0
    assert (new.path / ".vscode/settings.json").read_text(encoding="utf-8") == "{}"
    (new.path / ".vscode/settings.json").unlink()
    assert "would write" in new.docctl("editor", "--dry-run").out
    assert not (new.path / ".vscode/settings.json").exists()
    assert new.docctl("editor").code == 0
    assert (new.path / ".vscode/settings.json").is_file()


# The upgrade


def test_nothing_is_to_be_done_where_the_types_are_the_installed_ones(new: Company) -> None:
    assert new.docctl("upgrade").out == "the types are those of docctl 0.1.0\n"


def outdated(new: Company) -> None:
    """The policy as an older docctl wrote it."""
    path = new.path / "schemas/policy.yaml"
    text = path.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("packaged:"))
    path.write_text(text.replace(line, "packaged: sha256:" + "0" * 64), encoding="utf-8")


def test_an_upgrade_is_judged_first_and_is_the_next_version(new: Company) -> None:
    outdated(new)
    before = new.docctl("check")
    assert before.code == 1
    assert "SCHEMA_PACKAGED" in before.out
    dry = new.docctl("upgrade", "--dry-run")
    assert "3 records checked" in dry.out
    assert new.docctl("check").code == 1
    done = new.docctl("upgrade")
    assert done.code == 0
    assert "docctl keys enact" in done.out
    policy = (new.path / "schemas/policy.yaml").read_text(encoding="utf-8")
    assert "\nversion: 2\n" in policy
    assert "SCHEMA_PACKAGED" not in new.docctl("check").out


@pytest.fixture
def older(tmp_path: Path) -> dict[str, str]:
    """What has a process run a docctl that brings other schemas than this one."""
    place = tmp_path / "older"
    ignored = shutil.ignore_patterns("__pycache__")
    for part in ("tools/docctl", "schemas", "site"):
        shutil.copytree(packaged.CHECKOUT / part, place / part, ignore=ignored)
    shutil.copy(packaged.CHECKOUT / "mkdocs.yml", place)
    with (place / "schemas/parameters.yaml").open("a", encoding="utf-8") as file:
        file.write("# as it was\n")
    return {"PYTHONPATH": str(place / "tools"), "PYTHONDONTWRITEBYTECODE": "1", "SOURCE_DATE_EPOCH": later(1)}


def later(minutes: int) -> str:
    """A moment after that of the first signatures."""
    return str(int(NOW) + 60 * minutes)


def test_a_server_takes_the_signed_upgrade_and_nothing_before_it(
    new: Company, begun: Company, older: dict[str, str], tmp_path: Path
) -> None:
    assert new.process("upgrade", cwd=None, **older).code == 0
    enact(new, begun, older)
    new.run("add", "--all")
    new.run("commit", "--quiet", "--message=As an older docctl kept it", env=older)
    server = GitRepo(tmp_path / "server.git", "--bare")
    new.run("push", "--quiet", str(server.path), "main")
    assert new.docctl("server", "install", str(server.path)).code == 0
    assert "RULES_BROKEN" in pushed(new, server)
    assert new.docctl("upgrade").code == 0
    assert "POLICY_PROTECTED" in pushed(new, server)
    enact(new, begun, {"SOURCE_DATE_EPOCH": later(2)})
    assert pushed(new, server) == ""
    assert new.docctl("check").code == 0
    assert "SCHEMA_PACKAGED" in new.process("check", cwd=None, **older).out


def enact(new: Company, begun: Company, variables: dict[str, str]) -> None:
    """Both administrators sign the policy."""
    for person, key in (("P-001", "a"), ("P-002", "b")):
        act = ("keys", "enact", "--as", person, "--key", str(begun.path / key))
        outcome = new.process(*act, cwd=None, **variables)
        assert outcome.code == 0, outcome.err


def pushed(new: Company, server: GitRepo) -> str:
    """What a push of everything, past the hooks here, is refused for; nothing if it is taken."""
    new.run("add", "--all")
    new.run("commit", "--quiet", "--no-verify", "--allow-empty", "--message=Next")
    variables = {**new.environment, "DOCCTL_PERSON": "P-001", "SOURCE_DATE_EPOCH": later(3), "DOCCTL_LANG": "en"}
    done = subprocess.run(
        ["git", "push", str(server.path), "main"],
        cwd=new.path, env=variables, capture_output=True, check=False,
    )  # fmt: skip
    return done.stderr.decode() if done.returncode else ""


def test_a_policy_that_nobody_signed_stays_the_same_version(here: Company) -> None:
    assert begin(here).code == 0
    new = Company(here.path / "new")
    outdated(new)
    assert new.docctl("upgrade").code == 0
    assert "\nversion: 1\n" in (new.path / "schemas/policy.yaml").read_text(encoding="utf-8")


def test_records_that_the_new_types_refuse_are_named(new: Company) -> None:
    outdated(new)
    new.write("records/department/QA.yaml", "id: QA\ntype: department\n")
    outcome = new.docctl("upgrade", "--dry-run")
    assert outcome.code == 1
    assert "records/department/QA.yaml" in outcome.out


def test_a_library_with_its_own_types_has_nothing_to_move(company: Company) -> None:
    outcome = company.docctl("upgrade")
    assert outcome.code == 2
    assert "all its own" in outcome.err


def test_a_policy_in_a_form_that_cannot_be_changed_in_place_is_left_alone(new: Company) -> None:
    outdated(new)
    path = new.path / "schemas/policy.yaml"
    text = path.read_text(encoding="utf-8").replace("packaged: sha256", "packaged: >-\n  sha256")
    path.write_text(text, encoding="utf-8")
    outcome = new.docctl("upgrade")
    assert outcome.code == 2
    assert "cannot be changed in place" in outcome.err
    assert path.read_text(encoding="utf-8") == text
