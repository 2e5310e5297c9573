"""What is done after the page engine: its scripts become files, the policy stands in each page, others do not run."""

from __future__ import annotations

from docctl.publish.engine.finish import finished
from docctl.publish.security import POLICY_TAG

PAGE = """<!doctype html>
<html><head>
    <meta charset="utf-8">

    <script>frame()</script>
    <script src="a.js"></script>
</head><body>
<article class="md-content__inner md-typeset"><script>content()</script>
  two  lines
</article>
<script>
  tail()
</script>
<script id="__config" type="application/json">{"a": 1}</script>
</body></html>
"""


def test_scripts_of_the_frame_become_files_and_those_of_the_content_stay() -> None:
    scripts: dict[str, str] = {}
    page = finished(PAGE, "../", scripts)
    assert sorted(scripts.values()) == ["\n  tail()\n", "frame()"]
    assert [f'<script src="../assets/engine/{name}"></script>' in page for name in scripts] == [True, True]
    assert "<script>content()</script>\n  two  lines\n" in page
    assert '{"a": 1}' in page


def test_the_policy_stands_before_every_script_and_only_once() -> None:
    page = finished(PAGE, "", {})
    assert page.index(POLICY_TAG) < page.index("<script")
    assert finished(page, "", {}).count(POLICY_TAG) == 1


def test_a_page_without_content_is_all_frame() -> None:
    scripts: dict[str, str] = {}
    finished('<meta charset="utf-8"><script>x()</script>', "", scripts)
    assert list(scripts.values()) == ["x()"]


def test_the_same_script_is_one_file() -> None:
    scripts: dict[str, str] = {}
    first = finished(PAGE, "", scripts)
    assert finished(PAGE, "", scripts) == first
    assert len(scripts) == 2
