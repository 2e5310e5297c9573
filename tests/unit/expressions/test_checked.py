from __future__ import annotations

import pytest

from docctl.expressions.checked import OF_A_DAY
from docctl.expressions.checked import Compiler
from docctl.expressions.paths import UNKNOWN
from docctl.expressions.paths import ListOf
from docctl.expressions.paths import Records
from docctl.expressions.paths import Value
from docctl.violation import Stop
from tests.unit.expressions.world import world

# The judged record as a whole: only the fields that an expression names are read.
WHOLE = [
    ("self == old", "self", 1),
    ("1 == 1 && old != self", "old", 11),
    ("self in []", "self", 1),
    ("has(self.name) && self[id] == ''", "self", 19),
    ("self[?id].orValue('') == ''", "self", 1),
    ("[self].exists(s, s == {})", "s", 18),
]

# expression -> what is misspelt, its character, and in what it was looked for
MISSPELT = [
    ("self.filed == 'a'", "filed", 5, "Customer"),
    ("'甲乙' == self.filed", "filed", 13, "Customer"),
    ("has(self.filed)", "filed", 4, "Customer"),
    ("self.?filed", "filed", 5, "Customer"),
    ("self.?filed.orValue('')", "filed", 5, "Customer"),
    ("self['filed']", "filed", 5, "Customer"),
    ("self[?'filed']", "filed", 5, "Customer"),
    ("old.filed == 1", "filed", 4, "Customer"),
    ("self.bank.acount", "acount", 10, "Bank"),
    ("self.?bank.?acount", "acount", 11, "Bank"),
    ("self.?bank.optMap(b, b.acount)", "acount", 23, "Bank"),
    ("self.name.size", "size", 10, "Name"),
    ("self.parent.name", "name", 12, "Parent"),
    ("self.lines.price", "price", 11, "a list"),
    ("self.lines[0].prcie", "prcie", 14, "Line"),
    ("self.lines[self.count].prcie", "prcie", 23, "Line"),
    ("self.lines[?0].?prcie", "prcie", 15, "Line"),
    ("self.lines.all(l, l.prcie > 1)", "prcie", 20, "Line"),
    ("self.lines.exists(l, l.prcie > 1)", "prcie", 23, "Line"),
    ("self.lines.exists_one(l, l.prcie > 1)", "prcie", 27, "Line"),
    ("self.lines.filter(l, l.prcie > 1).size() > 1", "prcie", 23, "Line"),
    ("self.lines.filter(l, l.price > 1)[0].prcie", "prcie", 37, "Line"),
    ("self.lines.map(l, l.prcie)", "prcie", 20, "Line"),
    ("self.lines.map(l, l.price > 1, l.prcie)", "prcie", 33, "Line"),
    ("self.lines.map(l, l.to).exists(t, ref(t).nmae == '')", "nmae", 41, "Customer"),
    ("(self.lines + self.lines).exists(l, l.prcie > 1)", "prcie", 38, "Line"),
    ("[self.bank].all(b, b.acount == '')", "acount", 21, "Bank"),
    ("(self.count > 1 ? self.bank : self.bank).acount", "acount", 41, "Bank"),
    ("{'a': self.bank}.a.acount", "acount", 19, "Bank"),
    ("{'a': 1}.b", "b", 9, "this map"),
    ("ref(self.parent).nmae", "nmae", 17, "Customer"),
    ("ref(self.owner).nmae", "nmae", 16, "customer or person"),
    ("ref('CUS-0001').nmae", "nmae", 16, "any record"),
    ("ref(ref(self.parent).parent).nmae", "nmae", 29, "Customer"),
    ("find('customer', 'tier', 'A').exists(c, c.nmae == '')", "nmae", 42, "Customer"),
    ("find('customer', 'tier', 'A')[0].nmae", "nmae", 33, "Customer"),
    ("find('customer', 'teir', 'A')", "teir", 18, "Customer"),
    ("find('customer', 'lines.prcie', 'A')", "lines.prcie", 18, "Customer"),
    ("find('customer', self.name, 'A')", "None", 22, "Customer"),
    ("find('customer', 'tier', self.teir)", "teir", 30, "Customer"),
    ("count('customer', 'teir', 'A')", "teir", 19, "Customer"),
    ("referrers('certificate', 'hodler')", "hodler", 26, "Certificate"),
    ("referrers('certificate', 'holder').map(c, c.nubmer)", "nubmer", 44, "Certificate"),
    ("latest('certificate', 'holder', id, 'isued_on')", "isued_on", 37, "Certificate"),
    ("latest('certificate', 'holder', id, 'issued_on').?nubmer", "nubmer", 49, "Certificate"),
    ("sumOf('customer', 'tier', 'A', 'cuont')", "cuont", 32, "Customer"),
    ("cfg.dco.sod", "dco", 4, "the parameters"),
    ("cfg['dco'].sod", "dco", 4, "the parameters"),
    ("cfg.doc.sodd", "sodd", 8, "this map"),
    ("cfg.doc.notations.exists(n, n.patern == '')", "patern", 30, "this map"),
    ("clauses(body).gasp", "gasp", 14, "this map"),
    ("revisions(id)[0].staet", "staet", 17, "this map"),
    ("min([self.bank]).acount", "acount", 17, "Bank"),
    ("optional.of(self.bank).value().acount", "acount", 31, "Bank"),
]


