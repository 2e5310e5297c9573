"""A connection pushes to or fetches from one repository, and does nothing else."""

from __future__ import annotations

import pytest

from docctl.guard import connection
from docctl.guard.connection import Wish

HERE = "/srv/company.git"


@pytest.mark.parametrize(
    ("command", "service"),
    [
        ("git-receive-pack '/srv/company.git'", "receive-pack"),
        ("git receive-pack 'company.git'", "receive-pack"),
        ("git-upload-pack '/company'", "upload-pack"),
        ("git-upload-pack company.git/", "upload-pack"),
    ],
)
def test_pushing_and_fetching_are_known(command: str, service: str) -> None:
    wish = connection.wish_of(command)
    assert wish is not None
    assert wish.service == service
    assert connection.names(wish, HERE)


@pytest.mark.parametrize(
    "command",
    [
        "",
        "id",
        "git-shell",
        "git-upload-archive 'company.git'",
        "git-receive-pack 'company.git'; id",
        "git-receive-pack 'company.git' --help",
        "git-receive-pack 'a'\\''b'",
        "git-receive-pack $(id)x y",
        "GIT_PROTOCOL=version=2 git-upload-pack 'company.git'",
        "git-receive-pack\n'company.git'",
        "git-receive-pack ''",
    ],
)
def test_anything_else_is_none(command: str) -> None:
    assert connection.wish_of(command) is None


@pytest.mark.parametrize(
    "path", ["/etc", "../company.git", "/srv/company.git/../other.git", "srv/company.git", "~/x", "company"]
)
def test_only_the_one_repository_is_meant(path: str) -> None:
    assert connection.names(Wish("upload-pack", path), HERE) is (path == "company")


@pytest.mark.parametrize(
    "name", ["GIT_PROTOCOL", "PYTHONPATH", "SOURCE_DATE_EPOCH", "GIT_DIR", "DOCCTL_PERSON", "LD_PRELOAD"]
)
def test_what_a_client_says_of_itself_goes_no_further(name: str) -> None:
    assert name not in connection.KEPT
