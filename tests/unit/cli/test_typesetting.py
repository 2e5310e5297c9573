from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from docctl.cli import typesetting
from tests.optional import require

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.company_repository import Company


def findings(company: Company, lang: str = "en") -> dict[str, tuple[bool, str]]:
    entries = company.docctl("doctor", "--format", "json", lang=lang).json
    return {entry["what"]: (entry["found"], entry["command"]) for entry in entries}


def test_what_is_there_is_found(pristine: Company) -> None:
    found = findings(pristine)
    names = (
        "package weasyprint (numbered copies)",
        "package pypdf (numbered copies)",
        "library Pango (numbered copies)",
        "Chinese fonts",
    )
    assert [found[name] for name in names] == [(True, "")] * 4


def test_fonts_are_those_that_fc_list_lists(tmp_path: Path) -> None:
    listed = subprocess.run([require("fc-list"), ":lang=zh"], capture_output=True, check=True).stdout
    assert typesetting.has_chinese_font() == bool(listed)
    # The same machine without any font.
    (tmp_path / "fonts.conf").write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>", encoding="utf-8")
    asked = "from docctl.cli import typesetting; print(typesetting.has_chinese_font())"
    environment = {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", asked], env=environment, capture_output=True, check=True, text=True, timeout=60
    )
    assert done.stdout == "False\n"


def test_what_is_missing_is_named_with_what_mends_it(pristine: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "PACKAGES", ("no_such_package",))
    monkeypatch.setattr(typesetting, "FONTCONFIG", ("libno-such.so",))
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    found = findings(pristine, lang="zh")
    assert found["软件包 no_such_package（分发件）"] == (False, "pip install 'docctl[pdf]'")
    assert found["程序库 Pango（分发件）"][0] is False
    assert "apt install libpangoft2-1.0-0" in found["程序库 Pango（分发件）"][1]
    assert "apt install fonts-noto-cjk" in found["中文字体"][1]
    # Whoever issues no copies needs none of it.
    assert pristine.docctl("doctor").code == 0
