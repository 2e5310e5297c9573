from __future__ import annotations

from docctl.guard.personal import number_problems
from tests.unit.test_person_numbers import CARD
from tests.unit.test_person_numbers import PHONE


def test_each_number_is_told_at_its_place_and_not_repeated() -> None:
    found = list(number_problems(f"dossier of {CARD}\n\ncall {PHONE}\n", "commit 1a2b"))
    assert [(v.code, v.path, v.position) for v in found] == [
        ("PERSONAL_NUMBER", "commit 1a2b", (1, 12)),
        ("PERSONAL_NUMBER", "commit 1a2b", (3, 6)),
    ]
    assert [v.message.zh for v in found] == [
        "此处有未遮盖的身份证号码（末位 6）",
        "此处有未遮盖的手机号码（末位 0）",
    ]


def test_reserved_numbers_are_nobodys() -> None:
    assert list(number_problems(f"draft/{PHONE}", "branch", reserved={PHONE})) == []
    assert len(list(number_problems(f"draft/{PHONE}", "branch"))) == 1
