"""What is measured: each case yields lines with the budget of DESIGN section 14 beside the result."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import field
from itertools import count
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks import companies
from benchmarks.commits import history
from benchmarks.corpus import Corpus
from benchmarks.corpus import git
from benchmarks.corpus import write
from benchmarks.measure import Line
from benchmarks.measure import Run
from benchmarks.measure import alternate
from benchmarks.measure import per_record
from benchmarks.measure import ratio_of
from benchmarks.measure import run
from benchmarks.measure import run_for_output
from benchmarks.pushes import pushes
from benchmarks.stored import export
from benchmarks.verification import signatures
from docctl.cli.hook import _SCRIPT

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
DOCCTL = str(Path(PYTHON).with_name("docctl"))
PEER = str(Path(PYTHON).with_name("check-jsonschema"))
# Linux allows far more, but a longer line of arguments is no longer what anyone types or a hook manager sends.
MOST_ARGUMENTS = 5_000
CHANGED = 10


@dataclass
class Bench:
    """One session: where libraries are generated, how often to measure, where raw rows go."""

    work: Path
    sizes: tuple[int, ...]
    rounds: int
    rows: Path
    made: dict[Corpus, Path] = field(default_factory=dict)

    def library(self, size: int, shape: str = "random") -> Path:
        """The repository of a size, generated on first use."""
        corpus = Corpus(size, shape=shape)
        if corpus not in self.made:
            print(f"… generating {size} records ({shape} references)", file=sys.stderr, flush=True)
            self.made[corpus] = write(corpus.files(), self.work / f"{size}-{shape}")
        return self.made[corpus]

    def alternate(self, name: str, cases: Mapping[str, Callable[[], Run]]) -> dict[str, list[Run]]:
        """Measure cases in turn and keep the raw rows."""
        print(f"… {name}: {self.rounds} rounds of {', '.join(cases)}", file=sys.stderr, flush=True)
        measured = alternate(cases, self.rounds)
        self.keep(name, {case: [run._asdict() for run in runs] for case, runs in measured.items()})
        return measured

    def keep(self, name: str, rows: object) -> None:
        """Write raw rows beside those of the other cases."""
        self.rows.mkdir(parents=True, exist_ok=True)
        (self.rows / f"{name}.json").write_text(json.dumps(rows, indent=1), encoding="utf-8")

    def keep_lines(self, lines: list[Line]) -> None:
        """Write the results that were printed."""
        self.keep("lines", [asdict(line) for line in lines])


def check(folder: Path) -> Callable[[], Run]:
    """A whole `docctl check` of a repository that was never checked."""

    def measured() -> Run:
        shutil.rmtree(folder / ".git" / "docctl", ignore_errors=True)
        return again(folder)()

    return measured


def again(folder: Path) -> Callable[[], Run]:
    """A `docctl check` of a repository as the one before left it."""
    return lambda: run((DOCCTL, "-C", str(folder), "check", "--as-of", "2026-06-30"), folder)


def floor(folder: Path) -> Callable[[], Run]:
    """The floor over the same bytes; the process around it does not count."""

    def measured() -> Run:
        around, printed = run_for_output((PYTHON, "-m", "benchmarks.floor", str(folder)), ROOT)
        given = json.loads(printed)
        if given["valid"] != given["records"]:
            raise RuntimeError(f"the floor finds {given['valid']} of {given['records']} records valid")
        return Run(sum(given[step] for step in ("read", "parse", "validate")), given["cpu"], around.rss)

    return measured


def peer(bench: Bench, folder: Path) -> Callable[[], Run]:
    """check-jsonschema over the same YAML, one call for each type."""
    place = bench.work / f"peer-{folder.name}"
    calls = export(str(folder), place)

    def measured() -> Run:
        runs = [
            run((PEER, "--no-cache", "--schemafile", str(schema), *names[first : first + MOST_ARGUMENTS]), place)
            for schema, names in calls
            for first in range(0, len(names), MOST_ARGUMENTS)
        ]
        return Run(sum(r.wall for r in runs), sum(r.cpu for r in runs), max(r.rss for r in runs))

    return measured


def against_floor(bench: Bench) -> Iterator[Line]:
    """A cold check over the floor."""
    for size in bench.sizes:
        folder = bench.library(size)
        runs = bench.alternate(f"floor-{size}", {"check": check(folder), "floor": floor(folder)})
        yield from _pair(runs["check"], runs["floor"], f"check {size} / floor (yaml-rs)", 6.0, size)


def catalogue(bench: Bench) -> Iterator[Line]:
    """A cold check over the floor, where every type of the catalogue has its share."""
    for size in bench.sizes:
        folder = write(companies.files(size), bench.work / f"{size}-companies")
        runs = bench.alternate(f"catalogue-{size}", {"check": check(folder), "floor": floor(folder)})
        records = sum(map(companies.is_record, companies.files(size)))
        yield from _pair(runs["check"], runs["floor"], f"check {size} of all types / floor (yaml-rs)", 6.0, records)


def warm(bench: Bench) -> Iterator[Line]:
    """A check after one that found the same, over that one; and one after ten records were changed."""
    size = max(bench.sizes)
    cold, kept = bench.library(size), bench.work / f"{size}-warm"
    shutil.copytree(cold, kept)
    names = sorted((kept / "records" / "customer").iterdir())[:CHANGED]
    rounds = count()

    def edited() -> Run:
        number = next(rounds)
        for name in names:
            text = name.read_text(encoding="utf-8").partition("title_en: ")[0]
            name.write_text(f"{text}title_en: Changed {number}\n", encoding="utf-8")
        return again(kept)()

    status = ("git", "status", "--porcelain")
    cases = {"cold": check(cold), "edited": edited, "warm": again(kept), "status": lambda: run(status, kept)}
    runs = {name: [r.wall for r in found] for name, found in bench.alternate(f"warm-{size}", cases).items()}
    note = f"{median(runs['warm']) * 1e3:.0f} ms"
    yield Line(f"check {size}, nothing changed / own cold", ratio_of(runs["warm"], runs["cold"]), 0.06, note=note)
    yield Line(f"check {size}, nothing changed / git status", ratio_of(runs["warm"], runs["status"]), 5.0)
    name = f"check {size}, {CHANGED} changed / nothing changed"
    yield Line(name, ratio_of(runs["edited"], runs["warm"]), 1.3, note=f"{median(runs['edited']) * 1e3:.0f} ms")


def against_peer(bench: Bench) -> Iterator[Line]:
    """A cold check over check-jsonschema."""
    for size in bench.sizes:
        folder = bench.library(size)
        runs = bench.alternate(f"peer-{size}", {"check": check(folder), "peer": peer(bench, folder)})
        yield from _pair(runs["check"], runs["peer"], f"check {size} / check-jsonschema", 0.05, size)


def _pair(mine: list[Run], base: list[Run], name: str, budget: float, size: int) -> Iterator[Line]:
    note = f"{per_record(mine, size):.0f} / {per_record(base, size):.0f} us a record"
    yield Line(name, ratio_of([r.wall for r in mine], [r.wall for r in base]), budget, note=note)
    yield Line(f"{name}, processor time", ratio_of([r.cpu for r in mine], [r.cpu for r in base]))


def scaling(bench: Bench) -> Iterator[Line]:
    """Time per record of a large library over a small one, and the memory of the large one."""
    small, large = min(bench.sizes), max(bench.sizes)
    if small != large:
        runs = bench.alternate("scaling", {"large": check(bench.library(large)), "small": check(bench.library(small))})
        ratio = ratio_of([r.wall for r in runs["large"]], [r.wall for r in runs["small"]], small / large)
        yield Line(f"us a record, {large} / {small}", ratio, 1.2)
    peak = median(check(bench.library(large))().rss for _ in range(3))
    yield Line(f"memory of check {large}", peak, 128.0, unit="MB")


def shape(bench: Bench) -> Iterator[Line]:
    """Deep random references over references that form a tree."""
    size = min(bench.sizes)
    cases = {name: check(bench.library(size, name)) for name in ("random", "tree")}
    runs = bench.alternate("shape", cases)
    ratio = ratio_of([r.wall for r in runs["random"]], [r.wall for r in runs["tree"]])
    yield Line(f"check {size}, random references / trees", ratio, 1.2)


def stages(bench: Bench) -> Iterator[Line]:
    """Where the time of a check goes."""
    size = max(bench.sizes)
    command = (PYTHON, "-m", "benchmarks.stages", str(bench.library(size)))
    rows = [json.loads(run_for_output(command, ROOT)[1]) for _ in range(bench.rounds)]
    bench.keep(f"stages-{size}", rows)
    for stage in (name for name in rows[0] if name not in {"records", "violations"}):
        yield Line(
            f"stage of check {size}: {stage}", median(row[stage] for row in rows) / size * 1e6, unit="us a record"
        )


def hook(bench: Bench) -> Iterator[Line]:
    """What a commit waits for: one staged record, and nothing staged."""
    folder = bench.library(max(bench.sizes))
    staged = folder.with_name(f"{folder.name}-staged")
    shutil.copytree(folder, staged)
    record = staged / "records" / "customer" / "CUS-0005.yaml"
    record.write_text(record.read_text(encoding="utf-8") + "title_en: Changed\n", encoding="utf-8")
    schema, _ = next(call for call in export(str(staged), bench.work / "hook") if call[0].stem == "customer")
    git(staged, "add", "--all")
    guard = bench.work / "pre-commit"
    guard.write_text(_SCRIPT.format(name="pre-commit", python=PYTHON), encoding="utf-8")
    cases: dict[str, Callable[[], Run]] = {
        "hook": lambda: run((DOCCTL, "-C", str(staged), "hook", "pre-commit"), staged),
        "pass": lambda: run((PYTHON, "-c", "pass"), staged),
        "peer": lambda: run((PEER, "--no-cache", "--schemafile", str(schema), str(record)), staged),
        "nothing": lambda: run(("sh", str(guard)), folder),
        "diff": lambda: run(("git", "diff", "--cached", "--quiet"), folder),
    }
    runs = bench.alternate("hook", cases)
    pairs = (("hook", "pass", "1 staged / python -c pass", 8.0), ("hook", "peer", "1 staged / check-jsonschema", 0.35))
    for mine, base, name, budget in (*pairs, ("nothing", "diff", "nothing staged / git diff --cached --quiet", 4.0)):
        ratio = ratio_of([r.wall for r in runs[mine]], [r.wall for r in runs[base]])
        yield Line(f"hook, {name}", ratio, budget, note=f"{median(r.wall for r in runs[mine]) * 1e3:.0f} ms")


def revision_log(bench: Bench) -> Iterator[Line]:
    """The log of every record over one pass of git, and what a further day of work costs."""
    size = max(bench.sizes)
    folder = history(size, 2 * size, ROOT / ".cache" / "benchmarks")
    command = (PYTHON, "-m", "benchmarks.log_pass", str(folder))
    rows = [json.loads(run_for_output(command, ROOT)[1]) for _ in range(bench.rounds + 1)][1:]
    bench.keep(f"revision-log-{size}", rows)
    for kind, name in (("wall", ""), ("cpu", ", processor time")):
        taken = {step: [row[step][kind] for row in rows] for step in rows[0]}
        note = f"{median(taken['cold']):.2f} s"
        ratio = ratio_of(taken["cold"], taken["git"])
        yield Line(f"log, {2 * size} commits / git log{name}", ratio, None if name else 1.5, note=note)
        note = f"{median(taken['extended']) * 1e3:.0f} ms; again {median(taken['again']) * 1e3:.0f} ms"
        ratio = ratio_of(taken["extended"], taken["cold"])
        yield Line(f"log, 50 commits more / own cold{name}", ratio, None if name else 0.02, note=note)


CASES: dict[str, Callable[[Bench], Iterator[Line]]] = {
    "stages": stages,
    "floor": against_floor,
    "catalogue": catalogue,
    "warm": warm,
    "peer": against_peer,
    "scaling": scaling,
    "shape": shape,
    "hook": hook,
    "push": lambda bench: pushes(bench, DOCCTL),
    "revision-log": revision_log,
    "signatures": signatures,
}
