"""What is left of a destroyed record: its id, its type, and which record ordered the destruction (DESIGN section 3)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from docctl.schema import RecordType

MARK = "destroyed"


def tombstone_type(record_type: RecordType) -> RecordType:
    """The type by which the tombstone of a record is judged: three fields and no more."""
    own = record_type.schema["properties"]
    properties: dict[str, Any] = {
        "id": own.get("id", {"type": "string"}),
        "type": own["type"],
        MARK: {
            "type": "object",
            "title": "Destroyed",
            "x-zh": "销毁登记",
            "required": ["record", "date"],
            "additionalProperties": False,
            "properties": {
                "record": {"type": "string", "title": "Destruction record", "x-zh": "销毁记录"},
                "date": {"type": "string", "format": "date", "title": "Date", "x-zh": "日期"},
            },
        },
    }
    schema = {"type": "object", "required": list(properties), "additionalProperties": False, "properties": properties}
    return replace(record_type, schema=schema, unused={})
