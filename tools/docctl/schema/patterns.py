"""Regular expressions kept to what every engine reads alike."""

from __future__ import annotations

import re

from docctl.violation import Text

MAX_PATTERN = 400
# Escapes of letters and digits, `\<` and `\>`, groups other than (?:…), set operations inside classes, and
# quantifiers of quantifiers: engines differ in each.
_FOREIGN = re.compile(r"\\[A-Za-mo-qsu-z0-9<>]|\(\?(?!:)|&&|--|~~|\[\[|\[:|[*+?}][*+]")


def pattern_problem(pattern: str) -> Text | None:
    """Why a pattern is outside the subset that all our engines read alike, or None."""
    if len(pattern) > MAX_PATTERN:
        return Text(f"longer than {MAX_PATTERN} characters", f"超过 {MAX_PATTERN} 个字符")
    foreign = _FOREIGN.search(pattern)
    if foreign:
        return Text(f"{foreign[0]} is read differently by different engines", f"{foreign[0]} 在不同引擎中含义不同")
    try:
        re.compile(pattern)
    except re.error as error:
        return Text(str(error), f"无法识别（{error}）")
    return None


def validator_problem(pattern: str) -> Text | None:
    """Why a pattern cannot stand in a schema, or None: what judges records must be able to read it too."""
    import jsonschema_rs  # noqa: PLC0415 - as in `docctl.schema.shape`

    if problem := pattern_problem(pattern):
        return problem
    try:
        jsonschema_rs.validator_for({"pattern": pattern}, pattern_options=jsonschema_rs.RegexOptions(), offline=True)
    except ValueError as error:
        return Text(str(error), f"无法识别（{error}）")
    return None
