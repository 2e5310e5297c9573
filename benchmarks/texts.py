"""Words and a YAML writer: everything that gives a generated record the look of a real one."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

SURNAMES = "沈周秦方宋蒋屈卢冯项曹裘池易邵言顾陆韩程"
GIVEN = "怀山静澜致和文博子安立诚伯钧云川小满一苇思远明轩若溪"
PLACES = "泽安云陂棠樾麓川砚池青禾石堰望湖临淮松原江浦"
INDUSTRIES = ("电梯部件", "轨道装备", "工程机械", "医疗器械", "光伏科技", "仪器仪表", "新能源汽车", "线缆材料")
PRODUCTS = (
    "圆形航空插头",
    "控制柜线束",
    "重载连接器",
    "监护导联线",
    "光伏连接器",
    "硅橡胶软电缆",
    "防水接插件",
    "传感器护套",
)
SUBJECTS = (
    "文件控制",
    "记录保存",
    "顾客财产",
    "合同评审",
    "纠正预防",
    "内部审核",
    "来料检验",
    "设备保养",
    "培训管理",
    "投诉处理",
)
_ACTORS = ("销售部", "质量部", "仓库", "研发部", "计划部", "设备部", "采购部", "经办人", "部门负责人", "资料管理人")
_MOMENTS = (
    "收到通知后",
    "到货当天",
    "每月末",
    "评审完成后",
    "发现异常时",
    "交付之前",
    "批次用完后",
    "每 6 个月",
    "顾客书面确认后",
)
_ACTS = (
    "核对品名、规格和数量",
    "登记台账并注明来源",
    "通知相关部门并留下书面记录",
    "隔离、标识并填写异常记录",
    "与顾客协商处理办法",
    "检查状态并更新有效期",
    "汇总差异并查明原因",
    "把结果送交归口部门存档",
    "按约定的方法检验并判定",
    "跟踪到关闭为止",
)
_ENDS = (
    "不得逾期",
    "双方签字各留一份",
    "未经同意不得改作他用",
    "差异超过 5% 的另行说明",
    "结果告知经办人",
    "过期的重新检验",
)
_PLAIN = re.compile(r"[A-Za-z\u4e00-\u9fff](?:[\w（）、，。；/.@+=-]| (?=[^# ]))*|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def sentence(rng: Random) -> str:
    """One clause of a procedure, some 40 characters long."""
    return f"{rng.choice(_ACTORS)}{rng.choice(_MOMENTS)}{rng.choice(_ACTS)}，{rng.choice(_ACTS)}；{rng.choice(_ENDS)}。"


def name_of(rng: Random) -> str:
    """The name of a fictional person."""
    return rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(GIVEN)


def company(number: int) -> str:
    """The name of a fictional company; no two numbers share one."""
    digits = [PLACES[number // len(PLACES) ** power % len(PLACES)] for power in range(4)]
    return f"{''.join(digits)}示例{INDUSTRIES[number % len(INDUSTRIES)]}有限公司"


def to_yaml(data: dict[str, Any]) -> str:
    """A record as people write it: block style, quotes where a reader could doubt."""
    return "\n".join(_mapping(data, "")) + "\n"


def _mapping(data: dict[str, Any], indent: str) -> Iterator[str]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _mapping(value, indent + "  ")
        elif isinstance(value, list):
            yield f"{indent}{key}:"
            yield from _items(value, indent + "  ")
        else:
            yield f"{indent}{key}: {_scalar(value)}"


def _items(values: list[Any], indent: str) -> Iterator[str]:
    for value in values:
        if isinstance(value, dict):
            lines = list(_mapping(value, indent + "  "))
            yield f"{indent}- {lines[0].lstrip()}"
            yield from lines[1:]
        else:
            yield f"{indent}- {_scalar(value)}"


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
        return str(value)
    return json.dumps(value, ensure_ascii=False)
