"""Client data: what a browser says of an act is read in one form, and only from a page of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies

from docctl.approval.signature.client_data import check_client_data
from docctl.approval.signature.client_data import read_origin
from docctl.approval.signature.wire import BadSignature
from tests.devices import ORIGIN
from tests.devices import nested

CHALLENGE = b"what is to be signed"
START = b'{"type":"webauthn.get","challenge":"d2hhdCBpcyB0byBiZSBzaWduZWQ","origin":"https://sign.example.com"'


def verdict(client: bytes) -> str:
    try:
        check_client_data(client, CHALLENGE, ORIGIN)
    except BadSignature as bad:
        return bad.code
    return ""


@pytest.mark.parametrize("tail", ["}", ',"crossOrigin":false}', ',"x":[1,{"y":null}]}', ',"x":"\\u0041"}'])
def test_more_members_may_follow(tail: str) -> None:
    assert verdict(START + tail.encode()) == ""


@pytest.mark.parametrize(
    "tail",
    [
        "",
        "} ",
        '}{"x":1}',
        '}\n{"x":1}',
        ',"x":NaN}',
        ',"x":-Infinity}',
        ',"x":"\\ud800"}',
        ',"x":' + nested(32) + "}",
        ',"x":' + "[" * 1900 + "}",
        ',"x":' + "9" * 900 + "e}",
        ',"x":"\0"}',
    ],
)
def test_client_data_is_strict_json(tail: str) -> None:
    assert verdict(START + tail.encode()) == "SIG_MALFORMED"


def test_client_data_is_utf_8() -> None:
    assert verdict(START + b',"x":"\xff"}') == "SIG_MALFORMED"


def test_client_data_has_at_most_2_kb() -> None:
    room = 2048 - len(START) - len(b',"x":""}')
    assert verdict(START + b',"x":"' + b"a" * room + b'"}') == ""
    assert verdict(START + b',"x":"' + b"a" * (room + 1) + b'"}') == "CLIENT_TOO_LARGE"


@pytest.mark.parametrize("member", ["crossOrigin", "topOrigin", "type", "x"])
def test_no_member_comes_twice(member: str) -> None:
    assert verdict(START + f',"{member}":false,"{member}":false}}'.encode()) == "CLIENT_DUPLICATE_KEY"
    assert verdict(START + f',"y":[{{"{member}":1,"{member}":2}}]}}'.encode()) == "CLIENT_DUPLICATE_KEY"


@pytest.mark.parametrize("cross", ["true", "null", "0", '"false"', "[]"])
def test_cross_origin_is_false_or_absent(cross: str) -> None:
    assert verdict(START + f',"crossOrigin":{cross}}}'.encode()) == "CLIENT_CROSS_ORIGIN"


@pytest.mark.parametrize("top", ["null", "false", '"https://sign.example.com"'])
def test_no_page_stands_above(top: str) -> None:
    assert verdict(START + f',"topOrigin":{top}}}'.encode()) == "CLIENT_CROSS_ORIGIN"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b'{"type"', b'{ "type"', "CLIENT_TYPE"),
        (b"webauthn.get", b"webauthn.create", "CLIENT_TYPE"),
        (b"webauthn.get", b"payment.get", "CLIENT_TYPE"),
        (b"d2h", b"D2h", "CLIENT_CHALLENGE"),
        (b'"challenge"', b'"hashAlgorithm":"","challenge"', "CLIENT_CHALLENGE"),
        (b'ZWQ"', b'ZWQA"', "CLIENT_ORIGIN"),
        (b'ZWQ"', b'ZWQ="', "CLIENT_ORIGIN"),
        (b"https:", b"http:", "CLIENT_ORIGIN"),
        (b".com", b".com:443", "CLIENT_ORIGIN"),
        (b".com", b".com.evil.example", "CLIENT_ORIGIN"),
    ],
)
def test_type_challenge_and_origin_stand_first_and_are_spelt_in_one_way(old: bytes, new: bytes, code: str) -> None:
    assert verdict(START.replace(old, new) + b"}") == code


@pytest.mark.parametrize("origin", ["https://sign.example.com", "http://localhost:8080", "https://a"])
def test_an_origin_is_the_address_of_a_page(origin: str) -> None:
    assert read_origin(origin.encode()) == origin


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "sign.example.com",
        "android:apk-key-hash:abc",
        "https://SIGN.example.com",
        "https://sign.example.com/",
        "https://sign.example.com:",
        "https://sign.example.com:123456",
        "https://a@sign.example.com",
        "https://例.example.com",
        "https://sign.example.com\n",
        'https://sign.example.com","x":"',
    ],
)
def test_anything_else_is_no_origin(origin: str) -> None:
    with pytest.raises(BadSignature, match=r"^PASSKEY_ORIGIN: "):
        read_origin(origin.encode())


@given(strategies.binary(max_size=300), strategies.sampled_from([b"", START[:24], START]))
@settings(derandomize=True, deadline=None, max_examples=300, database=None)
def test_any_bytes_are_refused_by_one_exception(data: bytes, start: bytes) -> None:
    assert verdict(start + data) != ""
