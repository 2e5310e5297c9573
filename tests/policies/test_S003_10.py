"""S003-10: each disposal has its entry in the register, and confidential files need the special approval besides."""

from __future__ import annotations

from tests.policies.outside import case
from tests.policies.outside import changed
from tests.policies.outside import found

DESTRUCTION, REQUEST = "DES-2029-001", "ACC-2026-0001"
SPECIAL = "special_approval:\n  person: P-002\n  role: dept_head\n  date: 2026-04-02\n"


def test_a_disposal_without_register_entry_is_refused() -> None:
    files = case("destroy.register/registered")
    assert found(files) == set()
    unregistered = changed(files, DESTRUCTION, ("register_entry: 销毁登记簿2029-01\n", ""))
    assert found(unregistered) == {("engine.state-requires", DESTRUCTION)}


def test_a_confidential_file_is_shown_with_the_special_approval_only() -> None:
    files = case("access.special/with-it")
    assert found(files) == set()
    assert found(changed(files, REQUEST, (SPECIAL, ""))) == {("engine.state-requires", REQUEST)}


def test_an_ordinary_file_is_shown_without_it() -> None:
    assert found(case("access.application/approved-by-the-archivist")) == set()


def test_files_of_a_customer_go_to_another_department_for_a_stated_time() -> None:
    files = case("loan.interdept-term/used-until-the-return")
    period = "use_period:\n  from: 2026-03-03\n  until: 2026-03-10\n"
    assert found(files) == set()
    assert found(changed(files, "LOAN-2026-0001", (period, ""))) == {("loan.interdept-term", "LOAN-2026-0001")}
