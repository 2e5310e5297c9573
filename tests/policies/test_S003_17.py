"""S003-17: sensitive data that is destroyed without anybody attesting its erasure is refused; a tombstone stays.

Of customers no more is kept than the business needs.
"""

from __future__ import annotations

from docctl.publish.stage import stage_site
from docctl.rules.change import ChangeContext
from docctl.rules.change import judge
from docctl.violation import Severity
from tests import example_library as library
from tests.unit.publish.small_company import site_of

RULES = library.RULES
ITEM = "records/correspondence/COR-2026-0001.yaml"
DESTRUCTION = "records/destruction-record/DES-2029-001.yaml"
SUPERVISED = library.Case(RULES / "conf.destroy.supervised" / "supervised")
DESTROYED = library.ChangeCase(RULES / "destroy.tombstone" / "tombstone-afterwards")


def test_without_the_attestation_that_nothing_can_be_recovered_a_destruction_is_refused() -> None:
    files = SUPERVISED.unsigned()
    assert library.book().violations(files) == []
    text = files[DESTRUCTION].decode()
    assert "irrecoverable: true" in text
    without = {**files, DESTRUCTION: text.replace("    irrecoverable: true\n", "").encode()}
    assert [library.line(v) for v in library.book().violations(without)] == [
        "R-100 destroy.sensitive /items/0/irrecoverable DES-2029-001 error"
    ]


def test_what_is_destroyed_leaves_its_tombstone_and_the_number_still_leads_there() -> None:
    assert DESTROYED.violations() == []
    before = library.Case(DESTROYED.folder / "before").laid_over(library.base_files())
    after = library.Case(DESTROYED.folder / "after").laid_over(before)
    check, _ = library.book().open(after)
    stone = check.library.records["COR-2026-0001"]
    assert stone.is_destroyed
    assert stone.data["destroyed"]["record"] == "DES-2029-001"
    assert before[ITEM] != after[ITEM]


def test_without_the_tombstone_the_record_may_not_go() -> None:
    before = library.Case(DESTROYED.folder / "before").laid_over(library.base_files())
    gone = {path: data for path, data in before.items() if path != ITEM}
    book = library.book()
    old, _ = book.open(before)
    new, _ = book.open(gone)
    assert "R-034" in {v.code for v in judge(ChangeContext(old, new, ()))}


def test_what_the_company_has_no_business_with_is_warned_of_and_not_shown() -> None:
    case = library.Case(RULES / "access.minimise" / "field-of-another-profile")
    (found,) = case.violations()
    assert (found.record, found.pointer, found.severity) == ("CUS-0001", "/pharma_level", Severity.WARNING)
    site = site_of({**library.schema_files(), **library.tree(library.ROOT, "site/"), **case.unsigned()}, "2026-02-10")
    page = stage_site(site, "zh")["docs/records/customer/CUS-0001.md"].decode()
    assert "pharma_level" not in page
    assert "责任人" in page
