"""Fetches the official JSON Schema test suite out of jsonschema's source archive, which the lock pins."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from pathlib import PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements" / "dev.txt"
TARGET = ROOT / ".cache" / "json-schema-suite"
WANTED = ("json/tests/draft2020-12/", "json/remotes/")


class SuiteError(Exception):
    """The suite cannot be had, or is not the pinned one."""


def pinned(lock: str) -> str:
    """The lock's entry of jsonschema: version and hashes."""
    entry = re.search(r"^jsonschema==(?:.*\\\n)+.*$", lock, re.MULTILINE)
    if entry is None:
        raise SuiteError("requirements/dev.txt does not pin jsonschema")
    return entry.group()


def download(entry: str, folder: Path) -> Path:
    """The source archive, checked by pip against the entry's hashes."""
    requirement = folder / "jsonschema.txt"
    requirement.write_text(entry + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--retries", "1"]
    command += ["--no-deps", "--no-binary", ":all:", "--no-build-isolation", "--require-hashes"]
    command += ["--dest", str(folder), "--requirement", str(requirement)]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)
    archives = list(folder.glob("jsonschema-*.tar.gz"))
    if outcome.returncode or len(archives) != 1:
        reason = (outcome.stderr.strip() or "pip says no reason").splitlines()[-1]
        raise SuiteError(f"jsonschema's source archive cannot be downloaded: {reason}")
    return archives[0]


def verify(archive: Path, entry: str) -> None:
    """Trusts the lock, not the download."""
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if f"sha256:{digest}" not in entry:
        raise SuiteError(f"{archive.name} has SHA-256 {digest}, which the lock does not name")


def extract(archive: Path, folder: Path) -> None:
    """The suite's cases and the schemas they refer to; nothing else leaves the archive."""
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            inside = PurePosixPath(*PurePosixPath(member.name).parts[1:])
            if member.isfile() and ".." not in inside.parts and str(inside).startswith(WANTED):
                source = tar.extractfile(member)
                if source is not None:
                    target = folder / inside.relative_to("json")
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(source.read())


def fetch(entry: str) -> None:
    """Puts the suite in place whole or not at all."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=TARGET.parent) as temporary:
        folder = Path(temporary)
        archive = download(entry, folder)
        verify(archive, entry)
        extract(archive, folder / "suite")
        (folder / "suite" / "made-from").write_text(entry, encoding="utf-8")
        shutil.rmtree(TARGET, ignore_errors=True)
        (folder / "suite").rename(TARGET)


def main() -> int:
    """Without a network the rest of the environment is still good: the tests name what did not run."""
    try:
        entry = pinned(LOCK.read_text(encoding="utf-8"))
        stamp = TARGET / "made-from"
        if not stamp.is_file() or stamp.read_text(encoding="utf-8") != entry:
            fetch(entry)
    except SuiteError as error:
        print(f"docctl: {error}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
