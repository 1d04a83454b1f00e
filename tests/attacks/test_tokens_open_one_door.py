"""S11: what we sign or send for one purpose and person does for no other: only the diagonal of the matrix passes."""

import ast
import itertools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import signing

from kit import clock
from policy.purposes import LETTERS
from privacy.consent import links
from privacy.handles.types import Kind
from privacy.handover.services import objecting
from privacy.outside import services as outside
from privacy.vault import services as vault
from tests.attacks.access_rules import RULES
from tests.attacks.cast import MARKS, Cast, visitor
from tests.attacks.reach import ADDRESSES
from tests.attacks.single_request import ask, undone
from tests.attacks.stage import Stage
from tests.attacks.test_access_matrix import decided
from tests.mailbox import mails, newest
from tests.network import PACKAGES

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# What opens a door by itself, for whoever holds it.
TOKENS = {"objection", "stop", "outward", "link", "reset-key", "download", "erasure"}


def doors_opened(cast: Cast) -> list[str]:
    """Every token in the place of every other: doors that opened to a token that is not theirs."""
    wrong = []
    for name, rule in RULES.items():
        for parameter, own in rule.objects.items():
            for token in TOKENS - {own} if own in TOKENS else ():
                filled = {key: cast.objects[of] for key, of in rule.objects.items()} | {parameter: cast.objects[token]}
                for method in sorted(rule.methods & {"GET", "POST"}):
                    answer = ask(cast.clients["owner"], method, ADDRESSES[name].path(**filled))
                    if decided(answer, rule) == "in" and not (answer.context and answer.context.get("token_fail")):
                        wrong.append(f"{method} {name} opened to {token}")
    return wrong


@dataclass(frozen=True)
class Reader:
    """Who reads what we signed: under which salt, what it would have to say, how it was signed."""

    salt: Callable[[], str]
    says: Callable[[Cast], Any]
    signer: type[signing.Signer]
    read: Callable[[str], object]


# By the module that signs: one that is not here fails below.
READERS = {
    "privacy/consent/links.py": Reader(
        lambda: links.SALT,
        lambda cast: [cast.accounts["owner"].person_id.hex, LETTERS.id],
        signing.TimestampSigner,
        lambda token: links.read(token, at=clock.now()),
    ),
    "privacy/handover/services/objecting.py": Reader(
        lambda: objecting.SALT,
        lambda cast: [cast.objects["transfer"], str(cast.objects["person"])],
        signing.TimestampSigner,
        objecting.read_token,
    ),
    "privacy/outside/services.py": Reader(
        lambda: outside.SALT, lambda _cast: "https://example.org/", signing.Signer, outside.signed_destination
    ),
}
# What the framework signs with, and what somebody gets who forgets to say for what.
FOREIGN_SALTS = [
    "",
    "django.core.signing",
    "django.core.signing.Signer",
    "django.core.signing.TimestampSigner",
    "django.contrib.sessions.backends.signed_cookies",
    "django.contrib.messages",
    "django.contrib.auth.tokens.PasswordResetTokenGenerator",
    "account",
]


def signed_for_another(cast: Cast) -> list[str]:
    """The right words under the salt of another purpose, or signed another way, that a reader took."""
    wrong = []
    for place, reader in READERS.items():
        salts = [*FOREIGN_SALTS, *(one.salt() for other, one in READERS.items() if other != place)]
        for salt, signer in itertools.product([*salts, reader.salt()], (signing.Signer, signing.TimestampSigner)):
            token = signer(salt=salt).sign_object(reader.says(cast))
            right = salt == reader.salt() and signer is reader.signer and salt not in salts
            if (reader.read(token) is not None) != right:
                wrong.append(f"{place}: {signer.__name__} with {salt!r} was {'taken' if not right else 'refused'}")
    return wrong


@pytest.mark.keeps("protect.access")
def test_a_token_opens_no_door_but_its_own(stage: Stage) -> None:
    assert doors_opened(stage.cast) == []
    assert {of for rule in RULES.values() for of in rule.objects.values()} >= TOKENS


@pytest.mark.keeps("protect.access")
def test_what_was_signed_for_another_purpose_is_read_by_nobody(stage: Stage) -> None:
    assert signed_for_another(stage.cast) == []


def test_everybody_who_signs_is_in_the_matrix() -> None:
    assert set(_signing_modules()) == set(READERS)


def _signing_modules() -> Iterable[str]:
    for package in PACKAGES:
        for path in (Path(settings.BASE_DIR) / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                named = [one.name for one in getattr(node, "names", ())] if isinstance(node, ast.ImportFrom) else []
                if isinstance(node, ast.ImportFrom) and (node.module == "django.core.signing" or "signing" in named):
                    yield str(path.relative_to(settings.BASE_DIR))


def for_another_person(cast: Cast) -> list[str]:
    """One's own token in the place of somebody else's, in a link that names both."""
    wrong = []
    for uid, key in (("owner", "other"), ("other", "owner")):
        objects = {"owner": cast.objects, "other": cast.others}
        path = ADDRESSES["account_reset_password_from_key"].path(
            uidb36=objects[uid]["uid"], key=objects[key]["reset-key"]
        )
        answer = ask(visitor(), "GET", path)
        if answer.status_code != 200 or not answer.context.get("token_fail"):
            wrong.append(f"the password of {uid} by the key of {key}")
    return wrong


@pytest.mark.keeps("protect.access")
def test_a_key_for_one_password_opens_no_other(stage: Stage) -> None:
    assert for_another_person(stage.cast) == []
    own = {"uidb36": stage.cast.objects["uid"], "key": stage.cast.objects["reset-key"]}
    assert ask(visitor(), "GET", ADDRESSES["account_reset_password_from_key"].path(**own)).status_code == 302


@pytest.mark.keeps("protect.access")
def test_a_code_for_one_page_is_wrong_on_every_other(stage: Stage) -> None:
    """Sent to the same person in the same browser: signing in by code, and changing the address."""
    email = f"{MARKS['owner'].lower()}@example.org"
    with undone():
        browser = visitor()
        browser.post(ADDRESSES["account_request_login_code"].path(), {"email": email})
        to_sign_in = newest(email).code
        mine = visitor()
        mine.force_login(stage.cast.accounts["owner"])
        mine.post(ADDRESSES["rights:send_own"].path())
        to_prove = re.findall(r"\b\d{6}\b", mails()[0].text)[0]
        assert to_prove != to_sign_in
        said = mine.post(ADDRESSES["rights:code"].path(), {"code": to_sign_in})
        assert said.status_code == 422, "a code to sign in proves nothing about a request"
        browser.post(ADDRESSES["account_confirm_login_code"].path(), {"code": to_prove})
        assert browser.get(ADDRESSES["accounts:home"].path()).status_code == 302, (
            "a code to prove a request signs nobody in"
        )
        assert mine.post(ADDRESSES["rights:code"].path(), {"code": to_prove}).status_code == 302


def test_a_keyed_hash_of_one_kind_is_none_of_another(stage: Stage) -> None:
    kinds = [*Kind, "proof", "letter", "message-id", "effect"]
    pairs = [(kind, value) for kind in kinds for value in ("2", "1:2", ":2")]
    assert not [kind for kind in kinds if ":" in kind], "what stands between the kind and the value"
    assert len({vault.index_of(kind, value) for kind, value in pairs}) == len(pairs)
