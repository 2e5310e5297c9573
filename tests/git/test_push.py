"""Real pushes to a guarded repository: over a path and over SSH, with races, killed hooks and full disks."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from tests import optional
from tests.depot import MAIN
from tests.depot import NOW
from tests.depot import ORDER
from tests.depot import POLICY
from tests.depot import Depot
from tests.depot import identity
from tests.depot import library
from tests.depot import mail
from tests.depot import policy
from tests.gitrepo import GitRepo
from tests.shop import ORDER as ORDER_TYPE
from tests.shop import order

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.depot import Answer


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Depot:
    return Depot(tmp_path_factory.mktemp("depot"))


@pytest.fixture
def depot(pristine: Depot, tmp_path: Path) -> Depot:
    """A copy of the server and of the clone, guarded where it lies."""
    for name in ("server.git", "clone"):
        shutil.copytree(pristine.folder / name, tmp_path / name, symlinks=True)
    copy = Depot.__new__(Depot)
    copy.folder, copy.server, copy.clone = tmp_path, GitRepo(tmp_path / "server.git"), GitRepo(tmp_path / "clone")
    copy.clone.run("remote", "set-url", "origin", str(copy.server.path))
    return copy


def add(depot: Depot, number: int, text: str = "", by: str = "P-3") -> str:
    """Commit one more order in the clone."""
    for path, source in order(number, text).items():
        depot.clone.write(path, source)
    return depot.commit(by)


def codes(answer: Answer) -> set[str]:
    """The codes that an answer names."""
    return set(re.findall(r" \[([A-Z0-9_-]+)\] ", answer.text))


# Over a path


def test_a_number_is_reserved_on_the_server_by_who_it_is_for(depot: Depot) -> None:
    def new(number: str, mail: str) -> Answer:
        depot.clone.run("config", "user.email", mail)
        command = [sys.executable, "-m", "docctl", "new", "order", "--id", number]
        return depot.run(command, depot.clone.path, {"DOCCTL_PERSON": "P-3"})

    assert new("O-50", mail("P-3")).code == 0
    assert "refs/docctl/num/O-50" in depot.refs()
    refused = new("O-51", "nobody@example.com")
    assert refused.code == 3
    assert "COMMIT_IDENTITY" in refused.text
    assert "refs/docctl/num/O-51" not in depot.refs()
    assert new("O-50", mail("P-3")).code != 0


def test_a_good_push_is_taken_and_says_nothing(depot: Depot) -> None:
    commit = add(depot, 2)
    answer = depot.push("P-3", "main")
    assert answer.code == 0
    assert "remote:" not in answer.text
    assert depot.server.text("rev-parse", "main") == commit


def test_a_bad_push_moves_nothing_and_leaves_nothing_behind(depot: Depot) -> None:
    before, held = depot.refs(), objects(depot)
    bad = add(depot, 2, "secret: 1\n")
    answer = depot.push("P-3", "main", f"{depot.clone.text('rev-parse', 'HEAD~1')}:refs/heads/draft/good")
    assert (answer.code, codes(answer)) == (1, {"FIELD_UNKNOWN"})
    assert "remote: docctl: the push was refused" in answer.text
    assert (depot.refs(), objects(depot)) == (before, held)
    assert bad[2:] not in {name.rpartition("/")[2] for name in objects(depot)}


def objects(depot: Depot) -> list[str]:
    """What the server holds, quarantines that were left behind included."""
    root = depot.server.path / "objects"
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file() or "tmp" in path.name)


FSCK = {
    "badFilemode": "100664 a.yaml\0",
    "zeroPaddedFilemode": "0100644 a.yaml\0",
    "hasDotgit": "100644 .git\0",
    "hasDotdot": "100644 ..\0",
    "fullPathname": "100644 a/b.yaml\0",
}


@pytest.mark.parametrize("name", FSCK)
def test_a_tree_that_git_does_not_write_is_refused(name: str, depot: Depot) -> None:
    blob = bytes.fromhex(depot.clone.text("rev-parse", "HEAD:records/order/O-1.yaml"))
    tree = raw(depot, "tree", FSCK[name].encode() + blob)
    refused(depot, tree, name)


@pytest.mark.parametrize(("name", "parts"), [("duplicateEntries", "aa"), ("treeNotSorted", "ba")])
def test_a_tree_with_entries_out_of_order_is_refused(name: str, parts: str, depot: Depot) -> None:
    blob = bytes.fromhex(depot.clone.text("rev-parse", "HEAD:records/order/O-1.yaml"))
    refused(depot, raw(depot, "tree", b"".join(b"100644 %s.yaml\0%s" % (part.encode(), blob) for part in parts)), name)


def test_a_short_name_for_the_folder_of_git_is_refused(depot: Depot) -> None:
    tree = bytes.fromhex(depot.clone.text("rev-parse", "HEAD:records/order"))
    refused(depot, raw(depot, "tree", b"40000 git~1\0" + tree), "hasDotgit")


def test_a_commit_without_its_tree_is_refused(depot: Depot) -> None:
    parent = depot.clone.text("rev-parse", "HEAD")
    head = f"tree {'1' * 40}\nparent {parent}\nauthor A <a@x> 1 +0000\ncommitter A <a@x> 1 +0000\n\nm\n"
    before = depot.refs()
    answer = depot.push("P-3", f"{raw(depot, 'commit', head.encode())}:refs/heads/draft/x")
    assert answer.code != 0
    assert depot.refs() == before


def test_a_commit_with_half_an_author_is_refused(depot: Depot) -> None:
    parent, tree = depot.clone.text("rev-parse", "HEAD"), depot.clone.text("rev-parse", "HEAD^{tree}")
    head = f"tree {tree}\nparent {parent}\nauthor A\ncommitter A <a@x> 1 +0000\n\nm\n"
    before = depot.refs()
    answer = depot.push("P-3", f"{raw(depot, 'commit', head.encode())}:refs/heads/draft/x")
    assert re.search("missingEmail|missingNameBeforeEmail|badEmail", answer.text), answer.text
    assert depot.refs() == before


def raw(depot: Depot, kind: str, source: bytes) -> str:
    """An object as no git would write it."""
    return depot.clone.run("hash-object", "-t", kind, "-w", "--literally", "--stdin", stdin=source).decode().strip()


def refused(depot: Depot, tree: str, complaint: str) -> None:
    before = depot.refs()
    commit = depot.clone.run(
        "commit-tree", tree, "-p", depot.clone.text("rev-parse", "HEAD"), "-m", "m", env=identity("P-3")
    )
    answer = depot.push("P-3", f"{commit.decode().strip()}:refs/heads/draft/x")
    assert answer.code != 0
    assert complaint in answer.text, answer.text
    assert depot.refs() == before


def test_hidden_names_are_refused_before_anybody_asks(depot: Depot) -> None:
    answer = depot.push("P-3", "main:refs/docctl/log")
    assert answer.code != 0
    assert "hidden ref" in answer.text


def test_eight_hundred_names_of_which_one_is_bad(depot: Depot) -> None:
    before, commit = depot.refs(), depot.clone.text("rev-parse", "HEAD")
    names = [f"{commit}:refs/heads/draft/r{number}" for number in range(799)]
    answer = depot.push("P-3", *names, f"{commit}:refs/notes/x")
    assert (answer.code, codes(answer)) == (1, {"REF_NAME"})
    assert depot.refs() == before


def test_a_squash_of_what_others_signed_lands(depot: Depot) -> None:
    signed = "count: 1\narea: QA\nconfirmed_by: {person: P-1, role: head, date: 2026-02-02}\n"
    main = depot.clone.text("rev-parse", "HEAD")
    depot.clone.write("records/order/O-1.yaml", order(1, signed, status="confirmed")["records/order/O-1.yaml"])
    depot.commit("P-1")
    assert depot.push("P-1", "main:refs/heads/draft/o-1").code == 0
    add(depot, 2)
    assert depot.push("P-3", "HEAD:refs/heads/draft/o-1").code == 0
    depot.clone.run("reset", "--quiet", "--soft", main)
    depot.commit("P-3", "Everything at once")
    answer = depot.push("P-3", "main")
    assert answer.code == 0, answer.text


# Who pushes


def test_a_name_of_ones_own_choosing_in_a_commit_is_no_pass(depot: Depot) -> None:
    add(depot, 2, by="P-1")
    assert codes(depot.push("P-3", "main")) == {"COMMIT_IDENTITY"}
    assert codes(depot.push("", "main")) == {"PUSHER_UNKNOWN"}


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """Private key files of the persons, and of a stranger."""
    optional.require("ssh-keygen")
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - for this one file

    from docctl.approval.signature.keys import demo_key  # noqa: PLC0415 - as above

    for name in ("P-1", "P-2", "P-3", "stranger"):
        form = (serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption())
        place = tmp_path / f"{name}.key"
        place.write_bytes(demo_key(name).private_bytes(*form))
        place.chmod(0o600)
    return tmp_path


def signed_push(depot: Depot, key: Path, *what: str, person: str = "") -> Answer:
    depot.clone.run("config", "gpg.format", "ssh")
    depot.clone.run("config", "user.signingKey", str(key))
    return depot.push(person, "--signed", *what)


def test_a_signed_push_counts_for_the_key_that_is_enrolled(depot: Depot, keys: Path) -> None:
    assert depot.docctl("server", "install", str(depot.server.path)).code == 0
    assert depot.docctl("server", "check", str(depot.server.path)).code == 0
    add(depot, 2)
    assert codes(signed_push(depot, keys / "stranger.key", "main")) == {"PUSHER_CERTIFICATE"}
    assert codes(signed_push(depot, keys / "P-1.key", "main")) == {"COMMIT_IDENTITY"}
    assert codes(signed_push(depot, keys / "P-3.key", "main", person="P-1")) == {"PUSHER_CERTIFICATE"}
    answer = signed_push(depot, keys / "P-3.key", "main")
    assert answer.code == 0, answer.text


# Over SSH


@pytest.fixture
def sshd(depot: Depot) -> Iterator[int]:
    """A server on this machine that lets in whom `docctl server keys` lists; its port."""
    program = optional.require("sshd")
    with_this_package(depot)
    folder = depot.folder / "sshd"
    folder.mkdir(mode=0o700)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / "host"], check=True)
    lines = depot.docctl("server", "keys", str(depot.server.path)).text
    passed = " ".join(f"{name}={value}" for name, value in served(depot).items())
    lines = lines.replace(" -I ", " -P ").replace('command="', f'command="env {passed} ')
    (folder / "authorized_keys").write_text(lines, encoding="utf-8")
    (folder / "authorized_keys").chmod(0o600)
    port = 20_000 + os.getpid() % 20_000
    (folder / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile none\nStrictModes no\nUsePAM no\n"
        f"AuthorizedKeysFile {folder}/authorized_keys\nPasswordAuthentication no\nAcceptEnv *\n",
        encoding="utf-8",
    )
    with subprocess.Popen([program, "-D", "-e", "-f", folder / "config"], stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        for said in process.stderr:
            if b"listening" in said:
                break
        threading.Thread(target=process.stderr.read, daemon=True).start()
        yield port
        process.terminate()


def with_this_package(depot: Depot) -> None:
    """Let the hook find the package that is tested: of what the client says, nothing reaches it."""
    python, hook = depot.folder / "python", depot.server.path / "hooks/pre-receive"
    path = os.environ.get("PYTHONPATH", "")
    python.write_text(
        f'#!/bin/sh\nSOURCE_DATE_EPOCH={NOW} PYTHONPATH={path} exec {sys.executable} "$@"\n', encoding="utf-8"
    )
    python.chmod(0o755)
    script = hook.read_text(encoding="utf-8").replace(f"python={sys.executable}", f"python={python}")
    hook.write_text(script, encoding="utf-8")


def served(depot: Depot) -> dict[str, str]:
    """What the account of the server has in its environment."""
    wanted = ("PYTHONPATH", "HOME", "SOURCE_DATE_EPOCH", "PATH", "GIT_CONFIG_NOSYSTEM")
    return {name: value for name, value in depot.variables().items() if name in wanted and value}


def options(port: int, key: Path) -> list[str]:
    """How ssh reaches the server of the test, whatever the machine has set."""
    given = ["IdentitiesOnly=yes", "StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR"]
    return ["-p", str(port), "-i", str(key), "-F", "none", *(part for one in given for part in ("-o", one))]


def over_ssh(depot: Depot, port: int, key: Path, *command: str, **more: str) -> Answer:
    """A git command whose remote is reached over SSH with a key."""
    ssh = " ".join(["ssh", *options(port, key), "-o", "SendEnv=*"])
    return depot.run(["git", *command], depot.clone.path, {"GIT_SSH_COMMAND": ssh, **more})


@pytest.mark.parametrize("protocol", ["0", "1", "2"])
def test_ssh_says_who_pushes_and_nothing_hidden_is_fetched(protocol: str, depot: Depot, sshd: int, keys: Path) -> None:
    user = os.environ.get("USER") or "root"
    depot.clone.run("remote", "add", "ssh", f"{user}@127.0.0.1:server.git")
    depot.clone.run("config", "protocol.version", protocol)
    add(depot, 2)
    answer = over_ssh(depot, sshd, keys / "P-3.key", "push", "ssh", "main")
    assert answer.code == 0, answer.text
    moved = depot.server.run("reflog", "show", "--format=%gn <%ge> %gs", "main").decode().splitlines()
    assert moved[0] == "P-3 <P-3> push"
    add(depot, 3)
    told = over_ssh(depot, sshd, keys / "P-1.key", "push", "ssh", "main", DOCCTL_PERSON="P-3")
    assert codes(told) == {"COMMIT_IDENTITY"}
    assert over_ssh(depot, sshd, keys / "stranger.key", "push", "ssh", "main").code != 0
    hidden = depot.server.run("commit-tree", "HEAD^{tree}", "-m", "hidden").decode().strip()
    depot.server.run("update-ref", "refs/docctl/log", hidden)
    fetched = over_ssh(depot, sshd, keys / "P-3.key", "fetch", "ssh", hidden)
    assert fetched.code != 0, fetched.text
    listed = over_ssh(depot, sshd, keys / "P-3.key", "ls-remote", "ssh")
    assert MAIN in listed.text
    assert "refs/docctl/log" not in listed.text


def test_ssh_does_nothing_else(depot: Depot, sshd: int, keys: Path) -> None:
    user = os.environ.get("USER") or "root"
    for command in (
        "id",
        "git-upload-pack '/etc'",
        "git-receive-pack 'server.git'; id",
        "git-upload-archive 'server.git'",
        "",
    ):
        done = subprocess.run(
            ["ssh", *options(sshd, keys / "P-3.key"), f"{user}@127.0.0.1", *([command] if command else [])],
            env=depot.variables(), stdin=subprocess.DEVNULL, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 2, (command, done)
        assert b"only pushes to and fetches from one library" in done.stderr
        assert b"uid=" not in done.stdout


# Two at once, and things that break


def test_of_two_who_push_at_once_one_wins(depot: Depot) -> None:
    clones = {}
    for name in ("P-1", "P-3"):
        shutil.copytree(depot.clone.path, depot.folder / name, symlinks=True)
        clones[name] = GitRepo(depot.folder / name)
    for number in range(20):
        start = depot.server.text("rev-parse", "main")
        running = [contender(depot, clones[name], name, number, start) for name in clones]
        ended = [process.wait() for process in running]
        assert sorted(code == 0 for code in ended) == [False, True], number
        winner = clones["P-1" if ended[0] == 0 else "P-3"]
        assert depot.server.text("rev-parse", "main") == winner.text("rev-parse", "HEAD")
    assert depot.server.text("rev-list", "--count", "main") == "21"


def contender(depot: Depot, clone: GitRepo, name: str, number: int, start: str) -> subprocess.Popen[bytes]:
    """A person who begins at what is on the server, and pushes one more order."""
    clone.run("fetch", "--quiet", "origin")
    clone.run("reset", "--quiet", "--hard", start)
    for path, source in order(100 + 2 * number + (name == "P-1")).items():
        clone.write(path, source)
    clone.run("add", "--all")
    clone.run("commit", "--quiet", "--message=One more", env=identity(name))
    nowhere = subprocess.DEVNULL
    command = ["git", "push", "--quiet", "origin", "HEAD:main"]
    return subprocess.Popen(
        command, cwd=clone.path, env=depot.variables(DOCCTL_PERSON=name), stdin=nowhere, stdout=nowhere, stderr=nowhere
    )


@pytest.mark.parametrize("victim", ["$$", "$PPID"], ids=["hook", "receive-pack"])
def test_a_killed_hook_lets_nothing_through(victim: str, depot: Depot) -> None:
    before, hook = depot.refs(), depot.server.path / "hooks/pre-receive"
    script = hook.read_bytes()
    hook.write_text(f"#!/bin/sh\nkill -9 {victim}\nsleep 1\n", encoding="utf-8")
    add(depot, 2)
    assert depot.push("P-3", "main").code != 0
    assert depot.refs() == before
    hook.write_bytes(script)
    assert depot.push("P-3", "main").code == 0
    depot.server.run("gc", "--quiet", "--prune=now")
    depot.server.run("fsck", "--strict", "--no-dangling")


def test_a_judge_that_is_killed_lets_nothing_through(depot: Depot) -> None:
    before = depot.refs()
    add(depot, 2)
    variables = depot.variables(DOCCTL_PERSON="P-3", **slow(depot))
    with subprocess.Popen(["git", "push", "origin", "main"], cwd=depot.clone.path, env=variables, stderr=-1) as push:
        while not (depot.folder / "pid").exists():
            assert push.poll() is None
        os.kill(int((depot.folder / "pid").read_text(encoding="ascii")), signal.SIGKILL)
        assert push.wait() != 0
    assert depot.refs() == before


def slow(depot: Depot) -> dict[str, str]:
    """What makes a git run inside the hook that takes its time, and says who waits for it."""
    (depot.folder / "bin").mkdir()
    program = depot.folder / "bin/git"
    real = shutil.which("git")
    program.write_text(
        f'#!/bin/sh\ncase "$*" in *rev-list*--topo-order*) echo $PPID > {depot.folder}/pid.new; '
        f'mv {depot.folder}/pid.new {depot.folder}/pid; sleep 4;; esac\nexec {real} "$@"\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    return {"GIT_EXEC_PATH": str(depot.folder / "bin")}


def test_a_judge_that_takes_too_long_refuses(tmp_path: Path) -> None:
    depot = Depot(tmp_path, library(**{POLICY: policy(more="limits: {seconds: 1}\n")}))
    before = depot.refs()
    add(depot, 2)
    answer = depot.push("P-3", "main", **slow(depot))
    assert (answer.code, codes(answer)) == (1, {"PUSH_TIME"}), answer.text
    assert depot.refs() == before


@pytest.mark.parametrize("size", [0, 100, 1_000, 10_000])
def test_a_full_disk_lets_nothing_half_through(size: int, depot: Depot) -> None:
    before = depot.server.text("rev-parse", "main")
    commit = add(depot, 2, f"name: {'x' * 5_000}\n")
    serve = f"sh -c 'ulimit -f {size // 512}; exec git-receive-pack \"$0\"'"
    answer = depot.push("P-3", f"--receive-pack={serve}", "main")
    now = depot.server.text("rev-parse", "main")
    assert now == (commit if answer.code == 0 else before), answer.text
    assert depot.push("P-3", "main").code == 0
    depot.server.run("fsck", "--strict", "--no-dangling")


def test_a_python_that_is_gone_refuses_with_a_sentence(depot: Depot) -> None:
    hook = depot.server.path / "hooks/pre-receive"
    hook.write_text(
        hook.read_text(encoding="utf-8").replace(f"python={sys.executable}", "python=/gone"), encoding="utf-8"
    )
    add(depot, 2)
    answer = depot.push("P-3", "main")
    assert answer.code == 1
    assert "nothing was taken over" in answer.text


def test_a_hook_that_may_not_run_is_found(depot: Depot) -> None:
    (depot.server.path / "hooks/pre-receive").chmod(0o644)
    answer = depot.docctl("server", "check", str(depot.server.path))
    assert answer.code == 1
    assert "SERVER_HOOK_MODE" in codes(answer)
    assert depot.docctl("server", "install", str(depot.server.path)).code == 0
    assert depot.docctl("server", "check", str(depot.server.path)).code == 0


# The first push


def test_a_first_push_brings_the_main_branch_and_nothing_else(tmp_path: Path) -> None:
    server, clone = empty(tmp_path)
    del server
    assert codes(clone.push("P-1", "main:refs/heads/draft/x")) == {"PUSH_FIRST"}
    assert codes(clone.push("P-1", "main", "main:refs/heads/draft/x")) == {"PUSH_FIRST"}
    assert codes(clone.push("P-3", "main")) == {"POLICY_PROTECTED"}
    assert clone.push("P-1", "main").code == 0


def empty(folder: Path, *options: str, files: dict[str, bytes] | None = None) -> tuple[GitRepo, Depot]:
    """A guarded repository in which nothing is yet, and a clone that holds the shop."""
    depot = Depot.__new__(Depot)
    depot.folder, depot.server = folder, GitRepo(folder / "server.git", "--bare")
    assert depot.docctl("server", "install", str(depot.server.path), *options).code == 0
    depot.clone = GitRepo(folder / "clone")
    depot.clone.run("remote", "add", "origin", str(depot.server.path))
    for path, data in (library() if files is None else files).items():
        depot.clone.write(path, data)
    depot.commit("P-1")
    return depot.server, depot


def test_a_first_push_without_a_signed_policy_is_refused(tmp_path: Path) -> None:
    unsigned = {path: data for path, data in library().items() if "/POLICY/" not in path}
    _, clone = empty(tmp_path, files=unsigned)
    assert codes(clone.push("P-1", "main")) == {"PUSH_ROOT"}


def test_a_first_push_begins_with_the_policy_that_was_pinned(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "right").mkdir()
    _, other = empty(tmp_path / "other", "--root", "0" * 64)
    assert codes(other.push("P-1", "main")) == {"POLICY_ROOT"}
    import hashlib  # noqa: PLC0415 - for this one test

    _, right = empty(tmp_path / "right", "--root", hashlib.sha256(policy().encode()).hexdigest())
    assert right.push("P-1", "main").code == 0


def test_a_first_push_of_broken_rules_is_refused(tmp_path: Path) -> None:
    _, clone = empty(tmp_path, files=library(**{ORDER: ORDER_TYPE.replace("type: string", "type: strng", 1)}))
    assert codes(clone.push("P-1", "main")) == {"SCHEMA_INVALID"}
