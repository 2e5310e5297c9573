"""What a lifecycle refuses in a record with a stored status."""

from __future__ import annotations

from docctl.violation import code

STATE_REQUIRES = code(
    "STATE_REQUIRES",
    ("{field} is missing: state {state} needs it", "缺少{field}：状态“{state}”必须填写"),
    ("add the line `{name}: …`, or go back to an earlier state", "请补上一行 {name}: …，或退回之前的状态"),
)
SIGNOFF_ROLE = code(
    "SIGNOFF_ROLE",
    (
        "{person} signed as {role} on {date}; {transition} needs {needed}, held on that day",
        "{person} 于 {date} 以 {role} 签字；“{transition}”须由当日担任 {needed} 的人员签字",
    ),
    ("let someone who holds the role sign", "请由具有该角色的人员签字"),
)
SIGNOFF_DISTINCT = code(
    "SIGNOFF_DISTINCT",
    ("{person} signed both {first} and {second}", "{person} 同时签署了“{first}”和“{second}”"),
    ("two different persons must sign", "须由两个不同的人签字"),
)
SIGNER_HOLDS_NO_ROLE = code(
    "SIGNER_HOLDS_NO_ROLE",
    (
        "{person} may not sign on {date}: {transition} needs {needed}, held on that day",
        "{person} 于 {date} 不能签字：“{transition}”须由当日担任 {needed} 的人员签字",
    ),
    ("let someone who holds the role sign", "请由具有该角色的人员签字"),
)
CODES = (STATE_REQUIRES, SIGNOFF_ROLE, SIGNOFF_DISTINCT, SIGNER_HOLDS_NO_ROLE)
