"""What seldom happens to anybody: a post in the house, an incident, a transfer, a publication, a network."""

import datetime as dt
import re

from tests.attacks.canary.pictures import picture
from tests.attacks.canary.visitor import Visitor, last_part

WHO = """
from shop.accounts.models import Account
from privacy.handles.queries import bearer
from privacy.handles.types import Kind
person = bearer(Kind.EMAIL, "ADDRESS")
print(person, Account.objects.get(person=person).pk)
"""
OBJECT = """
from django.utils import timezone
from privacy.access.types import Actor
from privacy.handover import services
from privacy.handover.models import Transfer
at = timezone.now()
made = services.open_transfer(receiver="Southern", country="CN", mailbox="p@s.example", public_key="09" + "0" * 62,
    purposes=[], by=Actor("staff", "lin", "keeper"), at=at)
Transfer.objects.filter(pk=made.pk).update(telling_at=at)
services.tell(reference=made.reference, at=at)
print(services.token_for(made, "PERSON"))
"""
WAITED = """
import datetime as dt
from privacy.handover import services
from privacy.handover.models import Told, Transfer
assert services.confirm(transfer=Transfer.objects.get(reference="REFERENCE"))
Told.objects.filter(transfer__reference="REFERENCE").update(until=dt.date(2020, 1, 1))
"""
SEALED = """
from privacy.handover.models import Transfer
print(Transfer.objects.get(reference="REFERENCE").people)
"""
REVIEWED = """
import datetime as dt
from django.utils import timezone
from privacy.sharing import services
from privacy.sharing.models import Review
at = timezone.now()
services.review(recipient="example-network", kind=Review.Kind.BACKGROUND, held_on=at.date(),
    next_due_on=at.date() + dt.timedelta(days=300), passed=True, by="lin", at=at)
"""
CHECKED = ("policy", "purposes", "security", "place", "rights")


def hold_a_post(customer: Visitor, keeper: Visitor, warden: Visitor) -> None:
    """Given a post by two, assessed, found to have done wrong; the post taken away again by two."""
    word = customer.marks.text
    _person, account = _who(customer)
    for role in ("orders", ""):
        asked = {"email": customer.marks.email, "role": role, "reference": "D-1042"}
        keeper.done("/en/desk/staff/post/", asked, page="/en/desk/staff/")
        agree(warden, "/en/desk/staff/")
        if role:
            page = f"/en/desk/staff/{account}/"
            keeper.done(page, {"outcome": "partly", "words": word("assessed")})
            keeper.done(page, {"consequence": "warning", "words": word("judged")})
    customer.sign_in(customer.marks.email, customer.marks.password)


def be_warned(customer: Visitor, keeper: Visitor, warden: Visitor) -> None:
    """An incident concerns whoever ordered: told of it, with a code of their own, and everything after."""
    marks, now = customer.marks, dt.datetime.now(dt.UTC)
    times = {"began_at": now - dt.timedelta(days=1), "ended_at": now + dt.timedelta(days=1), "known_at": now}
    said = {name: f"{at:%Y-%m-%dT%H:%M}" for name, at in times.items()}
    page = keeper.done("/en/desk/incidents/declare/", {"kind": "lost-copy", "stores": ["orders.Order"], **said})
    keeper.done(page, {})
    keeper.done(page, {"remedies": ["monitoring", "sign-out"], "codes": marks.text("watch")})
    customer.place.manage("work", "--once")
    keeper.done(page, {"words_en": "A copy was lost.", "words_zh-hans": "一份副本丢失。"})
    keeper.done(page, {})
    agree(warden, "/en/desk/staff/")
    customer.place.manage("work", "--once")
    assert customer.newest_mail(marks.text("watch"))
    keeper.done(f"{page}codes/", {"codes": "C-1042"}, page=page)  # nobody is left to get it: it is about nobody
    keeper.get(f"{page}report/")
    keeper.press(f"{page}report/freeze/")
    for authority in dict.fromkeys(re.findall(rf"{page}report/tell/[\w-]+/", keeper.get(f"{page}report/").text)):
        keeper.press(authority)
    keeper.done(page, {"lessons": "Copies are counted."})
    customer.sign_in(marks.email, marks.password)


def change_hands(customer: Visitor, keeper: Visitor, orders: Visitor) -> None:
    """The studio passes on: told, and in the sealed package; another time, an objection by the link."""
    new = {"receiver": "Northern", "country": "CN", "mailbox": "p@n.example", "public_key": "09" + "0" * 62}
    page = keeper.done("/en/desk/transfers/", new | {"purposes": ["fulfil-order", "keep-account"]})
    reference = last_part(page)
    for question in CHECKED:
        keeper.done(f"{page}answers/{question}/", {"words": "Yes."}, page=page)
    orders.done(f"{page}answers/open-orders/", {"words": "None."}, page=page)
    keeper.done(f"{page}tell/", {}, page=page)
    orders.done(f"{page}agree/", {}, page=page)
    customer.place.manage("work", "--once")
    customer.place.run(WAITED.replace("REFERENCE", reference))
    keeper.done(f"{page}seal/", {}, page=page)
    orders.done(f"{page}agree/", {}, page=page)
    customer.place.manage("work", "--once")
    assert int(customer.place.run(SEALED.replace("REFERENCE", reference))) >= 1
    assert keeper.get(f"{page}package/").status_code == 200
    person, _account = _who(customer)
    link = customer.place.run(OBJECT.replace("PERSON", person)).strip()
    customer.done(f"/en/handover/{link}/", {})


def be_published(customer: Visitor, keeper: Visitor, warden: Visitor) -> None:
    """A court orders a letter and a picture: covered in part, weighed by two, packed and fetched."""
    word = customer.marks.text
    person, _account = _who(customer)
    asked = {"ground": "court", "authority": "District court", "order_number": "C-1042", "ordered": "Letter\nPicture"}
    page = keeper.done("/en/desk/publications/", asked | {"person": person})
    text = {"item": "Letter", "text": f"{word('exhibit')} lives at {word('hidden')}", "words": word("hidden")}
    keeper.done(f"{page}cover/", text, page=page)
    file = {"picture": (f"{word('photo')}.png", picture(word("camera")), "image/png")}
    keeper.done(f"{page}cover/", {"item": "Picture", "parts": "0,0,20,20"}, page=page, files=file)
    for shown in re.findall(rf"{page}items/\d+/", warden.get(page).text):
        assert warden.get(shown).status_code == 200
    keeper.done(f"{page}necessity/", {"words": "Ordered."}, page=page)
    warden.done(f"{page}legality/", {"words": "Lawful."}, page=page)
    keeper.done(f"{page}pack/", {}, page=page)
    assert keeper.get(f"{page}package/").content[:2] == b"PK"


def go_to_a_network(customer: Visitor) -> None:
    """Signed in there, undone, and once more."""
    page = "/en/networks/example-network/"
    customer.place.run(REVIEWED)
    assert customer.done(page, {}).startswith("https://")
    customer.get(page)
    customer.press(f"{page}unlink/")
    customer.done(page, {})


def agree(staff: Visitor, page: str) -> None:
    """Say yes to the one thing another has proposed."""
    [proposal] = dict.fromkeys(re.findall(r"/en/desk/staff/decide/[0-9a-f-]{36}/", staff.get(page).text))
    staff.press(proposal, {"agree": "yes"})


def _who(customer: Visitor) -> tuple[str, str]:
    person, account = customer.place.run(WHO.replace("ADDRESS", customer.marks.email)).split()
    return person, account
