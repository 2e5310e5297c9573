from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docctl.exchange.layout import layouts
from docctl.exchange.layout import marked
from tests.exported import schemas

if TYPE_CHECKING:
    from docctl.exchange.layout import Column
    from docctl.exchange.layout import Layout


def sheets(slug: str) -> dict[str, Layout]:
    return {".".join(layout.path): layout for layout in layouts(schemas().types[slug])}


def column(layout: Layout, key: str) -> Column:
    return next(column for column in layout.columns if column.key == key)


def test_groups_are_dotted_columns_and_lists_of_groups_sheets() -> None:
    found = sheets("customer")
    assert [column.key for column in found[""].columns][:6] == [
        "id",
        "title",
        "name",
        "status",
        "party_kind",
        "is_individual",
    ]
    assert "bank.account" in [column.key for column in found[""].columns]
    assert "signatory.id_copy.path" in [column.key for column in found[""].columns]
    assert list(found) == ["", "contacts", "attachments", "corrections", "countersigned_by"]
    assert [column.key for column in found["contacts"].columns] == [
        "id", "#", "name", "phone", "fax", "email", "post", "other",
    ]  # fmt: skip


def test_a_column_is_called_by_the_way_to_it() -> None:
    found = column(sheets("customer")[""], "bank.account")
    assert (found.title.en, found.title.zh) == ("Bank account: Account", "银行账户：账号")


def test_what_is_not_typed_over_is_settled() -> None:
    settled = {c.key for c in sheets("customer")[""].columns if c.settled}
    assert {"status", "created_on", "title", "certificates", "audits"} <= settled
    assert not {"name", "id", "handler"} & settled


def test_a_signed_type_shows_its_state() -> None:
    keys = [c.key for c in sheets("controlled-document")[""].columns]
    assert keys[:2] == ["id", "#state"]
    assert "#state" not in [c.key for c in sheets("customer")[""].columns]


def test_the_first_field_that_is_needed_is_marked() -> None:
    assert column(sheets("customer")[""], "handler").needed
    assert not column(sheets("customer")[""], "industry").needed


@pytest.mark.parametrize("slug", sorted(schemas().types))
def test_every_field_of_every_type_has_one_place(slug: str) -> None:
    record_type = schemas().types[slug]
    places: list[tuple[str, ...]] = []
    for layout in layouts(record_type):
        assert marked(layout.mark) == (slug, ".".join(layout.path))
        keys = [column.key for column in layout.columns]
        assert len(keys) == len(set(keys))
        inner = [column.path for column in layout.columns if not layout.path or column.key not in {"id", "#"}]
        places += [(*layout.path, *(("*",) if layout.path else ()), *path) for path in inner]
    plain = {
        field.path
        for field in record_type.fields
        if "properties" not in field.schema
        and "properties" not in field.schema.get("items", {})
        and field.path[-1] != "*"
        and field.path not in {("type",), ("schema_version",)}
    }
    assert plain == {path for path in places if path != ("#state",)}


@pytest.mark.parametrize(
    "text", [None, 7, "", "id", "docctl-records/2 customer", "docctl-records/1", "docctl-records/1 A"]
)
def test_another_first_cell_is_no_mark(text: object) -> None:
    assert marked(text) is None
