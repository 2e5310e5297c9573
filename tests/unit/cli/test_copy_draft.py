from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from tests.unit.cli.copying import BEFORE
from tests.unit.cli.copying import DOCUMENT
from tests.unit.cli.copying import fields
from tests.unit.cli.copying import issue
from tests.unit.cli.copying import unchanged

if TYPE_CHECKING:
    from tests.company_repository import Company

FIRST, SECOND = f"{DOCUMENT}-A-1-01", f"{DOCUMENT}-A-2-01"
PDF = f"build/copies/{FIRST}.pdf"


def test_the_record_says_who_holds_what_and_names_the_file(printed: Company) -> None:
    got = fields(printed, FIRST)
    wanted = {
        "document_version": "A/1",
        "copy_no": "WK001-01",
        "recipient_department": "FIN",
        "recipient": "P-009",
        "copies": "3",
        "medium": "纸质",
        "channel": "内部邮件",
        "stamps": "[受控, 分发]",
        "issued_on": BEFORE,
        "issued_by": "P-007",
        "status": "issued",
        "owner_department": "ISO",
        "confidentiality": "普通级",
    }
    assert {key: got[key] for key in wanted} == wanted
    assert got["print_sha256"] == hashlib.sha256((printed.path / PDF).read_bytes()).hexdigest()
    assert printed.docctl("check").code == 0
    assert printed.docctl("fmt", "--check").code == 0


def test_without_a_list_the_medium_is_asked_for(printing: Company) -> None:
    printing.run("rm", "--quiet", "records/distribution-list/DL-HM-QP-WK001.yaml")
    outcome = printing.docctl("copy", "issue", DOCUMENT, "--to", "FIN", "--by", "P-007", lang="zh")
    assert outcome.code == 2
    assert "请用 --medium 指定：电子、纸质" in outcome.err
    drawn = issue(printing, "--dry-run")
    assert '\ncopy_no: "01"\n' in drawn.out
    # The list named the department that keeps it; now it is that of whoever issues.
    assert "\nowner_department: ISO\n" in drawn.out


def test_a_channel_is_the_first_that_the_rules_allow(printing: Company) -> None:
    path = "schemas/parameters.yaml"
    allowed = "纸质: [内部邮件, 专人递送]"
    printing.edit(path, allowed, "纸质: [专人递送]")
    assert "\nchannel: 专人递送\n" in issue(printing, "--dry-run").out
    printing.edit(path, "纸质: [专人递送]", "纸质: []")
    outcome = issue(printing)
    assert outcome.code == 1
    assert "dist.channel.by-class" in outcome.err


def test_what_cannot_be_written_into_a_file_is_refused(printed: Company) -> None:
    outcome = issue(printed, "--copy-no", "\udcff7")
    assert (outcome.code, outcome.out) == (2, "")
    assert "UTF-8" in outcome.err
    assert unchanged(printed)
