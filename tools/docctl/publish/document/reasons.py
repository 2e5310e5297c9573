"""Why a revision is in force, in the sentences of `docctl explain`, as far as its readers may know who signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.approval.explain import explain_current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docctl.publish.edition import Edition
    from docctl.publish.revisions import Issued


def reasons(edition: Edition, current: Issued) -> Iterator[str]:
    """The sentences; of a signer whom the audience may not look up the name stands alone."""
    site = edition.site
    statements = [judged.statement for judged in current.revision.statements]
    signers = {statement.person for statement in statements} & site.withheld
    principals = {statement.on_behalf_of or "" for statement in statements} & site.withheld
    for sentence in explain_current(site.approvals, current.revision, site.day):
        text = edition.text(sentence).strip()
        for name in signers:
            text = text.replace(f" ({name})", "")
        # A principal has signed nothing that would make the name known, and a reason may name anybody.
        if not any(name in text for name in signers | principals):
            yield text
