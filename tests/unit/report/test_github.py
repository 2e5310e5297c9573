from __future__ import annotations

from dataclasses import replace

from docctl.report import FORMATS
from docctl.violation import Text
from tests.unit.report.samples import ERROR
from tests.unit.report.samples import MANY
from tests.unit.report.samples import WARNING
from tests.unit.report.samples import report


def test_annotations_escape_what_would_end_them() -> None:
    odd = replace(WARNING, message=Text("100% of\nit", ""))
    lines = FORMATS["github"](report(ERROR, odd), "en").splitlines()
    assert lines[0] == ("::error file=records/a%2Cb.yaml,line=14,col=7,title=tier.price.B [R-329]::too low raise it")
    assert lines[1] == "::warning file=z,title=tier.price.B [R-329]::100%25 of%0Ait"


def test_no_value_begins_an_annotation_of_its_own() -> None:
    for language in ("en", "zh"):
        lines = FORMATS["github"](report(*MANY), language).split("\n")
        assert len(lines) == len(MANY) + 1
        assert all(line.startswith(("::error file=", "::warning file=")) for line in lines[:-1])
