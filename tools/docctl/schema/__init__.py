"""Record types, lifecycles, registers, parameters, roles and policy, loaded under a closed vocabulary."""

from __future__ import annotations

from docctl.schema.load import Schemas
from docctl.schema.load import load_schemas
from docctl.schema.record_type import RecordType
from docctl.schema.shape import Shape

__all__ = ["RecordType", "Schemas", "Shape", "load_schemas"]
