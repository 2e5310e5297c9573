"""Who pushes: the account that SSH let in, or whoever signed the push; a name in a commit is only a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from docctl.approval.signature import keys
from docctl.guard import push_codes as codes
from docctl.library import people
from docctl.violation import Stop
from docctl.violation import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docctl.approval.trust.trust import Trust
    from docctl.library import Record

# Set by `docctl server ssh`; the others by git itself, over a signed push.
PERSON = "DOCCTL_PERSON"
_CERTIFICATE, _STATUS, _NONCE, _SIGNER, _KEY = (
    f"GIT_PUSH_CERT{part}" for part in ("", "_STATUS", "_NONCE_STATUS", "_SIGNER", "_KEY")
)
VARIABLES = (PERSON, _CERTIFICATE, _STATUS, _NONCE, _SIGNER, _KEY)
_PLACE = "push"


class Claim(NamedTuple):
    """The person whom the transport named, and the fingerprint of the key where one signed."""

    person: str
    key: str = ""


class Pusher(NamedTuple):
    """A person who pushes, with the address under which they commit."""

    id: str
    mail: str


def claim_of(environment: Mapping[str, str]) -> Claim:
    """Whom SSH or the signature of the push names; raises `Stop` where nobody is, or the two differ."""
    person = environment.get(PERSON, "")
    if not environment.get(_CERTIFICATE):
        if not person:
            raise Stop(codes.PUSHER_UNKNOWN.at(_PLACE))
        return Claim(person)
    # A key that nobody knows gives the status G too: only the signer tells.
    signer = environment.get(_SIGNER, "")
    if environment.get(_STATUS) != "G" or not signer or not environment.get(_KEY):
        raise _bad_certificate("no enrolled key signed it", "不是由登记的密钥签名")
    if environment.get(_NONCE) != "OK":
        raise _bad_certificate("it was made for another push", "不是为本次上传所作")
    if person not in ("", signer):
        raise _bad_certificate(f"{signer} signed, and {person} came in", f"签名人是 {signer}，登录人是 {person}")
    return Claim(signer, environment[_KEY])


def identify(claim: Claim, trust: Trust, day: str) -> Pusher:
    """The enrolled person of a claim; raises `Stop` where they have no key and address in force on a day."""
    person = trust.person(claim.person)
    fingerprints = _fingerprints(person, trust, day) if person is not None else frozenset()
    mail = str(person.data.get("git_identity", "")) if person is not None else ""
    if person is None or not fingerprints or not mail:
        raise Stop(codes.PUSHER_NOT_ENROLLED.at(_PLACE, value=claim.person))
    if claim.key and claim.key not in fingerprints:
        raise _bad_certificate("its key is not enrolled any more", "所用密钥已不在登记之列")
    return Pusher(person.id, mail)


def login_keys(person: Record, trust: Trust, day: str) -> list[str]:
    """The public lines with which a person may come in on a day; a published key opens no real library."""
    published = frozenset() if trust.policy.get("demo") else keys.demo_blobs(trust.persons)
    lines = []
    for window in people.keys_on(person, day):
        blob = keys.blob_of(window["key"])
        usable = blob is not None and blob not in published and "compromised_on" not in window
        if usable and window.get("kind", "ssh") == "ssh":
            lines.append(str(window["key"]))
    return lines


def _fingerprints(person: Record, trust: Trust, day: str) -> frozenset[str]:
    return frozenset(keys.fingerprint(keys.parse_public_line(line)) for line in login_keys(person, trust, day))


def _bad_certificate(en: str, zh: str) -> Stop:
    return Stop(codes.PUSHER_CERTIFICATE.at(_PLACE, problem=Text(en, zh)))
