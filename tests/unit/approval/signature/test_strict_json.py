from __future__ import annotations

import pytest

from docctl.approval.signature.strict_json import NotStrict
from docctl.approval.signature.strict_json import RepeatedField
from docctl.approval.signature.strict_json import read_object


def test_one_object_is_read() -> None:
    assert read_object('{"a": [1, {"b": "签"}]}'.encode()) == {"a": [1, {"b": "签"}]}


def test_depth_is_counted_outside_of_texts() -> None:
    assert read_object(b'{"a": ' + b"[" * 31 + b"]" * 31 + b"}")
    assert read_object(b'{"a": "\\"' + b"[{" * 5_000 + b'"}')


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"null",
        b"{} {}",
        b"{'a': 1}",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": "\\ud800"}',
        b'{"\\udfff": 1}',
        b"\xff{}",
        b"\xef\xbb\xbf{}",
        b'{"a": ' + b"[" * 100_000,
        b'{"a": ' + b"[" * 32 + b"]" * 32 + b"}",
        b'{"a": ' * 33 + b"1" + b"}" * 33,
        b'{"a": ' + b"9" * 5_000 + b"}",
    ],
)
def test_anything_else_is_refused_by_one_exception(data: bytes) -> None:
    with pytest.raises(NotStrict):
        read_object(data)


@pytest.mark.parametrize("data", [b'{"a": 1, "a": 1}', b'{"a": {"b": 1, "b": 2}}', b'{"a": [{"b": 1, "\\u0062": 2}]}'])
def test_a_field_has_one_value(data: bytes) -> None:
    with pytest.raises(RepeatedField):
        read_object(data)
