"""What is refused about the files under site/, and about the built site."""

from __future__ import annotations

from docctl.violation import code

SITE_STRING = code(
    "SITE_STRING",
    ("text {value} is not given in {language}", "文字“{value}”缺少 {language} 版本"),
    (
        "give it in every language of policy.yaml: {{zh: …, en: …}}",
        "请按 policy.yaml 中的语言逐一填写：{{zh: …, en: …}}",
    ),
)
SITE_TEMPLATE = code(
    "SITE_TEMPLATE",
    ("the template cannot be used: {problem}", "页面模板无法使用：{problem}"),
    ("correct the template at this line", "请修改模板的这一行"),
)
SITE_PAGE_MISSING = code(
    "SITE_PAGE_MISSING",
    ("page {value} was not built", "页面 {value} 没有生成"),
    ("build the site again: `docctl site build`", "请重新生成网站：docctl site build"),
)
SITE_LINK_DEAD = code(
    "SITE_LINK_DEAD",
    ("the link {value} leads nowhere", "链接 {value} 没有对应的页面"),
    ("correct the link in the record or page it comes from", "请在来源记录或页面中更正该链接"),
)
SITE_ORIGIN = code(
    "SITE_ORIGIN",
    ("the page loads {value} from elsewhere, or runs it", "页面引用或运行了站外内容 {value}"),
    ("keep the file under site/assets/ and refer to it there", "请将文件放入 site/assets/ 并引用该处"),
)
SITE_BLOCK_MISSING = code(
    "SITE_BLOCK_MISSING",
    ("the page has no block {value}", "页面缺少 {value} 区块"),
    ("restore the block in the templates under site/templates/", "请在 site/templates/ 的页面模板中恢复该区块"),
)
SITE_BLOCK_CHANGED = code(
    "SITE_BLOCK_CHANGED",
    ("block {value} of the page says other than the records give", "页面的 {value} 区块与记录生成的内容不一致"),
    ("change the records, not the page, and build again", "请修改记录而不是页面，然后重新生成网站"),
)
SITE_FILE_CHANGED = code(
    "SITE_FILE_CHANGED",
    ("{value} is not as the parameters give it", "{value} 与参数生成的内容不一致"),
    (
        "change conf.styles in schemas/parameters.yaml and build again",
        "请修改 schemas/parameters.yaml 中的 conf.styles，然后重新生成网站",
    ),
)
SITE_WITHHELD = code(
    "SITE_WITHHELD",
    ("the site holds or names {value}, which this audience may not read", "网站包含或指向超出读者范围的 {value}"),
    (
        "build the site again for this audience: `docctl site build --audience`",
        "请按该读者范围重新生成网站：docctl site build --audience",
    ),
)
SITE_LEAK = code(
    "SITE_LEAK",
    ("the page shows what it may not: {what} of {value}", "页面显示了不应公开的内容：{value} 的{what}"),
    (
        "correct the template or the record that carries it, then build again",
        "请更正相应的模板或记录，然后重新生成网站",
    ),
)
SITE_SEARCH_MODE = code(
    "SITE_SEARCH_MODE",
    (
        "extra.docctl.search is {value}, neither pagefind nor builtin",
        "extra.docctl.search 为 {value}，应为 pagefind 或 builtin",
    ),
    ("correct it in mkdocs.yml", "请在 mkdocs.yml 中更正"),
)
SITE_SEARCH_CHANGED = code(
    "SITE_SEARCH_CHANGED",
    ("the search does not hold {value} as its page gives it", "搜索数据中的 {value} 与页面内容不一致"),
    ("build the site again: `docctl site build`", "请重新生成网站：docctl site build"),
)
CODES = (
    SITE_STRING,
    SITE_TEMPLATE,
    SITE_PAGE_MISSING,
    SITE_LINK_DEAD,
    SITE_ORIGIN,
    SITE_BLOCK_MISSING,
    SITE_BLOCK_CHANGED,
    SITE_FILE_CHANGED,
    SITE_WITHHELD,
    SITE_LEAK,
    SITE_SEARCH_MODE,
    SITE_SEARCH_CHANGED,
)
