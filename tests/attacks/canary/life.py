"""The customer's whole life with the shop, through every channel there is, every field marked."""

import re
import time
import uuid
from urllib.parse import urlsplit

import httpx

from tests.attacks.canary import matters, rare, served, speaking
from tests.attacks.canary.marks import Marks
from tests.attacks.canary.place import Place
from tests.attacks.canary.visitor import Staff, Visitor, last_part
from tests.correspondence.door import knock


class Customer(Visitor):
    """One person with one browser."""

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
        for lines in (f'[["{word("line")}"]]', f'{{"{self.place.pieces[1]}": [1, 1]}}'):
            self.browser.post("/en/cart/lines/", data={"lines": lines})
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
        self.submit("/en/checkout/parts/", form, page="/en/checkout/")
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
        typed = {"email": marks.first_email, "name": marks.han, "password1": marks.password}
        typed |= {"country": "FR", "birth_year": "1988"}
        self.submit("/en/account/signup/", typed)
        self.submit("/en/account/confirm-email/", {"code": word("code")[:6], "action": "verify"})
        code = self.newest_code()
        done = self.done("/en/account/confirm-email/", {"code": code, "action": "verify"})
        assert done.endswith("/account/")
        self.submit("/en/account/profile/", {"name": marks.han, "phone": word("phone"), "language": "en"})
        self.done("/en/account/profile/", {"name": marks.han, "phone": f"+86{marks.phone}", "language": "en"})
        for street in ("book", "second", "third"):
            self._keep_address(street)
        self.done("/en/choices/", {"letters": "on", "measure-visits": "on"})

    def _keep_address(self, street: str, path: str = "/en/account/addresses/new/?country=DE") -> None:
        marks, word = self.marks, self.marks.text
        home = {"recipient": marks.han, "street": f"1 {word(street)}", "city": word("town"), "postal_code": "10178"}
        self.done(path, home | {"phone": f"+86{marks.phone}", "room": word("door"), "sure": "1"})

    def change_everything(self) -> None:
        """Another address to sign in with, another password, another entry in the book, one entry less."""
        marks = self.marks
        self.done("/en/account/reauthenticate/", {"password": marks.password})
        self.done("/en/account/email/", {"email": marks.email, "action_add": "1"})
        self.done("/en/account/confirm-email/", {"code": self.newest_code(), "action": "verify"})
        new = {"password1": marks.new_password, "password2": marks.new_password}
        self.done("/en/account/password/change/", new | {"oldpassword": marks.password})
        self.done("/en/account/password/set/", new)
        entries = list(
            dict.fromkeys(re.findall(r"/en/account/addresses/[0-9a-f-]{36}/", self.get("/en/account/addresses/").text))
        )
        self.press(f"{entries[0]}remove/")
        self._keep_address("changed", entries[1])
        self.press("/en/account/accuracy/", {"answer": "right"})
        self.browser.post("/en/cart/keep/", data={"lines": "{}"})

    def fail_to_sign_in(self) -> None:
        """As somebody who has forgotten everything, from another browser; then by a mailed code and a new password."""
        marks, here = self.marks, self.browser
        self.browser = self._browser()
        for email, password in (
            (marks.email, marks.text("wrong")),
            (f"{marks.text('who')}@example.org", marks.password),
        ):
            self.submit("/en/account/login/", {"login": email, "password": password})
        self.submit("/en/account/login/", {"login": marks.password, "password": marks.email})
        self.submit("/en/account/login/code/", {"email": marks.email})
        self.done("/en/account/login/code/confirm/", {"code": self.newest_code()})
        self.done("/en/account/logout/", {}, page="/en/account/")
        self.sign_in(marks.email, marks.new_password)
        self.done("/en/account/sign-out-everywhere/", {}, page="/en/account/")
        self.submit("/en/account/password/reset/", {"email": f"{marks.text('nobody')}@example.org"})
        self.submit("/en/account/password/reset/", {"email": marks.email})
        link = re.search(r"/en/account/password/reset/key/[^\s\"'<&]+", self.newest_mail("/password/reset/key/"))
        assert link
        page = self.get(link[0]).headers["Location"]
        self.done(page, {"password1": marks.password, "password2": marks.password})
        self.submit("/en/my-data/prove/", {"email": marks.email})
        self.press("/en/my-data/leave/")
        self.get(f"/en/account/login/?next=/{marks.text('after')}")
        self.browser.close()
        self.browser = here
        self.come_back()

    def come_back(self) -> None:
        """Sign in anew."""
        self.browser.close()
        self.browser = self._browser()
        self.sign_in(self.marks.email, self.marks.password)

    def be_too_young(self) -> None:
        """A child types everything, and is sent away."""
        marks = self.marks
        typed = {"email": f"{marks.text('child')}@example.org", "name": marks.han, "password1": marks.password}
        child = Visitor(self.place, marks)
        year = time.gmtime().tm_year - 7
        refused = child.submit("/en/account/signup/", typed | {"country": "FR", "birth_year": f"{year}"})
        assert refused.status_code == 403

    def see_own_data(self) -> None:
        """My data, and the download of everything."""
        page = self.get("/en/my-data/").text
        assert self.marks.text("street") in page or self.marks.text("book") in page
        got = self.browser.get(self.press("/en/my-data/download/"))
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
        port = self.place.letter_box()
        assert knock(port, raw, to=f"hello@{host}", mail_from=marks.email)[0] == 250
        knock(port, raw.replace(b"letter", b"again"), to=f"{word('nobody')}@{host}", mail_from=marks.email)
        knock(port, word("noise").encode(), to=f"hello@{host}", mail_from=marks.email)
        self.place.manage("work", "--once")
        form = {"key": str(uuid.uuid4()), "mailbox": "hello", "subject": word("topic"), "text": word("written")}
        file = {"attached": (f"{word('sketch')}.txt", word("drawn").encode(), "text/plain")}
        self.submit("/en/contact/", form | {"email": word("no-address")})
        assert "sent=M-" in self.done("/en/contact/", form | {"email": marks.email}, files=file)
        young = {"subject": word("young"), "text": f"I am 11 years old, {word('eleven')}.", "key": str(uuid.uuid4())}
        self.done("/en/contact/", form | {"email": marks.email} | young)

    def leave(self) -> str:
        """Delete everything, at once; the erasure's reference."""
        matters.prove_again(self)
        gone = self.press("/en/my-data/delete/confirm/", {"when": "now"})
        assert "/deleted/" in gone
        return last_part(gone)


