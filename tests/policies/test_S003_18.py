"""S003-18: what is confidential bears its level at the front, on the cover and on every page, and is not in public."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from docctl.publish.audience import readable
from docctl.publish.site import Site
from docctl.publish.site import site_files
from docctl.publish.stage import stage_site
from docctl.reader import read
from docctl.snapshot import Snapshot
from tests import example_library as library

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = "2026-11-21"
CERTIFICATE = "records/certificate/CERT-0001.yaml"
PAGE = "docs/records/certificate/CERT-0001.md"
# The certificate of the example library, raised to the level 机密级 with its file in the vault.
RAISED = library.Case(library.RULES / "conf.encrypted" / "in-the-vault")


@cache
def staged(audience: str) -> Mapping[str, bytes]:
    """The Chinese pages of the example library for an audience."""
    check, problems = library.book().open(RAISED.unsigned())
    assert problems == []
    seen = readable(check, audience, DAY)
    base, _ = read("mkdocs.yml", (library.ROOT / "mkdocs.yml").read_bytes())
    assert base is not None
    files = site_files(Snapshot.of_files(library.tree(library.ROOT, "site/")))
    schemas, moment = check.library.schemas, f"{DAY}T00:00:00Z"
    return stage_site(Site(seen.check, [], [], schemas, None, moment, DAY, *files, base.data, seen), "zh")


@pytest.mark.parametrize("place", ["front", "cover", "inner"])
def test_its_page_bears_the_level_in_all_three_places_in_the_words_of_the_company(place: str) -> None:
    style = library.book().schemas.parameters.at(DAY)["conf"]["styles"]["机密级"]
    page = staged("vetting")[PAGE].decode()
    (mark,) = [line for line in page.replace("</span>", "\n").split("\n") if f'"level-{place}"' in line]
    assert mark.endswith(f">{style['zh']}")
    assert 'class="dc-level dc-level-3"' in mark
    assert f".dc-level-3 {{ background: {style['colour']}; }}".encode() in staged("vetting")["docs/assets/levels.css"]


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_it_is_in_no_build_for_a_lower_audience(audience: str) -> None:
    number = "91320000DEMX001017"
    assert number in library.base_files()[CERTIFICATE].decode()
    assert PAGE not in staged(audience)
    assert not any(b"CERT-0001.html" in data for data in staged(audience).values())


def test_a_confidential_file_is_kept_encrypted_and_its_level_falls_only_on_request() -> None:
    encrypted, levels = library.RULES / "conf.encrypted", library.RULES / "conf.level.change"
    for refused in (library.Case(encrypted / "plain-file"), library.ChangeCase(levels / "lowered")):
        assert [library.line(v) for v in refused.violations()] == refused.expected != []
    for allowed in (library.Case(encrypted / "encrypted-file"), library.ChangeCase(levels / "approved")):
        assert allowed.violations() == []
