"""The customer's whole life with the shop, through every channel there is, every field marked."""

import re
import time
import uuid
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.attacks.canary.marks import Marks
from tests.attacks.canary.place import Place
from tests.correspondence.door import door, knock

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
TO_THE_END = """
from django.utils import timezone
from kit.jobs.runner import Runner
from shop.orders import services
from shop.orders.models import Order
import datetime as dt
at = timezone.now()
for order in Order.objects.all():
    services.pack(order_id=order.pk, by="test", at=at)
    services.ship(order_id=order.pk, by="test", at=at)
    services.deliver(order_id=order.pk, by="test", at=at)
runner = Runner()
while runner.run_next(at=at + dt.timedelta(seconds=1)): pass
"""
WORK = """
import datetime as dt
from django.utils import timezone
from kit.jobs.runner import Runner
runner = Runner()
while runner.run_next(at=timezone.now() + dt.timedelta(minutes=HOW)): pass
"""


class Customer:
    """One person with one browser."""

    def __init__(self, place: Place, marks: Marks) -> None:
        self.place, self.marks, self.base = place, marks, place.env["SHIJIANG_URL"]
        self.browser = self._browser()

    def _browser(self) -> httpx.Client:
        own = {"Origin": self.base, "Referer": f"{self.base}/", "Sec-Fetch-Site": "same-origin"}
        return httpx.Client(base_url=self.base, headers=own, trust_env=False, timeout=30)

    def get(self, path: str) -> httpx.Response:
        """A page; never a failure of the site."""
        answer = self.browser.get(path)
        assert answer.status_code < 500, (path, answer.status_code)
        return answer

    def submit(
        self, path: str, form: dict[str, Any], *, page: str = "", files: dict[str, Any] | None = None
    ) -> httpx.Response:
        """Fill in the form at `page` (or at `path` itself) and send it."""
        shown = self.browser.get(page or path)
        token = TOKEN.search(shown.text)
        whole = form | ({"csrfmiddlewaretoken": token[1]} if token else {})
        answer = self.browser.post(path, data=whole, files=files)
        assert answer.status_code < 500, (path, answer.status_code)
        return answer

    def newest_code(self) -> str:
        """The code in the newest mail of the demo's outbox."""
        found = re.search(r"/outbox/[0-9a-f-]{36}/", self.get("/outbox/").text)
        assert found
        code = re.search(r"\b(\d{6})\b", self.get(found[0]).text)
        assert code, self.get(found[0]).text
        return code[1]

    # The chapters of the life.

    def look_around(self) -> None:
        """Browse, search, allow counting, fill the server's cart, all with marked words."""
        word = self.marks.text
        self.browser.post("/en/choices/", data={"all": "yes"})
        for path in (
            "/en/",
            "/en/pieces/lotus-bowl/",
            f"/en/search/?q={word('search')}",
            f"/en/pieces/{word('slug')}/",
        ):
            self.get(path)
        self.get(f"/en/pieces/?q={word('list')}&form={word('form')}&page={word('page')}")
        for path in ("/en/pieces/lotus-bowl/", f"/en/{word('path')}/", f"/en/search/?q={word('seen')}"):
            self.browser.post("/events/seen/", data={"path": path, "title": word("title"), "referrer": word("from")})
        self.browser.post("/ui/look", data={"ground": "paper", "next": f"/{word('next')}"})
        self.browser.post("/en/currency/", data={"currency": "EUR", "next": f"/{word('money')}"})
        self.browser.post("/en/cart/put/", data={"piece": str(self.place.pieces[1]), "quantity": "1"})
        self.browser.post("/en/cart/lines/", data={"lines": f'[["{word("line")}"]]'})
        self.browser.get("/en/", headers={"User-Agent": word("agent"), "Accept-Language": word("language")})
        self.browser.get("/en/", headers={"Cookie": f"{word('cookie')}={word('value')}"})

    def buy(self, piece: int) -> str:
        """From the cart to the paid order; its number."""
        marks = self.marks
        key = f"{time.time_ns()}".ljust(24, "k")
        begun = self.browser.post("/en/checkout/begin/", data={"key": key, "line": f"{piece}:1"})
        assert begun.status_code == 302, begun.text
        form = {
            "email": marks.email,
            "phone": f"+86{marks.phone}",
            "name": marks.han,
            "country": "DE",
            "street": f"{marks.text('street')} 7",
            "floor": marks.text("floor"),
            "room": marks.text("room"),
            "company": marks.text("firm"),
            "postal_code": "10178",
            "city": marks.text("city"),
            "note": f"Ring twice {marks.text('note')}",
            "sure": "1",
            "of_age": "1",
        }
        wrong = form | {"email": marks.text("not-an-address"), "phone": marks.text("phone"), "pay": "1", "shown": "0"}
        self.submit("/en/checkout/", wrong)
        shown = re.search(r'name="shown" value="(\d+)"', self.submit("/en/checkout/", form).text)
        assert shown
        placed = self.submit("/en/checkout/", form | {"pay": "1", "shown": shown[1]})
        assert placed.status_code == 302, placed.text
        self._pay(placed.headers["Location"])
        for _ in range(50):
            back = self.browser.get("/en/checkout/back/")
            if back.status_code == 302:
                break
            time.sleep(0.2)
        number = back.headers["Location"].rstrip("/").rsplit("/", 1)[1]
        page = self.get(back.headers["Location"]).text
        assert marks.text("street") in page
        return number

    def _pay(self, page: str) -> None:
        """A number the bank does not know, then a card with its code, at the provider's own page."""
        marks = self.marks
        card = {"name": marks.text("holder"), "expiry": "08 / 39", "cvv": marks.cvv}
        with httpx.Client(trust_env=False) as bank:
            bank.get(page)
            bank.post(page, data=card | {"number": marks.refused_card})
            paid = bank.post(page, data=card | {"number": "3782 822463 10005"})
        assert paid.status_code == 303, paid.text
        assert urlsplit(paid.headers["Location"]).netloc == urlsplit(self.base).netloc

    def open_account(self) -> None:
        """Sign up, prove the address, fill in everything, type much of it wrongly first."""
        marks, word = self.marks, self.marks.text
        self.submit("/en/account/signup/", {"email": word("bad"), "name": marks.han, "password1": "short" + word("x")})
        typed = {"email": marks.email, "name": marks.han, "password1": marks.password}
        typed |= {"country": "FR", "birth_year": "1988"}
        self.submit("/en/account/signup/", typed)
        self.submit("/en/account/confirm-email/", {"code": word("code")[:6], "action": "verify"})
        code = self.newest_code()
        done = self.submit("/en/account/confirm-email/", {"code": code, "action": "verify"})
        assert done.headers.get("Location", "").endswith("/account/"), done.text
        self.submit("/en/account/profile/", {"name": marks.han, "phone": word("phone"), "language": "en"})
        profile = {"name": marks.han, "phone": f"+86{marks.phone}", "language": "en"}
        assert self.submit("/en/account/profile/", profile).status_code == 302
        home = {"recipient": marks.han, "street": f"1 {word('book')}", "city": word("town"), "postal_code": "10178"}
        path = "/en/account/addresses/new/?country=DE"
        kept = self.submit(path, home | {"phone": f"+86{marks.phone}", "room": word("door"), "sure": "1"})
        assert kept.status_code == 302, kept.text
        self.submit("/en/choices/", {"letters": "on", "measure-visits": "on"})

    def fail_to_sign_in(self) -> None:
        """As somebody who has forgotten everything, from another browser."""
        marks, here = self.marks, self.browser
        self.browser = self._browser()
        for email, password in (
            (marks.email, marks.text("wrong")),
            (f"{marks.text('who')}@example.org", marks.password),
        ):
            self.submit("/en/account/login/", {"login": email, "password": password})
        self.submit("/en/account/login/", {"login": marks.password, "password": marks.email})
        self.submit("/en/account/login/code/", {"email": marks.email})
        self.submit("/en/account/password/reset/", {"email": marks.email})
        self.submit("/en/account/password/reset/", {"email": f"{marks.text('nobody')}@example.org"})
        self.submit("/en/my-data/prove/", {"email": marks.email})
        self.get(f"/en/account/login/?next=/{marks.text('after')}")
        self.browser = here

    def see_own_data(self) -> None:
        """My data, and the download of everything."""
        page = self.get("/en/my-data/").text
        assert self.marks.text("street") in page or self.marks.text("book") in page
        asked = self.submit("/en/my-data/download/", {}, page="/en/my-data/")
        assert asked.status_code == 302, asked.text
        got = self.browser.get(asked.headers["Location"])
        assert got.content[:2] == b"PK"

    def write_to_us(self) -> None:
        """A mail with a file through the door for mail, and a letter with a file on the page, wrongly first."""
        marks, word, host = self.marks, self.marks.text, urlsplit(self.base).hostname
        head = {
            "From": f"{word('from')} <{marks.email}>",
            "To": f"hello@{host}",
            "Subject": word("subject"),
            "Message-ID": f"<{word('id')}@example.org>",
            "References": f"<{word('before')}@example.org>",
            "Received": f"from {word('relay')}",
            "Content-Type": "multipart/mixed; boundary=x",
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        parts = (
            f"--x\r\n\r\n{word('letter')} +86{marks.phone}\r\n--x\r\nContent-Type: text/html; name={word('file')}.html"
        )
        raw = f"{lines}\r\n{parts}\r\n\r\n<p>{word('inside')}</p>\r\n--x--\r\n".encode()
        with door(self.place.env, log=self.place.logs / "mail.log") as port:
            assert knock(port, raw, to=f"hello@{host}", mail_from=marks.email)[0] == 250
            knock(port, raw.replace(b"letter", b"again"), to=f"{word('nobody')}@{host}", mail_from=marks.email)
            knock(port, word("noise").encode(), to=f"hello@{host}", mail_from=marks.email)
        self.place.manage("work", "--once")
        form = {"key": str(uuid.uuid4()), "mailbox": "hello", "subject": word("topic"), "text": word("written")}
        file = {"attached": (f"{word('sketch')}.txt", word("drawn").encode(), "text/plain")}
        self.submit("/en/contact/", form | {"email": word("no-address")})
        sent = self.submit("/en/contact/", form | {"email": marks.email}, files=file)
        assert "sent=M-" in sent.headers["Location"], sent.text

    def be_answered(self) -> None:
        """The keeper opens the letters, saves a file and answers with marked words."""
        here, self.browser = self.browser, self._browser()
        self.submit("/en/account/login/", {"login": "keeper@example.net", "password": "a quiet lacquer bowl"})
        listed = sorted(set(re.findall(r"/en/desk/mail/(M-\w+)/", self.get("/en/desk/mail/").text)))
        assert len(listed) == 2
        for reference in listed:
            page = f"/en/desk/mail/{reference}/"
            opened = self.submit(f"{page}open/", {}, page=page).text
            assert self.marks.word in opened
            for file in re.findall(rf"{page}files/\d+/", opened):
                assert self.marks.word in self.get(file).text
            said = {"key": str(uuid.uuid4()), "subject": self.marks.text("re"), "words": self.marks.text("answer")}
            assert self.submit(f"{page}answer/", said, page=page).status_code == 302
        self.browser = here

    def be_served_by_staff(self) -> None:
        """The keeper finds the customer by address and opens them for a purpose."""
        here, self.browser = self.browser, self._browser()
        self.submit("/en/account/login/", {"login": "keeper@example.net", "password": "a quiet lacquer bowl"})
        found = self.submit("/en/desk/people/", {"email": self.marks.email})
        person = found.headers["Location"]
        opened = self.submit(person, {"purpose": "answer-rights", "reference": "R-1042"})
        assert self.marks.email in opened.text
        self.submit(person, {"purpose": "answer-rights", "reference": self.marks.han})
        self.get("/en/desk/people/")
        self.browser = here

    def leave(self) -> str:
        """Delete everything, at once; the erasure's reference."""
        page = "/en/my-data/delete/"
        self.submit("/en/my-data/prove/again/", {}, page=page)
        proof = self.submit("/en/my-data/prove/code/", {"code": self.newest_code()})
        assert proof.status_code == 302, proof.status_code
        gone = self.submit("/en/my-data/delete/confirm/", {"when": "now"}, page=page)
        assert "/deleted/" in gone.headers.get("Location", ""), gone.headers
        return gone.headers["Location"].rstrip("/").rsplit("/", 1)[1]


def live(place: Place, marks: Marks) -> Customer:
    """Everything up to, but without, the last chapter."""
    customer = Customer(place, marks)
    customer.look_around()
    customer.buy(place.pieces[0])
    customer.open_account()
    customer.buy(place.pieces[1])
    place.manage("work", "--once")
    customer.fail_to_sign_in()
    customer.see_own_data()
    customer.write_to_us()
    customer.be_served_by_staff()
    customer.be_answered()
    place.run(TO_THE_END)
    place.manage("work", "--once")
    place.manage("backup", str(place.backups))
    return customer


def erase(customer: Customer, sabotage: str = "") -> None:
    """The last chapter, and the worker that carries it out; `sabotage` is code that breaks it first."""
    customer.leave()
    customer.place.run(sabotage + WORK.replace("HOW", "2"))
