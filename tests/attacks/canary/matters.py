"""The rights: complaint, correction with papers, consent taken back, requests by mail and at the desk."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from tests.attacks.canary.pictures import picture
from tests.attacks.canary.visitor import Visitor, last_part
from tests.correspondence.door import knock

STOP = """
from policy.purposes import LETTERS
from privacy.consent import links
from privacy.handles.queries import bearer
from privacy.handles.types import Kind
print(links.address(bearer(Kind.EMAIL, "ADDRESS"), LETTERS, language="en"))
"""
A_DAY_LATER = """
from django.utils import timezone
from kit.jobs.models import Job
Job.objects.filter(name="rights.forget-stand-in").update(run_at=timezone.now())
"""
STANDS = """
from django.utils import timezone
from policy.purposes import LETTERS
from privacy.consent.queries import stands
from privacy.handles.queries import bearer
from privacy.handles.types import Kind
print(stands(bearer(Kind.EMAIL, "ADDRESS"), purpose=LETTERS, at=timezone.now()))
"""


def complain(customer: Visitor, keeper: Visitor) -> None:
    """A complaint with a question in between and an answer; another that is thought better of."""
    word = customer.marks.text
    case = _lodged(customer, "complaint", {"cause": "late", "words": word("complaint")})
    deed(keeper, case, "ask", question=word("asked"))
    customer.done(
        f"/en/my-data/requests/{case}/reply/", {"reply": word("replied")}, page=f"/en/my-data/requests/{case}/"
    )
    deed(keeper, case, "answer", outcome="upheld", words=word("upheld"))
    other = _lodged(customer, "complaint", {"cause": "other", "words": word("second")})
    customer.press(f"/en/my-data/requests/{other}/revoke/")


def correct(customer: Visitor, keeper: Visitor) -> None:
    """Two corrections with papers: one refused after a call, one that waits with its paper."""
    word = customer.marks.text
    said = {"what": "", "wanted": word("wanted"), "words": word("because")}
    for end in ("refused", "waits"):
        papers = {"papers": (f"{word('paper')}.png", picture(word("scan")), "image/png")}
        case = _lodged(customer, "correction", said, papers)
        page = keeper.get(f"/en/desk/requests/{case}/").text
        paper = re.search(rf"/en/desk/requests/{case}/papers/[0-9a-f-]+/", page)
        assert paper
        assert keeper.get(paper[0]).headers["Content-Type"] == "image/webp"
        deed(keeper, case, "ask", question=word("which"))
        deed(keeper, case, "heard", reply=word("heard"))
        if end == "refused":
            deed(keeper, case, "refuse", because="insuf_verification", words=word("no"))


def move_mails(customer: Visitor, keeper: Visitor) -> None:
    """The mails of an order are to go elsewhere: the new address is proved by a code, then written down.

    Who stands in for the new address until then is forgotten a day later; here, at once.
    """
    field = re.search(r"orders\.Order\.email\|\d+", customer.get("/en/my-data/ask/correction/").text)
    assert field
    wanted = f"{customer.marks.text('moved')}@example.org"
    case = _lodged(customer, "correction", {"what": field[0], "wanted": wanted, "words": ""})
    page = f"/en/my-data/requests/{case}/"
    customer.press(f"{page}prove/")
    customer.done(f"{page}prove/", {"code": customer.newest_code()}, page=page)
    deed(keeper, case, "correct", words=customer.marks.text("changed"))
    customer.place.run(A_DAY_LATER)
    customer.place.manage("work", "--once")


def take_back(customer: Visitor) -> None:
    """Consent taken back by one click of a mail program, by a word of reply, by the page; given anew in between."""
    marks = customer.marks
    click = customer.place.run(STOP.replace("ADDRESS", marks.email)).strip()
    program = Visitor(customer.place, marks)
    assert program.browser.post(click, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    _consent(customer, stands=False)
    customer.done("/en/choices/", {"letters": "on"})
    _consent(customer, stands=True)
    _write(customer, "unsubscribe")
    _consent(customer, stands=False)
    customer.done("/en/choices/", {"letters": "on"})
    _lodged(customer, "withdrawal", {"purposes": ["letters"]})
    _consent(customer, stands=False)


def ask_by_mail(customer: Visitor) -> None:
    """A letter asks for a right: a case is opened that waits for the person, and they say yes."""
    marks = customer.marks
    _write(customer, f"I would like a copy of my data. My {marks.text('wish')} is to see it.")
    mine = re.findall(r"/en/my-data/requests/(R-[\w-]+)/", customer.get("/en/my-data/").text)
    pages = {one: customer.get(f"/en/my-data/requests/{one}/").text for one in dict.fromkeys(mine)}
    [waiting] = [one for one, page in pages.items() if f"{one}/confirm/" in page]
    customer.press(f"/en/my-data/requests/{waiting}/confirm/")


def be_taken_in(customer: Visitor, keeper: Visitor) -> None:
    """Staff take in what somebody asks on the telephone; the code is read out; all is packed in the background."""
    marks = customer.marks
    asked = {"email": marks.email, "right": "access", "words": marks.text("telephone"), "language": "en"}
    keeper.submit("/en/desk/requests/new/", asked | {"email": f"{marks.text('unknown')}@example.org"})
    case = last_part(keeper.done("/en/desk/requests/new/", asked))
    deed(keeper, case, "code")
    keeper.submit(f"/en/desk/requests/{case}/", {"deed": "proof", "code": marks.text("x")[:12]})
    deed(keeper, case, "proof", code=customer.newest_code())
    deed(keeper, case, "carry")
    customer.place.manage("work", "--once")
    assert customer.get(f"/en/my-data/download/{case}/my-data.zip").content[:2] == b"PK"


def think_again(customer: Visitor) -> None:
    """Deletion in a week, asked for with the password and once more with a mailed code, and taken back."""
    customer.submit("/en/my-data/delete/", {"password": customer.marks.text("wrong")})
    customer.done("/en/my-data/delete/", {"password": customer.marks.password})
    prove_again(customer)
    customer.press("/en/my-data/delete/confirm/", {"when": "later"})
    customer.get("/en/my-data/delete/")
    customer.press("/en/my-data/delete/cancel/")


def prove_again(customer: Visitor) -> None:
    """Show once more who they are, by a code; the page of deletion is then before them."""
    customer.get("/en/my-data/delete/")
    customer.press("/en/my-data/prove/again/")
    customer.submit("/en/my-data/prove/code/", {"code": customer.marks.text("x")[:6]})
    customer.done("/en/my-data/prove/code/", {"code": customer.newest_code()})
    customer.get("/en/my-data/delete/")


def deed(keeper: Visitor, case: str, name: str, **said: str) -> None:
    """One deed of the desk on a case."""
    keeper.done(f"/en/desk/requests/{case}/", {"deed": name, **said})


def _lodged(customer: Visitor, right: str, said: Mapping[str, object], files: object = None) -> str:
    return last_part(customer.done(f"/en/my-data/ask/{right}/", dict(said), files=files))


def _consent(customer: Visitor, *, stands: bool) -> None:
    assert customer.place.run(STANDS.replace("ADDRESS", customer.marks.email)).strip() == str(stands)


def _write(customer: Visitor, words: str) -> None:
    """A mail without anything but words, and what is done about it."""
    marks, host = customer.marks, urlsplit(customer.base).hostname
    head = f"From: {marks.text('sender')} <{marks.email}>\r\nTo: hello@{host}\r\nSubject: Re: {marks.text('letters')}"
    raw = f"{head}\r\nMessage-ID: <{marks.text(words[:4])}@example.org>\r\n\r\n{words}\r\n".encode()
    assert knock(customer.place.letter_box(), raw, to=f"hello@{host}", mail_from=marks.email)[0] == 250
    customer.place.manage("work", "--once")
