"""What is found, against what is there: queries over the example company and over texts in the manner of statutes.

The truth is worked out apart from the search: a page counts where the words stand in what a browser shows of it.
"""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING
from typing import NamedTuple

import pytest

from docctl.publish.edition import Edition
from docctl.publish.search.files import TEXTS
from docctl.publish.search.files import search_files
from docctl.publish.search.pagefind import FOLDER
from docctl.publish.search.pagefind import write_index
from docctl.publish.stage import stage_site
from docctl.publish.words import Words
from docctl.publish.words import read_words
from tests.browser.browsing import served
from tests.browser.example_site import example
from tests.browser.search_page import ask
from tests.browser.search_page import hits
from tests.browser.search_page import open_dialog
from tests.optional import require

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

    from playwright.sync_api import Browser
    from playwright.sync_api import Page

FIRST = 5
WANTED_PRECISION = 0.95
DIGITS = "零一二三四五六七八九"
SUBJECTS = ("民营企业", "私营企业", "经营企业", "运营企业", "招标人", "承运人", "监督管理部门", "档案馆", "检验机构")
DUTIES = ("建立质量管理制度", "妥善保存原始记录", "公示收费标准", "按期提交年度报告", "配合监督检查", "保守商业秘密")
AMOUNTS = ("20 万元", "50 万元", "80万元", "300 万元", "0.5% 的罚款", "3 个工作日", "十五日")
CITED = ("CAPA-2025-014", "QP-XS-003", "Q/CA.G7C00", "GB/T 19001", "ISO 13485", "YY/T 0287-2017")
ENGLISH = ("service level agreement", "certificate of origin", "bill of lading", "letter of credit")
PEOPLE = ("李志强", "欧阳明远", "赵一鸣", "王海")


class Query(NamedTuple):
    """What is typed, and the words that must all stand in a page."""

    typed: str
    words: tuple[str, ...]


def query(typed: str, *words: str) -> Query:
    return Query(typed, words or (typed,))


QUERIES = (
    # phrases, whole and in part; parts that cut a word
    query("第三十二条"),
    query("三十二"),
    query("营企业"),
    query("民营企业"),
    query("督管理"),
    query("质量管理制度"),
    query("商业秘密"),
    query("按期提交"),
    query("原始记"),
    query("合同与订单评审控制程序"),
    query("订单评审"),
    query("客户档案"),
    query("示例电梯"),
    query("泽安示例电梯部件有限公司"),
    query("资质证照"),
    query("纠正措施"),
    query("控制柜线束"),
    query("不得作为工作依据"),
    # amounts and terms, typed with a blank or without
    query("50万元"),
    query("50 万元", "50万元"),
    query("80 万元", "80万元"),
    query("300万元"),
    query("3个工作日"),
    query("0.5%"),
    query("十五日"),
    # numbers, whole and in part, in any case
    query("CAPA-2025-014"),
    query("capa-2025"),
    query("qp-xs-003"),
    query("2025-014"),
    query("HM-QP-XS001"),
    query("hm-qr-xs006"),
    query("QP-XS0", "qp-xs0"),
    query("CUS-0001"),
    query("Q/CA.G7C00"),
    query("91320000DEMX001017"),
    query("2025-02-18"),
    query("ISO 13485", "iso", "13485"),
    query("YY/T 0287-2017", "yy/t", "0287-2017"),
    # names
    query("李志强"),
    query("欧阳明远"),
    query("顾晓岚"),
    query("王海"),
    # single characters, several words, quotes, English
    query("药"),
    query("镍"),
    query("锁"),
    query("档案 罚款", "档案", "罚款"),
    query("招标人 50万元", "招标人", "50万元"),
    query("客户 审核 2026", "客户", "审核", "2026"),
    query("CAPA-2025-014 李志强", "capa-2025-014", "李志强"),
    query("letter of credit", "letter", "of", "credit"),
    query('"bill of lading"', "bill of lading"),
    query("lading"),
    query("contract"),
    query("procedure"),
    query("电梯，线束", "电梯", "线束"),
    query("《质量管理制度》", "质量管理制度"),
    query("ＣＡＰＡ－２０２５－０１４", "capa-2025-014"),
)


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")


