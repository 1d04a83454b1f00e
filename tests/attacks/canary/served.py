"""What the desk does for a customer day by day: looks them up, sends, gives back, cancels, answers their letters."""

import re
import uuid

from tests.attacks.canary.visitor import Visitor


def look_up(keeper: Visitor) -> None:
    """Found by address and opened for a purpose; a reason that is a name is refused."""
    marks = keeper.marks
    person = keeper.done("/en/desk/people/", {"email": marks.email})
    assert marks.email in keeper.submit(person, {"purpose": "answer-rights", "reference": "R-1042"}).text
    keeper.submit(person, {"purpose": "answer-rights", "reference": marks.han})
    keeper.get("/en/desk/people/")


def send(keeper: Visitor, number: str) -> None:
    """Address opened, packed, sent with a parcel number, delivered."""
    page = f"/en/desk/orders/{number}/"
    assert keeper.marks.text("street") in keeper.submit(f"{page}dispatch/", {}, page=page).text
    keeper.press(f"{page}pack/")
    assert keeper.marks.han in keeper.submit(f"{page}label/", {}, page=page).text
    keeper.submit(f"{page}ship/", {"tracking": keeper.marks.han}, page=page)
    keeper.done(f"{page}ship/", {"tracking": keeper.marks.text("SF1")}, page=page)
    keeper.press(f"{page}deliver/")


def give_back(keeper: Visitor, number: str) -> None:
    """All money goes back."""
    page = f"/en/desk/orders/{number}/"
    line = re.search(r'name="(line_\d+)"', keeper.get(page).text)
    assert line
    keeper.press(f"{page}refund/", {"reason": "damaged", line[1]: "1", "delivery": "on"})


def cancel(keeper: Visitor, number: str) -> None:
    """The studio cannot deliver."""
    keeper.get(f"/en/desk/orders/{number}/")
    keeper.press(f"/en/desk/orders/{number}/cancel/")


def answer(keeper: Visitor) -> None:
    """Letters opened, their files saved, all but one answered with marked words; one sorted anew, one closed."""
    listed = sorted(set(re.findall(r"/en/desk/mail/(M-\w+)/", keeper.get("/en/desk/mail/").text)))
    assert len(listed) >= 3
    for reference in listed[:-1]:
        page = f"/en/desk/mail/{reference}/"
        opened = keeper.submit(f"{page}open/", {}, page=page).text
        assert keeper.marks.word in opened
        for file in re.findall(rf"{page}files/\d+/", opened):
            assert keeper.marks.word in keeper.get(file).text
        said = {"key": str(uuid.uuid4()), "subject": keeper.marks.text("re"), "words": keeper.marks.text("answer")}
        keeper.done(f"{page}answer/", said, page=page)
    keeper.done(f"/en/desk/mail/{listed[0]}/sort/", {"sort": "press"}, page=f"/en/desk/mail/{listed[0]}/")
    keeper.done(f"/en/desk/mail/{listed[1]}/close/", {}, page=f"/en/desk/mail/{listed[1]}/")
