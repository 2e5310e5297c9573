"""Every function an expression may call, declared with concrete types, each with an example that is a test."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from docctl.expressions import calendar
from docctl.expressions import fixed_point
from docctl.expressions import notations
from docctl.expressions import texts
from docctl.expressions.host import Host
from docctl.expressions.host import Row

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FUNCTIONS", "Function", "Host", "Row"]


class Function(NamedTuple):
    """One function: CEL types of its parameters and result, and how it is bound to a host."""

    name: str
    parameters: str
    result: str
    bind: Callable[[Host], Callable[..., Any]]
    help: str
    example: str
    gives: Any


def _pure(implementation: Callable[..., Any]) -> Callable[[Host], Callable[..., Any]]:
    return lambda _host: implementation


FUNCTIONS: tuple[Function, ...] = (
    Function(
        "addDays", "si", "s", _pure(calendar.add_days), "the day n days later", "addDays('2026-02-27', 2)", "2026-03-01"
    ),
    Function(
        "addMonths",
        "si",
        "s",
        _pure(calendar.add_months),
        "the same day n months later",
        "addMonths('2026-01-31', 1)",
        "2026-02-28",
    ),
    Function(
        "addYears",
        "si",
        "s",
        _pure(calendar.add_years),
        "the same day n years later",
        "addYears('2024-02-29', 1)",
        "2025-02-28",
    ),
    Function(
        "addHours",
        "si",
        "s",
        _pure(calendar.add_hours),
        "the moment n hours later, in UTC",
        "addHours('2026-01-01T00:00:00Z', 8)",
        "2026-01-01T08:00:00Z",
    ),
    Function(
        "daysBetween",
        "ss",
        "i",
        _pure(calendar.days_between),
        "days from the first to the second day",
        "daysBetween('2026-01-01', '2026-01-31')",
        30,
    ),
    Function(
        "secondsBetween",
        "ss",
        "i",
        _pure(calendar.seconds_between),
        "seconds from the first to the second moment",
        "secondsBetween('2026-01-01T00:00:00Z', '2026-01-01T00:01:00Z')",
        60,
    ),
    Function(
        "dateOf",
        "s",
        "s",
        lambda host: lambda moment: calendar.date_of(moment, host.timezone),
        "the company's day of a moment",
        "dateOf('2026-01-01T20:00:00Z')",
        "2026-01-02",
    ),
    Function(
        "workdays",
        "ss",
        "i",
        lambda host: lambda a, b: calendar.workdays(a, b, host.work_calendar),
        "workdays from first to last, both counted",
        "workdays('2026-06-01', '2026-06-07')",
        5,
    ),
    Function(
        "addWorkdays",
        "si",
        "s",
        lambda host: lambda day, n: calendar.add_workdays(day, n, host.work_calendar),
        "the day that is workday n; a workday itself is number one",
        "addWorkdays('2026-06-05', 2)",
        "2026-06-08",
    ),
    Function("quarter", "s", "s", _pure(calendar.quarter), "the quarter of a day", "quarter('2026-05-01')", "2026-Q2"),
    Function(
        "periods",
        "sss",
        "[s",
        _pure(calendar.periods),
        "first days of the months, quarters or years between two days",
        "periods('month', '2026-01-05', '2026-03-01')",
        ["2026-01-01", "2026-02-01", "2026-03-01"],
    ),
    Function(
        "periodEnd",
        "ss",
        "s",
        _pure(calendar.period_end),
        "last day of the period that begins on a day",
        "periodEnd('2026-01-01', 'quarter')",
        "2026-03-31",
    ),
    Function(
        "findAll",
        "ss",
        "[s",
        _pure(texts.find_all),
        "every match of an RE2 pattern: its first group, else the whole",
        "findAll('a1 b22', '[a-z]([0-9]+)')",
        ["1", "22"],
    ),
    Function(
        "distinct", "[d", "[d", _pure(texts.distinct), "the values, each once", "distinct(['a', 'b', 'a'])", ["a", "b"]
    ),
    Function("sum", "[i", "i", _pure(sum), "the sum of whole numbers", "sum([1, 2, 3])", 6),
    Function("max", "[d", "d", _pure(max), "the greatest value", "max(['2026-01-02', '2026-01-01'])", "2026-01-02"),
    Function("min", "[d", "d", _pure(min), "the least value", "min([2, 1])", 1),
    Function(
        "clauses",
        "s",
        "{",
        _pure(texts.clauses),
        "clause numbers of a body: numbers, cited, duplicates, gaps",
        "clauses('## 1 A\\n## 3 B\\n').gaps",
        ["3"],
    ),
    Function("fix", "s", "i", _pure(fixed_point.fix), "a decimal as ten-thousandths", "fix('95.00')", 950000),
    Function(
        "fixMul",
        "ii",
        "i",
        _pure(fixed_point.fix_mul),
        "product of two fixed-point numbers",
        "fixMul(fix('1.5'), fix('2'))",
        30000,
    ),
    Function(
        "fixDiv",
        "ii",
        "i",
        _pure(fixed_point.fix_div),
        "quotient of two fixed-point numbers",
        "fixDiv(fix('3'), fix('2'))",
        15000,
    ),
    Function(
        "revisionOrder",
        "s",
        "s",
        lambda host: lambda r: notations.sortable(notations.read_revision(r, host.notations)),
        "text that sorts revisions of one notation",
        "revisionOrder('A/1') < revisionOrder('B/0')",
        gives=True,
    ),
    Function(
        "revisionSlug",
        "s",
        "s",
        lambda host: lambda r: notations.read_revision(r, host.notations).slug,
        "the path segment of a revision",
        "revisionSlug('A/1')",
        "A-1",
    ),
    Function(
        "isFirstRevision",
        "s",
        "b",
        lambda host: lambda r: notations.read_revision(r, host.notations).is_first,
        "whether a revision is the first of its notation",
        "isFirstRevision('A/0')",
        gives=True,
    ),
    Function("ref", "s", "{", lambda host: host.ref, "the record with an id", "ref('CUS-0001').name", "Example"),
    Function(
        "referrers",
        "ss",
        "[{",
        lambda host: host.referrers,
        "records of a type that name this record at a path",
        "referrers('certificate', 'holder').size()",
        1,
    ),
    Function(
        "find",
        "sss",
        "[{",
        lambda host: host.find,
        "records of a type that hold a value at a path",
        "find('certificate', 'kind', '营业执照').size()",
        1,
    ),
    Function(
        "count",
        "sss",
        "i",
        lambda host: host.count,
        "how many records of a type hold a value at a path",
        "count('certificate', 'kind', '营业执照')",
        1,
    ),
    Function(
        "latest",
        "ssss",
        "{",
        lambda host: host.latest,
        "of those that hold a value, the one with the greatest field",
        "latest('certificate', 'holder', 'CUS-0001', 'issued_on').?number.orValue('')",
        "N-1",
    ),
    Function(
        "sumOf",
        "ssss",
        "i",
        lambda host: host.sum_of,
        "sum of a whole number over those that hold a value",
        "sumOf('certificate', 'holder', 'CUS-0001', 'schema_version')",
        1,
    ),
    Function(
        "revisions",
        "s",
        "[{",
        lambda host: host.revisions,
        "issued revisions of a document, oldest first",
        "revisions('HM-QP-WK001').size()",
        0,
    ),
    Function(
        "role",
        "sss",
        "b",
        lambda host: host.role,
        "whether a person held a role on a day",
        "role('P-001', 'approver', '2026-02-01')",
        gives=True,
    ),
    Function(
        "role",
        "ssss",
        "b",
        lambda host: host.role,
        "the same within a department",
        "role('P-001', 'approver', '2026-02-01', 'QA')",
        gives=False,
    ),
    Function(
        "departmentOf",
        "ss",
        "s",
        lambda host: host.department_of,
        "a person's department on a day",
        "departmentOf('P-001', '2026-02-01')",
        "MGT",
    ),
    Function(
        "knownRole",
        "s",
        "b",
        lambda host: host.known_role,
        "whether roles.yaml has a role",
        "knownRole('approver')",
        gives=True,
    ),
)
