"""The generated library is valid and always the same, and the harness reckons rightly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks import companies
from benchmarks.__main__ import main
from benchmarks.__main__ import shown
from benchmarks.cases import CASES
from benchmarks.corpus import ROOT
from benchmarks.corpus import SMALLEST
from benchmarks.corpus import Corpus
from benchmarks.floor import front_of
from benchmarks.measure import Line
from benchmarks.measure import Ratio
from benchmarks.measure import Run
from benchmarks.measure import alternate
from benchmarks.measure import per_record
from benchmarks.measure import ratio_of
from benchmarks.measure import short
from benchmarks.signatures import REPOSITORY
from benchmarks.texts import company
from benchmarks.texts import to_yaml
from benchmarks.verification import signers
from docctl.approval.signature.sshsig import KEY_TYPES
from docctl.approval.signature.sshsig import prove
from docctl.approval.signature.wire import Reader
from docctl.approval.statement import NAMESPACE
from docctl.library import load_library
from docctl.reader import read
from docctl.rules.engine import Rulebook
from docctl.schema import load_schemas
from docctl.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.cases import Bench
    from docctl.rules.engine import Check

SMALL = Corpus(SMALLEST)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return SMALL.files()


def test_signatures_of_every_type_of_key_are_measured() -> None:
    types = {Reader(prove(b"{}", sign(b"{}"), NAMESPACE).key).string() for sign in signers().values()}
    assert types == set(KEY_TYPES)
    assert "passkey" in signers()


# The generator


def test_the_library_has_no_violation_and_its_signatures_count(files: dict[str, bytes]) -> None:
    check = sound(files)
    library = check.library
    assert len(library) == SMALLEST
    assert {slug: len(library.of_type(slug)) for slug in SMALL.counts} == SMALL.counts
    stages = [check.stage(record) for record in library.of_type("controlled-document")]
    assert stages.count("approved") == len(stages) // 2
    assert library.schemas.policy["repository"] == REPOSITORY


def test_copies_of_the_companys_business_are_as_sound_as_it_is() -> None:
    own = sum(map(companies.is_record, companies.files(1)))
    library = sound(companies.files(own + 1)).library
    types = {path.name for path in (ROOT / "records").iterdir()} - {"approvals"}
    assert {kind for kind in library.schemas.types if library.of_type(kind)} == types
    assert len(library) > own


def sound(files: dict[str, bytes]) -> Check:
    """A library in which nothing is wrong."""
    schemas_only = Snapshot.of_worktree(str(ROOT), ("schemas/",))
    sources = schemas_only.read_all(schemas_only.paths())
    snapshot = Snapshot.of_files({**sources, **files})
    schemas, broken = load_schemas(snapshot)
    library, misshapen = load_library(snapshot, schemas)
    check = Rulebook(schemas).open(library)
    assert [*broken, *misshapen, *check.run()] == []
    return check


def test_the_same_corpus_has_the_same_bytes_and_another_seed_others(files: dict[str, bytes]) -> None:
    assert Corpus(SMALLEST).files() == files
    assert Corpus(SMALLEST, seed=2).files() != files


@pytest.mark.parametrize(("share", "folders"), [(0.0, 0), (0.5, 2), (1.0, 5)])
def test_the_share_of_signed_documents_is_a_parameter(share: float, folders: int) -> None:
    made = Corpus(SMALLEST, signed=share).files()
    signed = {path.split("/")[2] for path in made if path.startswith("records/approvals/")}
    persons = {path.split("/")[2].removesuffix(".yaml") for path in made if path.startswith("records/person/")}
    assert len(signed - persons - {"POLICY"}) == folders


def test_documents_are_as_long_as_real_ones(files: dict[str, bytes]) -> None:
    bodies = [data.partition(b"\n---\n")[2] for path, data in files.items() if path.startswith("records/controlled")]
    assert all(4_000 <= len(body) <= 7_000 for body in bodies), [len(body) for body in bodies]


@pytest.mark.parametrize("shape", ["random", "tree"])
def test_references_lead_to_earlier_documents(shape: str) -> None:
    corpus = Corpus(2_000, shape=shape)
    for number in range(corpus.counts["controlled-document"]):
        found = corpus.references(number)
        assert all(0 <= other < number for other in found)
        assert len(found) == len(set(found)) <= 4
        assert found or number == 0


def test_a_corpus_too_small_to_be_valid_is_refused() -> None:
    with pytest.raises(ValueError, match="59 records are fewer than 60"):
        Corpus(59)


def test_no_two_companies_share_a_name() -> None:
    assert len({company(number) for number in range(20_000)}) == 20_000


def test_what_is_written_is_read_back() -> None:
    data = {"a": "no", "b": ["x: y", "甲 #1", {"c": "2026-01-02", "d": True}], "e": {"f": 12, "g": "0512-5550"}}
    assert to_yaml(data).splitlines()[:2] == ['a: "no"', "b:"]
    document, problems = read("a.yaml", to_yaml(data).encode())
    assert (document and document.data, problems) == (data, [])


def test_only_the_front_of_a_markdown_record_is_parsed() -> None:
    assert front_of(b"---\nid: A\n---\n\nbody\n") == b"id: A\n"
    assert front_of(b"id: A\n") == b"id: A\n"


# The arithmetic


def test_a_ratio_is_the_median_of_pairs() -> None:
    assert ratio_of([2.0, 9.0, 4.0], [1.0, 3.0, 4.0]) == Ratio(2.0, 1.0, 3.0)
    assert ratio_of([20.0], [1.0], 1 / 10) == Ratio(2.0, 2.0, 2.0)
    with pytest.raises(ValueError, match="argument"):
        ratio_of([1.0, 2.0], [1.0])


def test_time_per_record_is_the_median_in_microseconds() -> None:
    runs = [Run(wall, 0.0, 0.0) for wall in (0.001, 0.004, 0.002)]
    assert per_record(runs, 1_000) == pytest.approx(2.0)


def test_cases_alternate_after_a_warm_round() -> None:
    order: list[str] = []

    def case(name: str) -> Callable[[], Run]:
        def run() -> Run:
            order.append(name)
            return Run(float(len(order)), 0.0, 0.0)

        return run

    measured = alternate({"a": case("a"), "b": case("b")}, 2)
    assert "".join(order) == "ababab"
    assert [run.wall for run in measured["a"]] == [3.0, 5.0]


@pytest.mark.parametrize(("number", "text"), [(0.04567, "0.0457"), (5.0, "5"), (123.4, "123"), (5678.9, "5679")])
def test_numbers_have_three_digits(number: float, text: str) -> None:
    assert short(number) == text


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        (Line("a", Ratio(5.0, 4.0, 7.0), 6.0), ("a", "5 (4-7) x", "<= 6", "met", "")),
        (Line("a", Ratio(6.1, 4.0, 7.0), 6.0), ("a", "6.1 (4-7) x", "<= 6", "MISSED", "")),
        (Line("a", 6.0, 6.0, "MB", "n"), ("a", "6 MB", "<= 6", "met", "n")),
        (Line("a", 6.0), ("a", "6 x", "-", "-", "")),
    ],
)
def test_a_line_stands_beside_its_budget(line: Line, cells: tuple[str, ...]) -> None:
    assert line.cells == cells
    assert line.missed == (cells[3] == "MISSED")
    assert shown(line).split() == " ".join(cells).split()


@pytest.mark.parametrize(("options", "code"), [([], 0), (["--gate"], 1)])
def test_only_the_gate_fails_on_a_missed_budget(
    options: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def slow(_bench: Bench) -> Iterator[Line]:
        yield Line("slow", 2.0, 1.0)

    monkeypatch.setitem(CASES, "floor", slow)
    assert main(["--case", "floor", "--rows", str(tmp_path), *options]) == code
    assert capsys.readouterr().out.endswith("# 1 of 1 budgets missed\n")
    assert '"name": "slow"' in (tmp_path / "lines.json").read_text()


def test_the_page_names_every_case() -> None:
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert [name for name in CASES if f"`{name}`" not in page] == []
