"""S003-07: a copy that goes out by a channel not meant for its level is refused; documents have class and medium."""

from __future__ import annotations

import pytest

from tests.policies.documents import of_draft
from tests.policies.documents import violations

COPY = """id: HM-QP-XS001-A-0-01
type: distribution-record
schema_version: 1
title: 客户审核管理程序 A/0 分发件
status: issued
confidentiality: {level}
owner_department: ISO
created_on: 2026-02-03
document: HM-QP-XS001
document_version: A/0
copy_no: XS001-01
recipient_department: QA
copies: 1
medium: {medium}
channel: {channel}
stamps: [受控, 分发]
issued_on: 2026-02-03
issued_by: P-002
"""
REFUSED = [("R-042", "dist.channel.by-class", "/channel")]


def issued(level: str, medium: str, channel: str) -> list[tuple[str, str, str]]:
    """What is wrong with a copy that is sent so."""
    text = COPY.format(level=level, medium=medium, channel=channel)
    return violations({"records/distribution-record/HM-QP-XS001-A-0-01.yaml": text.encode()})


@pytest.mark.parametrize(
    ("level", "medium", "channel", "found"),
    [
        ("普通级", "电子", "电子邮件系统", []),
        ("秘密级", "电子", "文件共享平台", []),
        ("普通级", "纸质", "内部邮件", []),
        ("机密级", "电子", "加密传输", []),
        ("绝密级", "纸质", "专人递送", []),
        ("普通级", "电子", "内部邮件", REFUSED),
        ("普通级", "纸质", "加密传输", REFUSED),
        ("机密级", "电子", "电子邮件系统", REFUSED),
        ("绝密级", "纸质", "内部邮件", REFUSED),
    ],
)
def test_a_channel_must_fit_the_level_and_the_medium(
    level: str, medium: str, channel: str, found: list[tuple[str, str, str]]
) -> None:
    assert issued(level, medium, channel) == found


@pytest.mark.parametrize("field", ["doc_class: 内部文件\n", "medium: 电子\n", "file_type: 行政文件\n"])
def test_a_document_has_its_class_and_medium(field: str) -> None:
    name = field.partition(":")[0]
    assert of_draft((field, "")) == [("R-029", "engine.field-missing", f"/{name}")]
