"""What a validator found, said in words people know."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Callable

_LIMITS = {
    "minLength": Text("is shorter than {limit} characters", "少于 {limit} 个字符"),
    "maxLength": Text("is longer than {limit} characters", "超过 {limit} 个字符"),
    "minimum": Text("is less than {limit}", "小于 {limit}"),
    "maximum": Text("is more than {limit}", "大于 {limit}"),
    "exclusiveMinimum": Text("is not more than {limit}", "应大于 {limit}"),
    "exclusiveMaximum": Text("is not less than {limit}", "应小于 {limit}"),
    "minItems": Text("has fewer than {limit} entries", "少于 {limit} 项"),
    "maxItems": Text("has more than {limit} entries", "超过 {limit} 项"),
}
_TYPES = {
    "string": Text("text (put it in quotes)", "文字（请加引号）"),
    "integer": Text("a whole number", "整数"),
    "number": Text("a number", "数字"),
    "boolean": Text("true or false", "true 或 false"),
    "array": Text("a list", "列表"),
    "object": Text("a group of fields", "一组字段"),
}
_FORMATS = {
    "date": Text("is not a day such as 2026-02-28", "不是 2026-02-28 这样的日期"),
    "date-time": Text("is not a moment such as 2026-02-28T09:30:00+08:00", "不是 2026-02-28T09:30:00+08:00 这样的时刻"),
    "duration": Text("is not a duration such as P3M", "不是 P3M 这样的时长"),
}


def problem(error: Any) -> Text:
    """What is wrong, as the end of a sentence that began with the field and its value."""
    kind = error.kind
    if kind.name in _LIMITS:
        return _LIMITS[kind.name].fill(limit=kind.limit)
    if kind.name in _SENTENCES:
        return _SENTENCES[kind.name](kind)
    return Text(error.message, f"不符合要求（{error.message}）")


def too_many_decimals(scale: int) -> Text:
    """A number finer than `x-scale` allows."""
    if scale == 0:
        return Text("is not a whole number", "不是整数")
    return Text(f"has more than {scale} decimals", f"小数超过 {scale} 位")


def another_word(value: str) -> Text:
    """A value in other words than the closed list has."""
    return Text(f"is another word for {value}; write {value}", f"即“{value}”，请写作“{value}”")


def _type(kind: Any) -> Text:
    wanted = [_TYPES[name] for name in kind.types]
    return Text("is not " + " or ".join(t.en for t in wanted), "应为" + "或".join(t.zh for t in wanted))


def _enum(kind: Any) -> Text:
    options = [str(option) for option in kind.options]
    return Text(f"is none of: {', '.join(options)}", f"不在可选值之内：{'、'.join(options)}")


def _alternatives(kind: Any) -> Text:
    branches = kind.context
    if not all(branches):
        return Text("fits more than one of the allowed forms", "同时符合多种形式，只能选择其中一种")
    names = [getattr(error.kind, "property", "") for error, *_ in branches]
    if all(names):
        return Text(f"needs one of {', '.join(names)}", f"需要填写其中之一：{'、'.join(names)}")
    return Text("fits none of the allowed forms", "不符合任何一种允许的形式")


_SENTENCES: dict[str, Callable[[Any], Text]] = {
    "type": _type,
    "enum": _enum,
    "anyOf": _alternatives,
    "oneOf": _alternatives,
    "format": lambda kind: _FORMATS[kind.format],
    "pattern": lambda kind: Text(f"does not match {kind.pattern}", f"不符合格式 {kind.pattern}"),
    "const": lambda kind: Text("must be {value}", "必须是 {value}").fill(value=kind.expected_value),
    "uniqueItems": lambda _kind: Text("names something twice", "有重复的项"),
    "contains": lambda _kind: Text("lacks an entry that is needed", "缺少必需的一项"),
    "not": lambda _kind: Text("is not allowed here", "此处不允许"),
}
