"""Checks what a site with this privacy engine hands out, with none of its code.

    pip install cryptography
    python verify.py FILE [FILE]

FILE is a proof, the proofs.json of a download, a consent receipt or all of them (consents.jsonld), a ledger head
(/.well-known/privacy-ledger.json, with ?since=N also the proof that nothing before was rewritten) or the signed
promises (/promises.json). A second FILE is an older one of the same site: its key must be the same, and the new one
must start from it.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Page = dict[str, Any]


class Wrong(Exception):
    """What was handed out is not what it claims to be."""


def node(left: bytes, right: bytes) -> bytes:
    """RFC 9162, 2.1.1."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def unhex(path: list[str]) -> list[bytes]:
    """The hashes of a path."""
    return [bytes.fromhex(step) for step in path]


def signed(words: bytes, signature: str, key: str) -> None:
    """That the key signed exactly these words."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), words)
    except (InvalidSignature, ValueError) as fault:
        raise Wrong("the signature does not fit") from fault


def checkpoint(head: Page, key: str) -> tuple[int, int, str, str]:
    """The facts of a signed head: number, leaves, root, time."""
    signed(head["checkpoint"].encode(), head["signature"], key)
    title, number, size, root, sealed_at = head["checkpoint"].split()
    if title != "privacy-ledger/1":
        raise Wrong("these words are not a checkpoint's")
    return int(number), int(size), root, sealed_at


def climb(at: int, last: int, path: list[bytes], digests: list[bytes], left_only: list[bool]) -> list[str]:
    """RFC 9162, 2.1.3.2 and 2.1.4.2: from a place up to the root, for a whole tree or what was there before."""
    for step in path:
        if last == 0:
            raise Wrong("the path is too long")
        if at & 1 or at == last:
            digests = [node(step, digest) for digest in digests]
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            digests = [old if skips else node(old, step) for old, skips in zip(digests, left_only, strict=True)]
        at, last = at >> 1, last >> 1
    if last:
        raise Wrong("the path is too short")
    return [digest.hex() for digest in digests]


def included(proof: Page) -> str:
    """That an entry is in the signed tree."""
    number, size, root, sealed_at = checkpoint(proof, proof["public_key"])
    leaf = hashlib.sha256(b"\x00" + proof["leaf"].encode()).digest()
    if climb(proof["index"], size - 1, unhex(proof["path"]), [leaf], [False]) != [root]:
        raise Wrong("this entry is not in the signed tree")
    return f"Proved: entry {proof['index']} of {size}, sealed by checkpoint {number} at {sealed_at}\n{proof['leaf']}"


def consented(page: Page) -> str:
    """That the ledger holds the very answer this consent receipt tells of."""
    if "dct:provenance" not in page:
        raise Wrong("this receipt has no proof yet: fetch it again in ten minutes")
    says = included(page["dct:provenance"])
    entry = json.loads(page["dct:provenance"]["leaf"].split(" ")[0])
    process, status = page["dpv:hasProcess"], page["dpv:hasConsentStatus"]
    kind = "consent.given" if status["@type"] == "dpv:ConsentGiven" else "consent.refused"
    told = {
        "event": int(page["dct:identifier"].removeprefix("consent-")),
        "purpose": process["dpv:hasPurpose"]["dct:identifier"],
        "text": process["dpv:hasNotice"]["dct:identifier"].removeprefix("sha256:"),
    }
    if (entry["kind"], entry["about"], entry["facts"]) != (kind, page["dpv:hasDataSubject"]["dct:identifier"], told):
        raise Wrong("the ledger's entry is about another answer")
    return says


def continued(page: Page) -> str:
    """That the newest head is signed and, where an older one is named, begins with it."""
    number, size, root, sealed_at = checkpoint(page["head"], page["public_key"])
    says = f"Proved: checkpoint {number} over {size} entries, signed at {sealed_at}"
    if "since" not in page:
        return says
    first, old_size, old_root, _ = checkpoint(page["since"]["head"], page["public_key"])
    if roots(old_size, old_root, size, root, unhex(page["since"]["path"])) != [old_root, root]:
        raise Wrong(f"checkpoint {number} does not continue checkpoint {first}")
    return f"{says}\nProved: it begins with the {old_size} entries of checkpoint {first}"


def roots(old_size: int, old_root: str, size: int, root: str, path: list[bytes]) -> list[str]:
    """The old and the new root as the path makes them (RFC 9162, 2.1.4.2)."""
    if old_size == size:
        return [root, root]
    steps = path if old_size & (old_size - 1) else [bytes.fromhex(old_root), *path]
    at, last = old_size - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    return climb(at, last, steps[1:], [steps[0], steps[0]], [True, False]) if steps else []


def promised(page: Page) -> str:
    """That the promises and their evidence are as the site signed them."""
    body = {name: value for name, value in page.items() if name != "signature"}
    words = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    signed(b"privacy-promises/1\n" + words.encode(), page["signature"], page["public_key"])
    if page["head"]:
        checkpoint(page["head"], page["public_key"])
    states = [one["state"] for one in page["promises"]]
    counts = ", ".join(f"{states.count(state)} {state}" for state in sorted(set(states)))
    return f"Proved: {len(states)} promises as signed at {page['at']}: {counts}"


def check(page: Page) -> str:
    """What the file proves, in words. Raises Wrong."""
    kinds = {"leaf": included, "promises": promised, "dpv:hasConsentStatus": consented}
    prove = next((prove for sign, prove in kinds.items() if sign in page), continued)
    return prove(page)


def belong_together(new: Page, kept: Page) -> None:
    """That the new file starts from the one kept before, under the same key. Raises Wrong."""
    if new["public_key"] != kept["public_key"]:
        raise Wrong("the two files are signed with different keys")
    if new.get("since", {}).get("head") != kept.get("head"):
        raise Wrong("the new file does not start from the head you kept: ask for it with ?since= and its number")


def main(files: list[str]) -> None:
    """Prove each file, and that two of them belong together."""
    pages = [json.loads(Path(file).read_text(encoding="utf-8")) for file in files]
    try:
        for page in pages:
            for one in page if isinstance(page, list) else [page]:
                sys.stdout.write(check(one) + "\n")
        if len(pages) == 2:
            belong_together(*pages)
    except Wrong as wrong:
        sys.exit(f"WRONG: {wrong}")


if __name__ == "__main__":
    main(sys.argv[1:])
