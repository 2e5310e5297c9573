from __future__ import annotations

import pytest

from docctl.demo.texts import Difference
from docctl.demo.texts import NoSuchPassage

RECORD = b"""# A comment.
id: X-1
status: active
contacts:
  - name: A
    phone: 1

  - name: B
# Above tier.
tier: A
remarks: made up
"""
DOCUMENT = b"---\nid: X-1\nrevision: A/1\n---\n\n# Title\n\nstatus: no field\n"


def test_no_difference_is_the_text_itself() -> None:
    assert Difference().applied(RECORD) is RECORD


def test_fields_left_out_go_with_what_is_below_and_above_them() -> None:
    text = Difference(drop=("contacts", "tier")).applied(RECORD).decode()
    assert text == "# A comment.\nid: X-1\nstatus: active\nremarks: made up\n"


def test_only_keeps_what_is_named_and_may_name_what_is_not_there() -> None:
    text = Difference(only=("id", "remarks", "nothing")).applied(RECORD).decode()
    assert text == "# A comment.\nid: X-1\nremarks: made up\n"


def test_values_are_put_where_the_field_stands() -> None:
    text = Difference(put={"status": "prospect"}).applied(RECORD).decode()
    assert text == RECORD.decode().replace("status: active", "status: prospect")


def test_new_fields_stand_before_the_late_ones() -> None:
    text = Difference(only=("id", "remarks"), put={"by": "  person: P-1\n  role: x"}).applied(RECORD).decode()
    assert text == "# A comment.\nid: X-1\nby:\n  person: P-1\n  role: x\nremarks: made up\n"


def test_the_fields_of_a_document_stand_between_its_fences() -> None:
    text = Difference(put={"revision": "A/0"}, edit=(("# Title", "# Old title"),)).applied(DOCUMENT).decode()
    assert text == "---\nid: X-1\nrevision: A/0\n---\n\n# Old title\n\nstatus: no field\n"


@pytest.mark.parametrize(
    "difference", [Difference(drop=("nothing",)), Difference(edit=(("name", "x"),)), Difference(edit=(("zzz", "x"),))]
)
def test_what_is_not_there_or_there_twice_is_no_passage(difference: Difference) -> None:
    with pytest.raises(NoSuchPassage):
        difference.applied(RECORD)


def test_one_difference_after_another() -> None:
    first = Difference(only=("id", "status"), put={"status": "a"})
    both = first.then(Difference(drop=("id",), put={"status": "b"}))
    assert both.applied(RECORD).decode() == "status: b\n"
