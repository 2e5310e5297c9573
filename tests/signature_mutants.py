"""Damaged and forged signatures by the thousand: `python -m tests.signature_mutants COUNT` (`make mutants`).

None may be accepted, none may end in another exception than `BadSignature`, none may be accepted where ssh-keygen
refuses. The suite judges a thousand of them; the long mode a million, on all cores.
"""

from __future__ import annotations

import base64
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple
from typing import TypeAlias

from docctl.approval.signature.public_key import P256
from docctl.approval.signature.security_key import WEBAUTHN
from docctl.approval.signature.sshsig import armour
from docctl.approval.signature.sshsig import prove
from docctl.approval.signature.wire import BadSignature
from docctl.approval.signature.wire import Reader
from docctl.approval.signature.wire import mpint
from docctl.approval.statement import NAMESPACE
from tests import keygen
from tests.devices import PIN
from tests.devices import TOUCH
from tests.devices import PasskeyAct
from tests.devices import joined
from tests.devices import sk_ecdsa_file
from tests.devices import sk_ed25519_file
from tests.optional import find
from tests.signed import MESSAGE
from tests.signed import SIGNATURES
from tests.signed import Parts
from tests.signed import decoded
from tests.signed import parts
from tests.signed import strings

if TYPE_CHECKING:
    from collections.abc import Iterator

Prover: TypeAlias = Callable[[bytes, bytes, str], object]

CHUNK = 5_000
LONG_SHARE = 500
ORIGINALS = {
    **SIGNATURES,
    "sk-ed25519": sk_ed25519_file(TOUCH | PIN, message=MESSAGE),
    "sk-ecdsa": sk_ecdsa_file(TOUCH | PIN, message=MESSAGE),
    "passkey": PasskeyAct(message=MESSAGE).file(),
}


class Pieces(NamedTuple):
    """The inner signature: a device adds flags, counter and, of a passkey, what the browser said."""

    algorithm: bytes
    value: bytes
    rest: bytes

    def signature(self) -> bytes:
        """The pieces put together again."""
        return joined(self.algorithm, self.value) + self.rest