def statutes(count: int = 40) -> dict[str, tuple[str, str]]:
    """Pages in the manner of statutes, all invented; the same each time."""
    dice = random.Random(20261122)  # noqa: S311 - variety, no secret
    found = {}
    for number in range(1, count + 1):
        title = f"{dice.choice(SUBJECTS)}管理办法（示例{chinese(number)}）"
        lines = [f"# {title}", ""]
        for article in range(1, dice.randint(20, 45)):
            lines += [f"**第{chinese(article)}条** {_article(dice)}", ""]
        found[f"statute-{number:02d}"] = (title, "\n".join(lines))
    return found


def _article(dice: random.Random) -> str:
    text = f"{dice.choice(SUBJECTS)}应当{dice.choice(DUTIES)}"
    if dice.random() < 0.1:
        text += f"，违反的处 {dice.choice(AMOUNTS)}"
    if dice.random() < 0.05:
        text += f"，参照 {dice.choice(CITED)}"
    if dice.random() < 0.03:
        text += f"；联系人{dice.choice(PEOPLE)}"
    if dice.random() < 0.03:
        text += f"（{dice.choice(ENGLISH)}）"
    return text + dice.choice(
        ("。", "；情节严重的，责令停业整顿。", "，但药品、镍镉电池除外。" if dice.random() < 0.2 else "。")
    )


@pytest.fixture(scope="module")
def staged() -> dict[str, bytes]:
    """The example company in Chinese with the statutes among its written pages."""
    require("chromium")
    site = example()
    edition = Edition(site, "zh", Words(read_words(site.templates, site.languages), "zh"))
    files = stage_site(site, "zh")
    pages = {
        path.removeprefix("docs/").removesuffix(".md") + ".html": data
        for path, data in files.items()
        if path.startswith("docs/") and path.endswith(".md")
    }
    kept = {path: data for path, data in files.items() if not path.startswith(TEXTS)}
    return kept | search_files(edition, pages, statutes())


@pytest.fixture(scope="module")
def page(staged: Mapping[str, bytes], browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("quality")
    for path, data in staged.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    write_index(folder / TEXTS, folder / "docs" / FOLDER)
    (folder / "docs" / "index.html").write_text(shell(), encoding="utf-8")
    with served(folder / "docs") as port:
        opened = browser.new_context().new_page()
        opened.goto(f"http://127.0.0.1:{port}/index.html")
        open_dialog(opened)
        opened.get_by_role("button", name="仅现行有效").click()
        yield opened


def shell() -> str:
    """A page with nothing but the dialog; what the page engine puts around it does not matter here."""
    head = '<meta charset="utf-8"><link rel="icon" href="data:,"><link rel="stylesheet" href="assets/search.css">'
    search = '<div data-dc-search="pagefind" data-dc-search-label="搜索"></div><script src="assets/search.js"></script>'
    return f'<!doctype html><html lang="zh"><head>{head}</head><body>{search}</body></html>'


@pytest.fixture(scope="module")
def shown(page: Page, staged: Mapping[str, bytes]) -> dict[str, str]:
    """What a browser shows of each page that can be found, in lower case and without blanks beside Chinese."""
    titles = json.loads(staged["docs/search/titles.json"])
    reader = page.context.new_page()
    written = statutes()
    found = {}
    for row in titles["entries"]:
        folder, kind, _ = titles["kinds"][row[0]]
        state, state_title, is_current = titles["states"][row[6]]
        path = f"{folder}/{row[1]}" if folder else row[1]
        text = written[path][1] if path in written else staged[f"docs/{path}.md"].decode().split("---\n", 2)[2]
        head = [row[7] if len(row) > 7 else row[1], row[2], row[3], kind, state_title if state else ""]
        wanted = "[data-dc-block=notice]" if folder == "documents" and not is_current else ""
        found[f"{path}.html"] = comparable("\n".join([*head, reader.evaluate(SHOWN, [text, wanted])]))
    reader.close()
    return found


SHOWN = """([html, wanted]) => {
  const given = new DOMParser().parseFromString(html, 'text/html');
  const unread = '[data-search-exclude], .dc-head, nav, del, svg, script, style';
  given.querySelectorAll(unread).forEach(node => node.remove());
  document.body.style.whiteSpace = 'pre-wrap';
  document.body.replaceChildren(...(wanted ? given.querySelectorAll(wanted) : given.body.childNodes));
  document.querySelectorAll('details').forEach(node => { node.open = true; });
  return document.body.innerText;
}"""


def comparable(text: str) -> str:
    text = text.lower().replace("**", "").replace("\t", "\n")
    return re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef]) +| +(?=[\u3000-\u9fff\uff00-\uffef])", "", text)


