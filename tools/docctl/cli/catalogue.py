"""Every code of the engine: what the program itself refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docctl.approval import codes as approval_codes
from docctl.approval.signature import codes as signature_codes
from docctl.approval.trust import codes as trust_codes
from docctl.exchange import codes as exchange_codes
from docctl.expressions import codes as expression_codes
from docctl.guard import codes as guard_codes
from docctl.guard import push_codes
from docctl.guard import server_codes
from docctl.history import codes as history_codes
from docctl.library import codes as library_codes
from docctl.lifecycle import codes as lifecycle_codes
from docctl.publish import codes as publish_codes
from docctl.reader import codes as reader_codes
from docctl.rules import codes as rule_codes
from docctl.rules.change import codes as change_codes
from docctl.schema import codes as schema_codes
from docctl.writing import codes as writing_codes

if TYPE_CHECKING:
    from docctl.violation import Code

ENGINE_CODES: tuple[Code, ...] = (
    *reader_codes.CODES,
    *schema_codes.CODES,
    *expression_codes.CODES,
    *library_codes.CODES,
    *lifecycle_codes.CODES,
    *approval_codes.CODES,
    *trust_codes.CODES,
    *signature_codes.CODES,
    *guard_codes.CODES,
    *push_codes.CODES,
    *server_codes.CODES,
    *history_codes.CODES,
    *rule_codes.CODES,
    *change_codes.CODES,
    *publish_codes.CODES,
    *writing_codes.CODES,
    *exchange_codes.CODES,
)
