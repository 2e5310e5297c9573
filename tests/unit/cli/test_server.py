"""Setting a server up, looking after it, and letting people in."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from docctl.cli.main import run
from docctl.git import Repository
from docctl.git.settings import read_settings
from tests.depot import ORDER
from tests.depot import Scene
from tests.depot import library
from tests.depot import line
from tests.gitrepo import GitRepo
from tests.gitrepo import isolate
from tests.shop import ORDER as ORDER_TYPE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(tmp_path_factory.mktemp("scene"))


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    isolate(monkeypatch, tmp_path / "home")
    monkeypatch.setenv("DOCCTL_LANG", "en")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795233600")


@pytest.fixture
def server(tmp_path: Path) -> GitRepo:
    return GitRepo(tmp_path / "server.git", "--bare")


def codes(text: str) -> set[str]:
    return set(re.findall(r" \[([A-Z0-9_-]+)\] ", text))


def test_what_is_installed_is_found_to_be_right(server: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(server.path)
    assert run(["server", "check", path]) == 1
    assert {"SERVER_SETTING", "SERVER_HOOK", "SERVER_SEED", "SERVER_SIGNERS"} <= codes(capsys.readouterr().out)
    assert run(["server", "install", path, "--dry-run"]) == 0
    assert not (server.path / "hooks/pre-receive").exists()
    for _ in range(2):
        assert run(["server", "install", path, "--root", "sha256:" + "AB" * 32]) == 0
        assert run(["server", "check", path]) == 0
    assert capsys.readouterr().out.endswith("is guarded\n")
    assert (server.path / "config").stat().st_mode & 0o777 == 0o600
    found = read_settings(Repository.open(path))
    assert found["docctl.root"] == ["sha256:" + "ab" * 32]
    assert found["transfer.hiderefs"] == ["refs/docctl", "!refs/docctl/num"]


def test_the_hook_answers_in_the_language_of_who_installed_it(server: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCCTL_LANG", "zh")
    assert run(["server", "install", str(server.path)]) == 0
    assert ":-zh}" in (server.path / "hooks/pre-receive").read_text(encoding="utf-8")
    monkeypatch.setenv("DOCCTL_LANG", "en")
    assert run(["server", "check", str(server.path)]) == 0


def test_tampering_is_found_and_mended(server: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    path, hook = str(server.path), server.path / "hooks/pre-receive"
    assert run(["server", "install", path]) == 0
    script = hook.read_bytes()
    server.run("config", "receive.fsckObjects", "false")
    server.run("config", "--add", "transfer.hideRefs", "!refs/docctl")
    server.run("config", "core.hooksPath", "elsewhere")
    hook.unlink()
    hook.symlink_to("/bin/true")
    (server.path / "refs").chmod(0o777)
    capsys.readouterr()
    assert run(["server", "check", path]) == 1
    said = capsys.readouterr().out
    assert codes(said) == {"SERVER_SETTING", "SERVER_FORBIDDEN", "SERVER_HOOK", "SERVER_OWNER"}
    assert f"docctl server install {path}" in said
    server.run("config", "--unset", "core.hooksPath")
    (server.path / "refs").chmod(0o755)
    assert run(["server", "install", path]) == 0
    assert run(["server", "check", path]) == 0
    assert hook.read_bytes() == script


@pytest.mark.parametrize("root", ["x", "sha256:" + "a" * 63, "g" * 64])
def test_a_root_is_a_digest(root: str, server: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["server", "install", str(server.path), "--root", root]) == 2
    assert "is no SHA-256" in capsys.readouterr().err


def test_only_a_bare_repository_is_a_server(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["server", "install", str(GitRepo(tmp_path / "work").path)]) == 2
    assert "no library of a server" in capsys.readouterr().err


@pytest.mark.parametrize("asked", ["", "id", "git-upload-pack '/etc'", "git-upload-archive 'server.git'"])
def test_a_connection_for_anything_else_ends(
    asked: str, server: GitRepo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SSH_ORIGINAL_COMMAND", asked)
    assert run(["server", "ssh", "P-1", str(server.path)]) == 2
    assert "only pushes to and fetches from one library" in capfd.readouterr().err


def test_a_connection_is_served_without_what_the_client_says_of_itself(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("SSH_ORIGINAL_COMMAND", f"git-upload-pack '{scene.server.path.name}'")
    monkeypatch.setenv("GIT_PROTOCOL", "version=2")
    code = run(["server", "ssh", "P-1", str(scene.server.path)])
    said = capfdbinary.readouterr().out
    assert b"refs/heads/main" in said
    assert b"version 2" not in said
    assert code != 1  # nobody was there to answer


def test_everybody_enrolled_has_a_line(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(scene.server.path)
    assert run(["server", "keys", path]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [given.rpartition(" ")[2] for given in lines] == ["P-1", "P-2", "P-3"]
    assert all(given.startswith('restrict,command="') and f' {path}" ' in given for given in lines)
    assert line("P-3") in lines[2]
    assert run(["server", "check", path]) == 1
    assert codes(capsys.readouterr().out) == {"SERVER_SIGNERS"}
    assert run(["server", "install", path]) == 0
    signers = (scene.server.path / "docctl/allowed_signers").read_text(encoding="ascii")
    assert f'P-3 namespaces="git" {line("P-3")}\n' in signers
    assert run(["server", "check", path]) == 0


def test_an_empty_library_lets_nobody_in(server: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["server", "keys", str(server.path)]) == 0
    assert capsys.readouterr().out == ""


def test_the_digest_is_that_of_the_files_or_of_a_commit(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(scene.clone.path)
    for arguments in ([path], [path, "--rev", "HEAD"], [str(scene.server.path)]):
        assert run(["server", "rules", *arguments]) == 0
    files, commit, server = capsys.readouterr().out.split()
    held = {name: data for name, data in library().items() if name.startswith("schemas/") or name == ".gitattributes"}
    listed = "".join(
        f"{hashlib.sha256(held[name]).hexdigest()}  {name}\n" for name in sorted(held) if name != "schemas/policy.yaml"
    )
    assert files == commit == server == "sha256:" + hashlib.sha256(listed.encode()).hexdigest()
    (scene.clone.path / ORDER).write_text(ORDER_TYPE + "# more\n", encoding="utf-8")
    assert run(["server", "rules", path]) == 0
    assert capsys.readouterr().out.strip() != files
    scene.clone.run("checkout", "--", ORDER)
