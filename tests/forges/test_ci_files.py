"""The CI files that a new company gets: their steps, taken out of them, refuse a wrong record and pass a right one.

What a forge gives its steps stands in `GIVEN`. The step that installs docctl is not run: the running environment stands
on the path in its place, because no package index is asked here.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from tests.company_repository import NOW
from tests.gitrepo import GitRepo
from tests.unit.publish import small_company

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tools/docctl/start/ci"
INSTALL = 'pip install "docctl==@VERSION@"'
BASE = "${{ github.event.pull_request.base.sha || github.event.before }}"
NOTE = "records/note/N-4.yaml"
NOTHING_BEFORE = "0" * 40
# Beyond these, no action of somebody else runs.
ACTIONS = {"actions/checkout@v4", "actions/setup-python@v5", "actions/upload-artifact@v4", "actions/upload-artifact@v3"}


@dataclass(frozen=True)
class Script:
    """A step: what the shell runs, and the variables that the file gives it."""

    text: str
    variables: dict[str, str]


def given(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def workflow_steps(name: str) -> list[Script]:
    """The steps of a workflow of GitHub or Gitea."""
    (job,) = given(name)["jobs"].values()
    return [Script(step["run"], step.get("env", {})) for step in job["steps"] if "run" in step]


def gitlab_steps(name: str) -> list[Script]:
    """The lines before the script, and those of the script, each in a shell of its own as GitLab runs them."""
    job = given(name)["docctl"]
    return [Script("\n".join(job[part]), {}) for part in ("before_script", "script")]


def jenkins_steps(name: str) -> list[Script]:
    """What the pipeline hands to the shell."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    found = re.findall(r"^ *sh (?:'''(.*?)'''|'([^'\n]*)')$", text, re.DOTALL | re.MULTILINE)
    assert len(found) == len(re.findall(r"\bsh\b", text))
    return [Script(long or short, {}) for long, short in found]


READERS: dict[str, Callable[[str], list[Script]]] = {
    "github.yml": workflow_steps,
    "gitea.yml": workflow_steps,
    "gitlab.yml": gitlab_steps,
    "Jenkinsfile": jenkins_steps,
}