def live(place: Place, marks: Marks) -> Customer:
    """Everything up to, but without, the last chapter."""
    customer = Customer(place, marks)
    customer.look_around()
    guest = customer.buy(place.pieces[0])
    customer.be_too_young()
    customer.open_account()
    customer.change_everything()
    bought, regretted, refused = (customer.buy(place.pieces[1]) for _ in range(3))
    place.manage("work", "--once")
    customer.fail_to_sign_in()
    customer.see_own_data()
    customer.write_to_us()
    keeper, warden, counsel = (Staff(place, marks, who) for who in ("keeper", "warden", "counsel"))
    served.look_up(keeper)
    served.send(keeper, guest)
    served.send(keeper, bought)
    served.give_back(keeper, bought)
    customer.done(f"/en/orders/{regretted}/cancel/", {}, page=f"/en/orders/{regretted}/")
    served.cancel(keeper, refused)
    speaking.ask_about_the_notice(customer, keeper)
    speaking.speak_of_promises(customer, counsel)
    speaking.ask_as_guardian(customer, keeper)
    matters.complain(customer, keeper)
    matters.correct(customer, keeper)
    matters.move_mails(customer, keeper)
    matters.take_back(customer)
    matters.ask_by_mail(customer)
    matters.be_taken_in(customer, keeper)
    speaking.be_looked_at(keeper)
    served.answer(keeper)
    rare.hold_a_post(customer, keeper, warden)
    rare.be_warned(customer, keeper, warden)
    rare.change_hands(customer, keeper, Staff(place, marks, "orders"))
    rare.be_published(customer, keeper, warden)
    rare.go_to_a_network(customer)
    matters.think_again(customer)
    place.manage("work", "--once")
    place.manage("backup", str(place.backups))
    return customer
