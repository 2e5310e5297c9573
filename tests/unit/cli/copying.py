"""A company that prints copies: the example company with the files that shape its pages."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.company_repository import NOW
from tests.company_repository import ROOT

if TYPE_CHECKING:
    from tests.company_repository import Company
    from tests.company_repository import Outcome

# A/1 was in force from July 2025 to the end of August 2026; A/2 has been since.
DOCUMENT = "HM-QP-WK001"
BEFORE, RECALL_DUE = "2026-08-15", "2026-09-07"
FOLDER = "records/distribution-record"


def with_paper(company: Company) -> Company:
    """The company with templates and settings."""
    shutil.copytree(ROOT / "site", company.path / "site")
    shutil.copy(ROOT / "mkdocs.yml", company.path)
    return company


def issue(company: Company, *more: str, document: str = DOCUMENT, lang: str = "en", moment: str = NOW) -> Outcome:
    """Issue a copy to finance, on paper, at a moment."""
    given = ("--to", "FIN", "--by", "P-007", "--medium", "纸质", *more)
    return company.docctl("copy", "issue", document, *given, lang=lang, SOURCE_DATE_EPOCH=moment)


def fields(company: Company, record: str) -> dict[str, str]:
    """The fields of a copy's record as written."""
    text = (company.path / FOLDER / f"{record}.yaml").read_text(encoding="utf-8")
    return dict(line.split(": ", 1) for line in text.splitlines())


def unchanged(company: Company, *paths: str) -> bool:
    """Whether nothing was written, at least not in some folders."""
    return company.text("status", "--porcelain", *paths) == ""