@pytest.mark.parametrize(("text", "value", "offset", "owner"), MISSPELT)
def test_a_misspelt_field_is_refused_with_its_place(text: str, value: str, offset: int, owner: str) -> None:
    violation = world().refusal(text)
    assert violation.code == "RULE_FIELD"
    assert violation.message.en == f"{value} at character {offset} of the expression is no field of {owner}"
    assert (violation.path, violation.position) == ("records/customer/CUS-0001.yaml", (4, 7))


@pytest.mark.parametrize(("text", "value", "offset"), WHOLE)
def test_a_record_as_a_whole_is_not_compared(text: str, value: str, offset: int) -> None:
    violation = world().refusal(text)
    assert violation.code == "RULE_WHOLE"
    said = f"{value} at character {offset} of the expression stands for the whole record: name a field of it"
    assert violation.message.en == said


def test_the_owner_is_named_in_the_language_of_the_reader() -> None:
    assert world().refusal("self.filed").message.zh == "表达式第 5 个字符处的 filed 不是客户的字段"


@pytest.mark.parametrize(
    ("text", "value", "offset"),
    [
        ("find('custmer', 'tier', 'A')", "custmer", 6),
        ("count(self.name, 'tier', 'A')", "None", 11),
        ("referrers('', 'tier')", "", 11),
    ],
)
def test_a_type_that_does_not_exist_is_refused(text: str, value: str, offset: int) -> None:
    violation = world().refusal(text)
    assert violation.code == "RULE_TYPE"
    assert violation.message.en == f"{value} at character {offset} of the expression is no record type"


def test_what_does_not_compile_is_refused() -> None:
    violation = world().refusal("self.name ==")
    assert violation.code == "RULE_SYNTAX"
    assert violation.message.en.startswith("at character 13 of the expression: Syntax error")


def test_without_a_subject_there_is_no_judged_record_to_read() -> None:
    checked = world().compile("cfg.doc.sod == self.anything", subject=None)
    assert checked.own == frozenset()
    assert world().compile("self.filed", subject=None).shape == UNKNOWN


def test_what_an_expression_reads_is_noted() -> None:
    checked = world().compile(
        "self.name == cfg.doc.sod && self.lines.exists(body, body.price > 1)"
        " && stage > id && [self].all(x, x.tier == '')"
    )
    assert checked.own == {"name", "lines", "tier"}
    assert checked.names == {"self", "cfg", "stage", "id"}
    assert checked.parameters == {"doc"}
    assert "body" in world().compile("body == '' && ['a'].exists(body, body == '')").names


@pytest.mark.parametrize("name", ["today", "state", "due", "old", "isNew", "item"])
def test_what_is_not_known_where_an_expression_stands_is_refused(name: str) -> None:
    with pytest.raises(Stop) as stopped:
        world().compile(f"[{name}] == [{name}]")
    assert stopped.value.violation.code == "RULE_VARIABLE"
    assert stopped.value.violation.message.en.startswith(f"{name} is not known here; there are body, cfg")


def test_what_is_offered_may_be_read() -> None:
    compiler = Compiler(world().host.environment, world().schemas).offering(OF_A_DAY)
    assert compiler.compile("today == state", "customer", world().document, ()).names == {"today", "state"}


def test_what_is_read_of_other_records_is_noted_by_type() -> None:
    compiler = Compiler(world().host.environment, world().schemas)
    document = world().document
    compiler.compile(
        "ref(self.parent).tier == '' && find('certificate', 'kind', '')[0].number == ''", "customer", document, ()
    )
    compiler.compile("ref(self.owner).name", "customer", document, ())
    assert dict(compiler.reads) == {"customer": {"tier", "name"}, "certificate": {"number"}, "person": {"name"}}
    compiler.compile("ref('P-001').roles", "customer", document, ())
    assert all("roles" in compiler.reads[slug] for slug in world().schemas.types)


def test_an_expression_has_a_shape_that_further_ones_may_use() -> None:
    compile_ = world().compile
    lines = compile_("self.lines").shape
    assert isinstance(lines, ListOf)
    assert isinstance(lines.item, Value)
    assert world().refusal("item.prcie", item=lines.item).code == "RULE_FIELD"
    assert compile_("item.price > 1", item=lines.item).names == {"item"}
    assert compile_("find('customer', 'tier', 'A')").shape == ListOf(Records(("customer",)))
    assert compile_("latest('customer', 'tier', 'A', 'name')").shape == Records(("customer",))
    assert compile_("ref(self.owner)").shape == Records(("customer", "person"))
    assert compile_("max(self.lines)").shape == lines.item
    for text in ("1", "[]", "anything.x", "'a'.size()", "self.tags[0].size()", "self.lines.size()"):
        assert compile_(text, anything=UNKNOWN).shape == UNKNOWN


def test_an_unknown_type_in_a_shape_is_not_judged() -> None:
    assert world().compile("x.anything", x=Records(("absent",))).shape == UNKNOWN


def test_a_field_named_after_a_group_without_fields_is_not_judged() -> None:
    assert world().compile("g.anything", g=Value({"type": "object"})).shape == UNKNOWN
    assert world().refusal("g.anything", g=Value({"properties": {}})).message.en.endswith("no field of this group")


def test_an_evaluation_goes_to_the_expression() -> None:
    assert world().evaluate("self.label + ' ' + ref(self.parent).label + ' ' + self.above") == "Example! Second! Second"
    assert world().evaluate("ref('CUS-0002').name") == "Second"
    assert world().evaluate("[self].all(x, x.count == 3)") is True
