"""Git: the only package that starts git; reading never imports GitPython."""

from __future__ import annotations

from docctl.git.plumbing import Commit
from docctl.git.plumbing import Entry
from docctl.git.plumbing import GitError
from docctl.git.plumbing import GitMissing
from docctl.git.plumbing import NotARepository
from docctl.git.plumbing import Repository
from docctl.git.plumbing import UnknownRevision

__all__ = ["Commit", "Entry", "GitError", "GitMissing", "NotARepository", "Repository", "UnknownRevision"]