@dataclass(frozen=True)
class Workspace:
    """A clone as a forge checks it out: a change on top of what the main line holds."""

    repository: GitRepo
    base: str

    def variables(self, name: str, *, first: bool = False) -> dict[str, str]:
        """What the forge gives the steps of a change, or of the first push."""
        base = NOTHING_BEFORE if first else self.base
        summary = str(self.repository.path.parent / "summary.md")
        return {
            "github.yml": {"BASE": base},
            "gitea.yml": {"BASE": base, "GITHUB_STEP_SUMMARY": summary},
            "gitlab.yml": {"CI_COMMIT_BEFORE_SHA": NOTHING_BEFORE}
            | ({} if first else {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base}),
            "Jenkinsfile": {"WORKSPACE_TMP": f"{self.repository.path}@tmp"}
            | ({} if first else {"CHANGE_TARGET": "main"}),
        }[name]

    def run(self, name: str, **more: Any) -> subprocess.CompletedProcess[str]:
        """The steps one after the other, until one fails."""
        done = subprocess.CompletedProcess[str]([], 0, "", "")
        for script in READERS[name](name):
            if INSTALL in script.text:
                continue
            assert set(script.variables.values()) <= {BASE}
            done = self._shell(script.text, self.variables(name, **more))
            if done.returncode:
                break
        return done

    def _shell(self, text: str, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
        path = f"{Path(sys.executable).parent}{os.pathsep}{self.repository.environment['PATH']}"
        environment = {**self.repository.environment, "PATH": path, "DOCCTL_LANG": "en", "SOURCE_DATE_EPOCH": NOW}
        return subprocess.run(
            ["sh", "-eu", "-c", text], cwd=self.repository.path, env={**environment, **variables},
            capture_output=True, text=True, check=False,
        )  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> GitRepo:
    """The main line of a small company."""
    company = GitRepo(tmp_path_factory.mktemp("server") / "company")
    for path, content in small_company.company_files().items():
        company.write(path, content)
    for name in ("mkdocs.yml", ".gitattributes", ".gitignore"):
        company.write(name, (ROOT / name).read_bytes())
    company.commit("The company")
    return company


@pytest.fixture
def workspace(server: GitRepo, tmp_path: Path) -> Workspace:
    """A clone with nothing changed yet."""
    server.run("clone", "--quiet", str(server.path), str(tmp_path / "workspace"))
    repository = GitRepo(tmp_path / "workspace")
    return Workspace(repository, repository.text("rev-parse", "HEAD"))


def change(workspace: Workspace, number: str, level: str = "普通级", after: str = "N-3") -> None:
    """Commit a note."""
    content = small_company.note(number, level, "Fourth", after)
    workspace.repository.write(f"records/note/{number}.yaml", content)
    workspace.repository.commit("Change")


# The files themselves


@pytest.mark.parametrize(
    ("name", "schema"),
    [("github.yml", "github-workflows"), ("gitea.yml", "github-workflows"), ("gitlab.yml", "gitlab-ci")],
)
def test_a_file_has_the_published_shape(name: str, schema: str) -> None:
    program = Path(sys.executable).with_name("check-jsonschema")
    done = subprocess.run(
        [str(program), "--builtin-schema", f"vendor.{schema}", str(FOLDER / name)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", READERS)
def test_one_step_installs_the_pinned_docctl(name: str) -> None:
    assert [INSTALL in step.text for step in READERS[name](name)].count(True) == 1
    assert (FOLDER / name).read_text(encoding="utf-8").count("@LANGUAGE@") == 1


@pytest.mark.parametrize("name", ["github.yml", "gitea.yml"])
def test_no_actions_but_these_and_no_value_of_a_change_in_a_script(name: str) -> None:
    (job,) = given(name)["jobs"].values()
    assert {step["uses"] for step in job["steps"] if "uses" in step} <= ACTIONS
    assert not [step.text for step in workflow_steps(name) if "${{" in step.text]


def test_every_file_is_tried() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(READERS)


# Their steps


@pytest.mark.parametrize("name", READERS)
def test_a_wrong_record_is_refused(name: str, workspace: Workspace) -> None:
    change(workspace, "N-4", level="没有的密级")
    done = workspace.run(name)
    assert done.returncode == 1
    assert "engine.record-invalid" in done.stdout
    assert not (workspace.repository.path / "build/site").exists()


@pytest.mark.parametrize("name", READERS)
def test_a_right_record_that_changed_wrongly_is_refused(name: str, workspace: Workspace) -> None:
    change(workspace, "N-4", after="N-2")
    done = workspace.run(name)
    assert done.returncode == 1
    assert "engine.correction-missing" in done.stdout


@pytest.mark.parametrize("name", READERS)
def test_a_right_record_passes_and_the_site_is_built(name: str, workspace: Workspace) -> None:
    change(workspace, "N-5")
    done = workspace.run(name)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (workspace.repository.path / "build/site/index.html").is_file()
    assert workspace.repository.text("status", "--porcelain") == ""


@pytest.mark.parametrize("name", READERS)
def test_a_first_push_is_judged_by_itself(name: str, workspace: Workspace) -> None:
    change(workspace, "N-4", level="没有的密级")
    done = workspace.run(name, first=True)
    assert done.returncode == 1
    assert "(work tree)" in done.stdout


def test_each_forge_gets_what_it_shows(workspace: Workspace) -> None:
    change(workspace, "N-4", level="没有的密级")
    folder = workspace.repository.path
    assert f"::error file={NOTE},line=" in workspace.run("github.yml").stdout
    workspace.run("gitea.yml")
    assert f"| error | {NOTE}&#58;" in (folder.parent / "summary.md").read_text(encoding="utf-8")
    workspace.run("gitlab.yml")
    report = given("gitlab.yml")["docctl"]["artifacts"]["reports"]["codequality"]
    assert NOTE in (folder / report).read_text(encoding="utf-8")
    workspace.run("Jenkinsfile")
    results = ET.parse(folder / "build/docctl-junit.xml").getroot()  # noqa: S314 - our own text
    assert "junit 'build/docctl-junit.xml'" in (FOLDER / "Jenkinsfile").read_text(encoding="utf-8")
    assert [failure.get("type") for failure in results.iter("failure")] == ["engine.record-invalid"]