class Outcome(NamedTuple):
    """How one query fared."""

    typed: str
    there: int
    found: int
    recall: float
    precision: float
    missed: list[str]
    wrong: list[str]

    def line(self) -> str:
        lists = f"{self.missed[:3] or ''} {self.wrong[:3] or ''}"
        return f"{self.typed:<24} {self.there:>4} {self.found:>4} {self.recall:>6.2f} {self.precision:>6.2f}  {lists}"


def outcome(page: Page, shown: Mapping[str, str], asked: Query) -> Outcome:
    truth = {path for path, text in shown.items() if all(word.lower() in text for word in asked.words)}
    ask(page, asked.typed)
    found = hits(page, "texts")
    assert len(found) == len(set(found))
    recall = len(truth & set(found)) / len(truth) if truth else 1.0
    first = found[:FIRST]
    possible = min(FIRST, len(truth))
    precision = sum(path in truth for path in first) / max(len(first), possible) if first or possible else 1.0
    missed, wrong = sorted(truth - set(found)), sorted(set(found) - truth)
    return Outcome(asked.typed, len(truth), len(found), recall, precision, missed, wrong)


def test_everything_that_is_there_is_found_and_the_first_hits_are_right(page: Page, shown: dict[str, str]) -> None:
    outcomes = [outcome(page, shown, one) for one in QUERIES]
    answered = [one for one in outcomes if one.there]
    table = "\n".join(["query                     true found recall  P@5", *(one.line() for one in outcomes)])
    precision = sum(one.precision for one in answered) / len(answered)
    table += f"\n{len(answered)} queries with an answer, mean P@5 {precision:.3f}"
    print(table)  # noqa: T201 - shown where the test fails
    assert len(answered) >= 40
    assert [one.typed for one in outcomes if one.recall < 1.0] == [], table
    assert precision >= WANTED_PRECISION, table


def test_what_is_nowhere_is_not_found(page: Page, shown: dict[str, str]) -> None:
    for typed in ("HM-QP-XS999", "zzzqqq", '"量子纠缠"', "９９９万元"):
        assert not any(typed.strip('"').lower() in text for text in shown.values())
        ask(page, typed)
        assert hits(page, "texts") == [], typed


def test_what_is_in_force_comes_first(page: Page, staged: Mapping[str, bytes]) -> None:
    titles = json.loads(staged["docs/search/titles.json"])
    current = {f"{titles['kinds'][row[0]][0]}/{row[1]}.html": titles["states"][row[6]][2] for row in titles["entries"]}
    ask(page, "程序")
    found = [current[path] for path in hits(page, "texts") if "/" in path]
    assert 0 in found
    assert found == sorted(found, reverse=True)


def test_the_index_is_small(tmp_path: Path, staged: Mapping[str, bytes]) -> None:
    for path, data in staged.items():
        if path.startswith(TEXTS):
            place = tmp_path / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
    write_index(tmp_path / TEXTS, tmp_path / "out")
    assert sum(p.stat().st_size for p in (tmp_path / "out").rglob("*") if p.is_file()) < 2_000_000
