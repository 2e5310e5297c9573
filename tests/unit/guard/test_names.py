from __future__ import annotations

import pytest

from docctl.guard.limits import Limits
from docctl.guard.names import fold
from docctl.guard.names import name_problems


def codes(*paths: str) -> list[str]:
    return [violation.code for violation in name_problems(paths, Limits())]


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        ".gitattributes",
        ".github/workflows/check.yml",
        ".pre-commit-hooks.yaml",
        "records/order/O-1.files/记录（1）《附件》 – 终版.pdf",
        "tools/docctl/__init__.py",
        "docs/a & b, 'c' + d=100%.txt",
        "console/communication.md",
        "a~b.txt",
        "backup.txt~",
        "x/nul-hypothesis.md",
    ],
)
def test_usual_names_are_left_alone(path: str) -> None:
    assert codes(path) == []


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("a//b", "PATH_TRAVERSAL"),
        ("/a", "PATH_TRAVERSAL"),
        ("./a", "PATH_TRAVERSAL"),
        ("a/.gitmodules", "PATH_DOTGIT"),
        (".Gitattributes", "PATH_DOTGIT"),
        ("PROGRA~1/a", "PATH_SHORTNAME"),
        ("a/AUX", "PATH_RESERVED"),
        ("a/con.tar.gz", "PATH_RESERVED"),
        ("a/nul .txt", "PATH_RESERVED"),
        ("a/LPT³", "PATH_RESERVED"),
        ("CONIN$", "PATH_RESERVED"),
        ("a/...", "PATH_TRAILING"),
        (" a", "PATH_LEADING"),
        ("--help", "PATH_LEADING"),
        ("a\ufeffb", "PATH_CHAR"),
        ("a\u2028b", "PATH_CHAR"),
        ("a|b", "PATH_CHAR"),
        ('a"b', "PATH_CHAR"),
        ("a*b", "PATH_CHAR"),
        ("a\u3164b", "PATH_CHAR"),
        ("a\U000e0041", "PATH_CHAR"),
        ("\udcff", "PATH_ENCODING"),
        ("文" * 86, "PATH_TOO_LONG"),
    ],
)
def test_each_name_is_refused_for_one_reason(path: str, code: str) -> None:
    assert codes(path) == [code]


def test_a_folder_is_named_once_however_many_files_lie_in_it() -> None:
    assert codes("a?/x", "a?/y", "a?/b/z") == ["PATH_CHAR"]


def test_names_are_compared_as_other_systems_see_them() -> None:
    assert codes("A/x", "a/y") == ["PATH_COLLISION"]
    assert codes("a/x", "b/X") == []
    assert codes("a", "A/b") == ["PATH_COLLISION"]
    assert codes("ﬁle", "file") == ["PATH_COLLISION"]
    assert fold("Straße") == fold("STRASSE")
    (found,) = name_problems(["x/A", "x/a"], Limits())
    assert (found.path, found.message.en) == ("x/a", "the same as x/A on Windows or macOS")


def test_the_policy_decides_how_long_and_deep_names_may_be() -> None:
    short = Limits(name_length=3, path_length=9, path_depth=2)
    assert [v.code for v in name_problems(["abcd", "a/b/c", "a/b/c/d", "aaa/bbb/ccc"], short)] == [
        "PATH_TOO_LONG",
        "PATH_TOO_DEEP",
        "PATH_TOO_LONG",
    ]


def test_a_very_deep_path_is_told_without_looking_at_its_folders() -> None:
    assert codes("/".join("a" * 5_000)) == ["PATH_TOO_LONG", "PATH_TOO_DEEP"]
