"""What a push waits for: the server's hook, beside the same push into the same library without one."""

from __future__ import annotations

import shutil
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.corpus import git
from benchmarks.measure import Line
from benchmarks.measure import Run
from benchmarks.measure import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.cases import Bench

PERSON, _MAIL = "P-001", "person0@example.com"
# Files pushed at once, and the seconds that the hook may take for them.
SIZES = {1: 1.0, 5_000: 5.0}
_TYPES = ("customer", "certificate")


def pushes(bench: Bench, docctl: str) -> Iterator[Line]:
    """The seconds of the hook, for one file and for many; the largest library is measured."""
    size = max(bench.sizes)
    lab = Lab(bench.library(size), bench.work / f"{size}-pushes", docctl)
    for files, budget in SIZES.items():
        commit = lab.changed(f"changes-{files}", lab.paths[:files])
        cases = {name: lambda name=name, commit=commit: lab.push(name, commit) for name in ("guarded", "plain")}
        runs = bench.alternate(f"push-{size}-{files}", cases)
        pairs = [(one.wall, other.wall) for one, other in zip(runs["guarded"], runs["plain"], strict=True)]
        note = (
            f"whole push {median(one for one, _ in pairs):.2f} s, without hook {median(two for _, two in pairs):.2f} s"
        )
        taken = median(one - other for one, other in pairs)
        yield Line(f"hook of a push of {files} files into {size}", taken, budget, unit="s", note=note)


class Lab:
    """Two servers with one library, guarded and not, and a clone that pushes to them."""

    def __init__(self, library: Path, folder: Path, docctl: str) -> None:
        """Make them; the guarded one has judged a push into its library before, as any server in use has."""
        folder.mkdir()
        self.folder, self.clone = folder, folder / "clone"
        git(folder, "clone", "--quiet", str(library), str(self.clone))
        for name in ("guarded", "plain"):
            git(folder, "clone", "--quiet", "--bare", str(library), str(folder / name))
        run((docctl, "server", "install", str(folder / "guarded")), folder)
        run((docctl, "-C", str(folder / "guarded"), "check"), folder)
        self.base = (self.clone / ".git" / "refs" / "heads" / "main").read_text(encoding="utf-8").strip()
        self.paths = [path for kind in _TYPES for path in sorted((self.clone / "records" / kind).iterdir())]
        self._push("guarded", self.changed("before", self.paths[-1:]))
        shutil.copytree(folder / "guarded" / "docctl", folder / "kept")

    def changed(self, branch: str, paths: list[Path]) -> str:
        """A branch on which a commit changes some records."""
        git(self.clone, "checkout", "--quiet", "-b", branch, "origin/main")
        for path in paths:
            path.write_text(path.read_text(encoding="utf-8") + "title_en: Changed\n", encoding="utf-8")
        identity = ("-c", f"user.name={PERSON}", "-c", f"user.email={_MAIL}")
        run(("git", *identity, "commit", "--quiet", "--all", f"--message=Change {len(paths)} records"), self.clone)
        return branch

    def push(self, name: str, branch: str) -> Run:
        """One push into a server, which then forgets it."""
        taken = self._push(name, branch)
        if name == "guarded":
            shutil.rmtree(self.folder / name / "docctl")
            shutil.copytree(self.folder / "kept", self.folder / name / "docctl")
        return taken

    def _push(self, name: str, branch: str) -> Run:
        server = self.folder / name
        command = ("env", f"DOCCTL_PERSON={PERSON}", "git", "push", "--quiet", str(server), f"{branch}:main")
        taken = run(command, self.clone)
        git(server, "update-ref", "refs/heads/main", self.base)
        return taken