@dataclass
class Tally:
    """What became of the mutants."""

    count: int = 0
    asked: int = 0
    lenient: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    accepted: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count another tally in."""
        self.count += other.count
        self.asked += other.asked
        self.lenient += other.lenient
        self.codes.update(other.codes)
        self.accepted += other.accepted
        self.foreign += other.foreign


def pieces(signature: bytes) -> Pieces:
    """An inner signature taken apart."""
    reader = Reader(signature)
    algorithm, value = reader.string(), reader.string()
    return Pieces(algorithm, value, signature[len(joined(algorithm, value)) :])


# Each mutation changes one signature and must not leave its meaning as it was.


def flip(source: random.Random, data: bytes) -> bytes:
    """Change one byte."""
    at = source.randrange(len(data)) if data else 0
    return data[:at] + bytes([(data[at] if data else 0) ^ source.randrange(1, 256)]) + data[at + 1 :]


def insert(source: random.Random, data: bytes) -> bytes:
    """Add some bytes somewhere."""
    at = source.randrange(len(data) + 1)
    return data[:at] + source.randbytes(source.randrange(1, 5)) + data[at:]


def cut(source: random.Random, data: bytes) -> bytes:
    """Leave some bytes out."""
    at = source.randrange(len(data)) if data else 0
    return data[:at] + data[at + source.randrange(1, 9) :]


def flip_decoded(source: random.Random, armored: bytes) -> bytes:
    """Change one byte behind the base64."""
    return armour(flip(source, decoded(armored)))


def insert_decoded(source: random.Random, armored: bytes) -> bytes:
    """Add bytes behind the base64."""
    return armour(insert(source, decoded(armored)))


def cut_decoded(source: random.Random, armored: bytes) -> bytes:
    """Leave bytes out behind the base64."""
    return armour(cut(source, decoded(armored)))


def fill_reserved(source: random.Random, armored: bytes) -> bytes:
    """Put something into the field that is kept for later."""
    return armour(parts(armored)._replace(reserved=source.randbytes(source.randrange(1, 9))).blob())


def append(source: random.Random, armored: bytes) -> bytes:
    """Go on behind the end."""
    return armour(decoded(armored) + bytes(source.randrange(1, 9)))


def null_after(source: random.Random, armored: bytes) -> bytes:
    """End a field with a null byte, where C may stop reading."""
    found = parts(armored)
    name = source.choice(("namespace", "digest", "key", "signature"))
    return armour(found._replace(**{name: getattr(found, name) + b"\0"}).blob())


def rename_hash(source: random.Random, armored: bytes) -> bytes:
    """Name another digest."""
    return armour(parts(armored)._replace(digest=source.choice((b"sha256", b"sha1", b"SHA512", b"md5"))).blob())


def rename_algorithm(source: random.Random, armored: bytes) -> bytes:
    """Call the signature one of another type."""
    names = {pieces(parts(one).signature).algorithm for one in ORIGINALS.values()}
    found = pieces(parts(armored).signature)
    other = source.choice(sorted(names - {found.algorithm}))
    return with_pieces(armored, found._replace(algorithm=other))


def swap_halves(_: random.Random, armored: bytes) -> bytes:
    """Exchange r and s, or the halves of the value."""
    found = pieces(parts(armored).signature)
    halves = strings(found.value) if b"ecdsa" in found.algorithm else []
    half = len(found.value) // 2
    swapped = joined(*halves[::-1]) if halves else found.value[half:] + found.value[:half]
    return with_pieces(armored, found._replace(value=swapped))


def swap_fields(source: random.Random, armored: bytes) -> bytes:
    """Exchange two fields of the envelope."""
    fields = list(parts(armored))
    first, second = source.sample(range(len(fields)), 2)
    fields[first], fields[second] = fields[second], fields[first]
    return armour(Parts(*fields).blob())


def change_key(source: random.Random, armored: bytes) -> bytes:
    """Mutate one field of the key, all lengths around it kept right."""
    found = parts(armored)
    inner = strings(found.key)
    at = source.randrange(len(inner))
    inner[at] = source.choice((flip, insert, cut))(source, inner[at])
    return armour(found._replace(key=joined(*inner)).blob())


def change_value(source: random.Random, armored: bytes) -> bytes:
    """Mutate the algorithm or the value, all lengths around it kept right."""
    found = pieces(parts(armored).signature)
    name = source.choice(("algorithm", "value"))
    changed = source.choice((flip, insert, cut))(source, getattr(found, name))
    return with_pieces(armored, found._replace(**{name: changed}))


def change_device(source: random.Random, armored: bytes) -> bytes:
    """Mutate flags, counter, origin, client data or extensions; of a plain key add some."""
    found = pieces(parts(armored).signature)
    if not found.rest:
        return with_pieces(armored, found._replace(rest=source.randbytes(5)))
    said, more = found.rest[:5], strings(found.rest[5:])
    at = source.randrange(len(more) + 1)
    if at == len(more):
        said = flip(source, said)
    else:
        more[at] = source.choice((flip, insert, cut))(source, more[at]) or b"\0"
    return with_pieces(armored, found._replace(rest=said + joined(*more)))


def second_form(source: random.Random, armored: bytes) -> bytes:
    """Of a passkey n - s, which ECDSA takes as well; of other keys a flipped byte."""
    found = pieces(parts(armored).signature)
    if found.algorithm != WEBAUTHN:
        return flip_decoded(source, armored)
    r, s = (int.from_bytes(raw, "big") for raw in strings(found.value))
    return with_pieces(armored, found._replace(value=mpint(r) + mpint(P256.order - s)))


def rewrap(source: random.Random, armored: bytes) -> bytes:
    """Break the lines elsewhere."""
    columns = source.choice((1, 64, 69, 71, 76, 1000))
    text = base64.b64encode(decoded(armored))
    lines = [text[at : at + columns] for at in range(0, len(text), columns)]
    return b"\n".join((b"-----BEGIN SSH SIGNATURE-----", *lines, b"-----END SSH SIGNATURE-----", b""))


def graft(source: random.Random, armored: bytes) -> bytes:
    """Take the key or the signature of somebody else."""
    other = parts(source.choice([one for one in ORIGINALS.values() if one != armored]))
    name = source.choice(("key", "signature"))
    return armour(parts(armored)._replace(**{name: getattr(other, name)}).blob())


def with_pieces(armored: bytes, found: Pieces) -> bytes:
    """A file with another inner signature."""
    return armour(parts(armored)._replace(signature=found.signature()).blob())


MUTATIONS: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    flip,
    insert,
    cut,
    flip_decoded,
    insert_decoded,
    cut_decoded,
    fill_reserved,
    append,
    null_after,
    rename_hash,
    rename_algorithm,
    swap_halves,
    swap_fields,
    change_key,
    change_value,
    change_device,
    second_form,
    rewrap,
    graft,
)


def mutants(seed: int, count: int) -> Iterator[tuple[str, bytes, bytes]]:
    """The name of each mutant, the key that is said to have signed it, and the file; equal for equal seeds."""
    source = random.Random(seed)  # noqa: S311 - repeatable on purpose
    names = list(ORIGINALS)
    for number in range(count):
        mutation = MUTATIONS[number % len(MUTATIONS)]
        name = source.choice(names)
        original = ORIGINALS[name]
        mutant = mutation(source, original)
        while mutant == original:
            mutant = mutation(source, original)
        yield f"{mutation.__name__} of {name}, {number} of seed {seed}", parts(original).key, mutant


def judge(seed: int, count: int, share: int, prover: Prover = prove) -> Tally:
    """Verify mutants; every `share`-th is shown to ssh-keygen as well, none where that is 0."""
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        for number, (name, key, mutant) in enumerate(mutants(seed, count)):
            accepted = _judge_one(tally, name, mutant, prover)
            if share and number % share == 0:
                theirs = keygen.accepts(Path(folder), MESSAGE, mutant, key)
                tally.asked += 1
                tally.lenient += theirs and not accepted
    return tally


def _judge_one(tally: Tally, name: str, mutant: bytes, prover: Prover) -> bool:
    tally.count += 1
    try:
        prover(MESSAGE, mutant, NAMESPACE)
    except BadSignature as bad:
        tally.codes[bad.code] += 1
        return False
    except Exception as error:  # noqa: BLE001 - every other exception is what is looked for
        tally.foreign.append(f"{name}: {error!r}")
        return False
    tally.accepted.append(name)
    return True


def main(count: int) -> int:
    """The long mode: chunks on all cores, the tally at the end; 1 where a mutant got through."""
    start, total = time.monotonic(), Tally()
    sizes = [min(CHUNK, count - first) for first in range(0, count, CHUNK)]
    share = LONG_SHARE if find("ssh-keygen") else 0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for tally in pool.map(judge, range(len(sizes)), sizes, [share] * len(sizes)):
            total.add(tally)
            sys.stderr.write(f"\r{total.count} of {count} mutants")
    sys.stderr.write("\n")
    for code, found in total.codes.most_common():
        sys.stdout.write(f"{found:9} {code}\n")
    for name in (*total.accepted, *total.foreign):
        sys.stdout.write(f"{name}\n")
    sys.stdout.write(
        f"{total.count} mutants in {time.monotonic() - start:.0f} s: {len(total.accepted)} accepted, "
        f"{len(total.foreign)} foreign exceptions; ssh-keygen was asked {total.asked} times "
        f"and took {total.lenient} that docctl refuses\n"
    )
    return 1 if total.accepted or total.foreign else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
