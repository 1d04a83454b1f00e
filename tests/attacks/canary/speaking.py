"""What is said about the notice, the promises and children, and who at the desk reads it."""

import re

from tests.attacks.canary.pictures import picture
from tests.attacks.canary.visitor import Visitor

CLAUSE = "/en/promises/words/protect.masking/"


def ask_about_the_notice(customer: Visitor, keeper: Visitor) -> None:
    """A question with an account and one without; the first is answered, the second waits."""
    word, page = customer.marks.text, "/en/privacy/changes/2020-01/ask/"
    customer.done(page, {"words": word("question")})
    stranger = Visitor(customer.place, customer.marks)
    stranger.submit(page, {"words": word("asked"), "email": word("no-address")})
    stranger.done(page, {"words": word("asked"), "email": customer.marks.email})
    [first, _second] = _listed(keeper, "/en/desk/changes/", r"/en/desk/changes/questions/[\w-]+/")
    keeper.done(first, {"words": word("reply")})
    customer.browser.post("/en/privacy/agree/", data={"csrfmiddlewaretoken": customer.token, "next": f"/{word('on')}"})


def speak_of_promises(customer: Visitor, counsel: Visitor) -> None:
    """A remark, and disputes: counsel decides one and tells of it without anybody in it, the other waits."""
    word = customer.marks.text
    customer.done(CLAUSE, {"words": word("remark")})
    said = {"words": f"My mum says {word('dispute')}.", "name": customer.marks.han}
    customer.submit(f"{CLAUSE}dispute/", said | {"email": word("no-address")})
    customer.done(f"{CLAUSE}dispute/", said | {"email": customer.marks.email})
    customer.done(f"{CLAUSE}dispute/", said | {"email": customer.marks.email})
    case, _waits = _listed(counsel, "/en/desk/disputes/", r"/en/desk/disputes/[\w-]+/")
    counsel.get(case)
    counsel.press(f"{case}take-up/")
    counsel.done(f"{case}decide/", {"outcome": "upheld", "reasons": word("reasons")}, page=case)
    told = {f"{part}_{tag}": "Masked?" for part in ("question", "answer") for tag in ("en", "zh-hans")}
    assert counsel.submit(f"{case}precedent/", told | {"answer_en": customer.marks.email}, page=case).status_code == 422
    counsel.done(f"{case}precedent/", told, page=case)


def ask_as_guardian(customer: Visitor, keeper: Visitor) -> None:
    """Two requests of a guardian with their proofs: one refused, one that waits."""
    marks, word = customer.marks, customer.marks.text
    said = {"name": marks.han, "email": marks.email, "relation": "parent", "wish": "see", "words": word("guardian")}
    for _ in range(2):
        proof = {"proof": (f"{word('birth')}.png", picture(word("certificate")), "image/png")}
        stranger = Visitor(customer.place, marks)
        stranger.done("/en/guardians/request/", said | {"child": f"{word('kid')}@example.org"}, files=proof)
    first, second = _listed(keeper, "/en/desk/children/", r"/en/desk/guardians/[\w-]+/")
    for case in (first, second):
        assert marks.word in keeper.submit(case, {}).text
        assert keeper.submit(f"{case}proof/", {}, page=case).content[:4] == b"\x89PNG"
    keeper.done(f"{first}decide/", {"answer": "refuse"}, page=first)


def be_looked_at(keeper: Visitor) -> None:
    """Words that may be a child's, opened and found to be nobody's; others wait to be looked at."""
    first, *others = _listed(keeper, "/en/desk/children/", r"/en/desk/children/[\w-]+/")
    assert others
    assert keeper.marks.word in keeper.submit(first, {}).text
    keeper.done(f"{first}decide/", {"answer": "no"}, page=first)


def _listed(staff: Visitor, page: str, pattern: str) -> list[str]:
    return list(dict.fromkeys(re.findall(pattern, staff.get(page).text)))
