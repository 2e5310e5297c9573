"""The first day at a company, timed: install from the wheelhouse, begin, sign, adopt 50 Word files, check, site.

Usage: python tools/build/first_day.py [FOLDER]     after `make wheelhouse`; FOLDER is made (a passing one unless told)

Everything runs in an empty environment: no variable of this shell, a home of its own, no package index, and where the
system lets us (Linux, root) no network at all. LibreOffice makes PDF files of the Word files, as it does at a company.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from openpyxl import Workbook

ROOT = Path(__file__).resolve().parents[2]
WHEELHOUSE = ROOT / "build/wheelhouse"
PYTHON = os.path.realpath(sys.executable)
MAIL = "jia@example.com"
COUNT = 50
HEADINGS = (
    "文件编号", "文件名称", "版本", "文件种类", "文件类别", "介质", "文件分类", "owner_department",
    "编制部门", "解释部门", "发布日期", "生效日期", "页数", "change_history.revision", "change_history.date",
    "修改内容摘要", "paper_approval.approved_by", "批准日期",
)  # fmt: skip
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>',
}


class Day:
    """The folder of the day, and how long each step took."""

    def __init__(self, folder: Path) -> None:
        """Nothing has happened yet."""
        self.folder, self.took = folder, dict[str, float]()
        self.home = folder / "home"
        self.home.mkdir(parents=True)
        self.alone = self._without_network()

    def run(self, step: str, *command: str, cwd: Path | None = None) -> None:
        """One command of a step; what it says is shown where it fails."""
        begun = time.monotonic()
        path = f"{self.folder}/docctl/bin:/usr/bin:/bin"
        environment = {"PATH": path, "HOME": str(self.home), "LANG": "C.UTF-8", "DOCCTL_LANG": "zh", "PYTHON": PYTHON}
        done = subprocess.run(
            [*self.alone, *command], cwd=cwd or self.folder, env=environment, capture_output=True, check=False
        )
        self.took[step] = self.took.get(step, 0.0) + time.monotonic() - begun
        if done.returncode:
            sys.stderr.write((done.stdout + done.stderr).decode(errors="replace"))
            sys.exit(f"{step}: {' '.join(command)} failed with {done.returncode}")

    def _without_network(self) -> list[str]:
        """What starts a command without any network, where that is possible."""
        start = [shutil.which("unshare") or "true", "--net", "--"]
        return start if subprocess.run([*start, "false"], check=False).returncode == 1 else []


def main(folder: Path) -> None:
    """Live through the day, print what took how long."""
    if not (WHEELHOUSE / "SHA256SUMS").is_file():
        sys.exit("first: make wheelhouse")
    day = Day(folder)
    day.run("install", "sh", str(WHEELHOUSE / "install.sh"), str(folder / "docctl"))
    library = _begin(day)
    _prepare(day)
    adopt = ("docctl", "adopt", "--from", str(folder / "master-list.xlsx"), "--files", str(folder / "files"))
    signed = ("--as", "P-001", "--key", str(folder / "a"))
    day.run("adopt", *adopt, *signed, cwd=library)
    day.run("adopt again (nothing to do)", *adopt, *signed, cwd=library)
    day.run("commit", "git", "add", "--all", cwd=library)
    day.run("commit", "git", "commit", "--quiet", "--message", "首批文件纳入管理", cwd=library)
    day.run("check", "docctl", "check", cwd=library)
    day.run("verify", "docctl", "verify", "--all", cwd=library)
    day.run("site", "docctl", "site", "build", cwd=library)
    pages = len(list((library / "build/site/documents").glob("*.html")))
    network = "none" if day.alone else "not cut off here"
    for step, seconds in day.took.items():
        print(f"{seconds:8.1f} s  {step}")
    print(f"{sum(day.took.values()):8.1f} s  in all, {COUNT} documents, {pages} on the site; network: {network}")
    if pages < COUNT:
        sys.exit(f"{COUNT} documents were adopted, the site shows {pages}")


def _begin(day: Day) -> Path:
    """The library of a fictional company, its policy signed, its administrators enrolled, everything committed."""
    for name in ("a", "b"):
        day.run("keys", "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(day.folder / name))
    people = [
        f"--administrator=文控{name} <{mail}>={day.folder}/{key}.pub"
        for name, mail, key in zip("甲乙", (MAIL, "yi@example.com"), "ab", strict=True)
    ]
    day.run("init", "docctl", "init", "library", "--company", "虚构样品有限公司", "--language", "zh", *people)
    library = day.folder / "library"
    for key, *step in (("a", "enact", "P-001"), ("b", "enact", "P-002")):
        day.run("sign", "docctl", "keys", step[0], "--as", step[1], "--key", str(day.folder / key), cwd=library)
    for key, person, by in (("b", "P-001", "P-002"), ("a", "P-002", "P-001")):
        key_file = str(day.folder / key)
        day.run("sign", "docctl", "keys", "enrol", person, "--as", by, "--key", key_file, cwd=library)
    for name, value in (("user.name", "文控甲"), ("user.email", MAIL)):
        day.run("init", "git", "config", name, value, cwd=library)
    day.run("commit", "git", "add", "--all", cwd=library)
    day.run("commit", "git", "commit", "--quiet", "--message", "建立文件库", cwd=library)
    return library


def _prepare(day: Day) -> None:
    """What the company has: a list in Excel, and a Word file for each row."""
    files = day.folder / "files"
    files.mkdir()
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["受控文件清单（虚构）"])
    sheet.append(HEADINGS)
    for number in range(1, COUNT + 1):
        name, title = f"HM-QP-ZH{number:03}", f"管理程序{number}"
        head = [name, title, "A/0", "程序", "内部文件", "纸质", "行政文件", "ISO", "ISO", "ISO"]
        sheet.append([*head, "2019-05-01", "2019-06-01", 1, "A/0", "2019-05-01", "首次发布", "王建国", "2019-04-28"])
        _write_word(files / f"{name} {title}.docx", title)
    workbook.save(day.folder / "master-list.xlsx")


def _write_word(path: Path, title: str) -> None:
    lines = (title, "1 目的", "统一做法。（虚构示例）", "2 适用范围", "全公司。", "3 职责", "各部门负责人负责落实。")
    text = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    document = f'<w:document xmlns:w="{_WORD}"><w:body>{text}</w:body></w:document>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**_PARTS, "word/document.xml": document}.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{part}')


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]).absolute())
    else:
        with tempfile.TemporaryDirectory() as temporary:
            os.chdir(temporary)
            main(Path(temporary, "day"))
