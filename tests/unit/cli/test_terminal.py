from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

import pytest

from docctl.cli import terminal
from docctl.violation import Text

if TYPE_CHECKING:
    from pathlib import Path


def test_clock_is_fixed_for_reproducible_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert terminal.now().isoformat() == "1970-01-02T00:00:00+00:00"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert terminal.now().microsecond == 0
    assert terminal.now().year >= 2026


def test_table_counts_columns_not_characters(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOCCTL_LANG", "zh")
    terminal.print_table(("名称", "x"), [("a", True), ("很长的名称", "b\n\u202ec")])
    assert capsys.readouterr().out == "名称        x\n----------  ----\na           true\n很长的名称  b  c\n"
    terminal.say(Text("a", "甲"))
    assert capsys.readouterr().out == "甲\n"


def test_a_closed_pipe_is_read_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.StringIO):
        file = (tmp_path / "out").open("w")

        def write(self, _: str, /) -> int:
            raise BrokenPipeError

        def fileno(self) -> int:
            return self.file.fileno()

    monkeypatch.setattr(sys, "stdout", Closed())
    terminal.out("x")
    os.write(Closed.file.fileno(), b"nowhere")
    Closed.file.close()
    assert (tmp_path / "out").read_bytes() == b""


def test_a_stream_closed_before_the_start_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    terminal.out("x")
    assert terminal.flush(None) == 0


@pytest.mark.parametrize(("error", "code"), [(BrokenPipeError(), 0), (OSError(28, "full"), 3)])
def test_what_cannot_be_flushed_is_a_fault(
    error: OSError, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = (tmp_path / "out").open("w")

    def fail() -> None:
        raise error

    monkeypatch.setattr(terminal, "quiet", lambda _: None)
    with monkeypatch.context() as patch:
        wrapper = io.StringIO()
        patch.setattr(wrapper, "flush", fail, raising=False)
        assert terminal.flush(wrapper) == code
    assert terminal.flush(stream) == 0
    stream.close()


def test_what_is_printed_into_a_file_has_the_same_line_ends_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, newline="\r\n"))  # as Windows opens it
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    terminal.prepare_streams()
    terminal.out("a\nb")
    sys.stdout.flush()
    assert raw.getvalue() == b"a\nb\n"


def test_streams_escape_what_they_cannot_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    terminal.prepare_streams()
    sys.stdout.write("文")
    sys.stdout.flush()
    monkeypatch.delenv("PYTHONIOENCODING")
    terminal.prepare_streams()
    sys.stdout.write("文\udc80")
    sys.stdout.flush()
    assert raw.getvalue() == b"\\u6587" + "文".encode() + b"\\udc80"
