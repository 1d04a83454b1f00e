"""X5: a placeholder, a format or a template that somebody writes into a field stays what they wrote."""

import html
from collections.abc import Iterable
from typing import Any

import pytest
from django.conf import settings

from kit import clock
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import SELF
from privacy.incidents.models import Incident
from privacy.incidents.services import letters
from privacy.incidents.types import Channel
from privacy.sharing.models import Message
from shop.delivery import queries as delivery
from shop.delivery.types import Address
from tests.attacks import hostile
from tests.attacks.access_rules import RULES
from tests.attacks.cast import Cast
from tests.attacks.forms import Sent
from tests.attacks.reach import Names
from tests.attacks.single_request import ask, undone
from tests.attacks.stage import Stage
from tests.attacks.test_hostile_text import pages

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BEGIN, END = "Vexbegin", "Vexend"
# One of each kind of language in which a text may ask to be filled in; where it begins, all of it has to follow.
ASKING = (
    "{{code}} {{ code }} {{7000001|add:1}} {% now 7 %} {{settings.SECRET_KEY}} {code} {n} {} {0} {0.__class__} "
    "{event.__init__.__globals__} {!r} %s %(code)s %(settings)s $code ${7000001+1} #{7000001+1} [[7000001+1]]"
)
PROBE = f"{BEGIN} {ASKING} {END}"


CALCULATED = ("7000002", "THE-CODE", "<class", "__globals__'")


def filled_in(text: str) -> list[str]:
    """What became of the probe wherever it begins in a text; where it was cut short, what was calculated."""
    wrong = []
    for rest in html.unescape(html.unescape(text)).split(BEGIN)[1:]:
        if rest.startswith(("%20", "+", "-")):  # in an address, written otherwise and filled in nowhere
            continue
        whole, _end, _after = rest.partition(END)
        if END in rest and " ".join(whole.split()) != ASKING:
            wrong.append(whole[-200:])
        wrong += [rest[:200] for one in (*CALCULATED, settings.SECRET_KEY) if END not in rest and one in rest]
    return wrong


def pages_filling_in(cast: Cast, names: Names = RULES) -> list[str]:
    """Pages on which a probe in some field became something else."""
    with undone():
        hostile.poison(PROBE)
        found = [(name, answer.body.decode(errors="replace")) for name, answer in pages(cast, names)]
    assert any(BEGIN in text for _name, text in found), "what is nowhere shown proves nothing"
    return [f"{name}: {one!r}" for name, text in found for one in filled_in(text)]


def mails_filling_in(cast: Cast, forms: Iterable[Sent]) -> list[str]:
    """Mails made of forms whose every free text is the probe."""
    wrong, probed = [], 0
    for one in forms:
        free = {name for name, value in one.data.items() if value == "Words of a visitor"}
        with undone():
            before = set(Message.objects.values_list("pk", flat=True))
            ask(cast.clients[one.who], "POST", one.path, one.data | dict.fromkeys(free, PROBE), kept=True)
            for message in Message.objects.exclude(pk__in=before):
                with acting(SELF, by=Actor.person(message.person_id), at=clock.now()):
                    text = f"{message.subject} {message.text} {message.html or ''}"
                probed += BEGIN in text
                wrong += [f"{one.name}: {each!r}" for each in filled_in(" ".join(text.split()))]
    assert probed or wrong, "no mail repeats what was typed"
    return wrong


def notices_filling_in(cast: Cast) -> list[str]:
    """The notice of an incident whose words are the probe, in each language and channel, with a code and without."""
    incident = Incident.objects.get(pk=str(cast.objects["incident"]))
    incident.words = {code: PROBE for code, _name in settings.LANGUAGES}
    wrong = []
    for language, _name in settings.LANGUAGES:
        for channel in Channel:
            for with_code in (False, True):
                subject, text = letters.draft(incident, language=language, channel=channel, with_code=with_code)
                sent = f"{subject} {text}".replace(letters.CODE, "THE-CODE")
                wrong += [f"{language} {channel}: {one!r}" for one in filled_in(sent)]
                wrong += [f"{language} {channel}: a code in the words"] if sent.count("THE-CODE") > 1 else []
    return wrong


@pytest.mark.keeps("protect.access")
def test_no_page_fills_in_what_was_typed(stage: Stage) -> None:
    wrong = pages_filling_in(stage.cast)
    assert not wrong, "\n".join(["", *wrong])


@pytest.mark.keeps("protect.access")
def test_no_mail_fills_in_what_was_typed(stage: Stage) -> None:
    wrong = mails_filling_in(stage.cast, stage.forms)
    assert not wrong, "\n".join(["", *wrong])


@pytest.mark.keeps("protect.incident")
def test_the_notice_of_an_incident_fills_in_our_own_place_alone(stage: Stage) -> None:
    assert notices_filling_in(stage.cast) == []


@pytest.mark.parametrize("typed", ["{0}", "{}", "{n}", "{0.a}", "%s"])
def test_a_floor_and_a_room_are_words(typed: str) -> None:
    for country in ("DE", "CN", "US"):
        where = Address(country, city="Berlin", street="Lackgasse 7", postal_code="10115", floor=typed, room=typed)
        lines: Any = delivery.address_lines(where, name="Ada", language="en")
        assert typed in " ".join(lines)


def test_the_search_sees_what_was_filled_in() -> None:
    assert filled_in(f"<p>{html.escape(PROBE)}</p>") == []
    assert filled_in(PROBE.replace("{{7000001|add:1}}", "7000002"))
    assert filled_in(PROBE.replace("{{code}}", "AB12"))
    assert filled_in(PROBE.replace("{0.__class__}", "<class 'str'>"))
    assert filled_in(PROBE[:60] + "…") == []
