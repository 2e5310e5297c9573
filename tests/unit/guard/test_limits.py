from __future__ import annotations

import pytest

from docctl.guard.limits import Limits
from docctl.reader.bounds import USUAL
from docctl.reader.bounds import Bounds
from docctl.schema.metaschema import metaschema
from tests.hostile.content_inputs import value
from tests.hostile.library import POLICY
from tests.hostile.library import judged


def test_a_policy_that_says_nothing_leaves_the_usual_limits() -> None:
    assert Limits.of({}) == Limits()
    assert Limits.of({"limits": {}}) == Limits()
    assert Bounds.of({}) == USUAL


def test_a_policy_moves_single_limits() -> None:
    limits = Limits.of({"limits": {"depth": 8, "files": 3}})
    assert (limits.depth, limits.files, limits.seconds) == (8, 3, Limits().seconds)
    assert Bounds.of({"limits": {"depth": 8, "files": 3}}) == Bounds(depth=8)


def test_every_limit_may_stand_in_a_policy_and_its_usual_value_is_allowed() -> None:
    allowed = metaschema()["$defs"]["policy"]["properties"]["limits"]["properties"]
    assert set(allowed) == set(vars(Limits()))
    for name, usual in vars(Limits()).items():
        assert allowed[name]["minimum"] <= usual <= allowed[name]["maximum"]


@pytest.mark.parametrize(
    ("limit", "text", "code"),
    [
        ("depth: 8", "lines: " + "[" * 9 + "]" * 9, "YAML_TOO_DEEP"),
        ("nodes: 500", f"parts: [{', '.join(['P-1'] * 600)}]", "YAML_TOO_MANY_NODES"),
        ("scalar: 1000", f"name: {'x' * 1001}", "YAML_SCALAR_TOO_LONG"),
        ("record_bytes: 4096", "# " + "x" * 4096, "FILE_TOO_LARGE"),
    ],
)
def test_the_limits_of_the_policy_hold_for_records(limit: str, text: str, code: str) -> None:
    files = dict(value("x", code, text).files)
    policy = {"schemas/policy.yaml": f"{POLICY}limits: {{{limit}}}\n".encode()}
    assert code in {violation.code for violation in judged({**files, **policy})}
