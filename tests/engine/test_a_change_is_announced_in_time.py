"""A change of the notice: fifteen full days, complete words, everybody told once, a banner on every page."""

import copy
import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import translation

from kit.generation import forget
from kit.jobs.models import Job
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap import registry
from privacy.datamap.vocabulary import SELF
from privacy.handles import services as handles
from privacy.handles.types import Kind
from privacy.ledger.models import Entry
from privacy.notice import comparing, history, queries, services, telling, versions
from privacy.notice.models import Delivery, Question, Version
from privacy.notice.record import skeleton
from privacy.notice.types import Clause, NotReady, TooEarly
from privacy.people import services as people
from privacy.sharing.models import Message
from privacy.sharing.services import deliver
from privacy.vault.services import index_of
from tests.example.privacy import WRITE
from tests.mailbox import mails
from tests.notices import TEXTS, announced, drafted, founded, without
from tests.people import account

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.keeps("change.notice"),
    pytest.mark.usefixtures("_example_policy"),
]
DAY = dt.timedelta(days=1)
SOURCE = Path(comparing.__file__).read_text()
DIFFERENCE = {"subject": "mail", "before": "", "after": "", "grows": True}


def reached(at: dt.datetime, email: str, phone: str = "") -> Any:
    person_id = people.create(at=at).pk
    handles.attach(person_id=person_id, kind=Kind.EMAIL, value=email, at=at)
    if phone:
        handles.attach(person_id=person_id, kind=Kind.PHONE, value=phone, at=at)
    return person_id


@pytest.mark.parametrize(
    ("published", "first"),
    [
        ("2026-06-01T12:00+00:00", "2026-06-17"),
        ("2026-06-01T15:59:59+00:00", "2026-06-17"),  # one second before midnight in Shanghai
        ("2026-06-01T16:00+00:00", "2026-06-18"),  # midnight there: the next day has begun
        ("2028-02-20T12:00+00:00", "2028-03-07"),  # over 29 February
        ("2027-02-20T12:00+00:00", "2027-03-08"),
        ("2026-12-25T12:00+00:00", "2027-01-10"),  # over the year's end
    ],
)
def test_fifteen_full_days_of_the_studio_lie_between(published: str, first: str) -> None:
    at = dt.datetime.fromisoformat(published)
    assert services.earliest(at) == dt.date.fromisoformat(first)
    services.check_date(effective_on=dt.date.fromisoformat(first), at=at)
    with pytest.raises(TooEarly):
        services.check_date(effective_on=dt.date.fromisoformat(first) - DAY, at=at)


@pytest.mark.parametrize("month", [3, 10])
def test_a_clock_put_forward_or_back_in_between_takes_no_hour_of_them(month: int, settings: Any) -> None:
    settings.PRIVACY_ZONE = "Europe/Berlin"
    for minute in range(0, 24 * 60 * 31, 17):
        at = dt.datetime(2026, month, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minute)
        effective = history.midnight(services.earliest(at))
        assert effective - at >= 15 * DAY
        between = (services.earliest(at) - at.astimezone(history.zone()).date()).days - 1
        assert 15 <= between <= 16


def test_a_date_that_is_too_early_is_refused_and_nothing_is_published(
    tmp_path: Path, settings: Any, noon: dt.datetime
) -> None:
    founded(tmp_path, settings)
    draft = drafted(noon)
    with pytest.raises(TooEarly):
        services.publish(version=draft, effective_on=services.earliest(noon) - DAY, approval="x", at=noon)
    assert not queries.published().exists()
    assert not Job.objects.filter(name="notice.announce").exists()


def test_what_the_machine_found_must_be_explained_in_every_language(
    tmp_path: Path, settings: Any, noon: dt.datetime
) -> None:
    founded(tmp_path, settings, without("purposes", WRITE.id))
    draft = drafted(noon)
    explained = copy.deepcopy(draft.explained)
    del explained[f"purpose:{WRITE.id}"]["zh-hans"]
    services.write(version=draft, texts=TEXTS, explained=explained)
    with pytest.raises(NotReady, match="1 difference"):
        services.publish(version=draft, effective_on=services.earliest(noon), approval="x", at=noon)


@pytest.mark.parametrize("part", ["summary", "reasons", "faq"])
def test_no_change_goes_out_without_description_reasons_and_answers(
    part: str, tmp_path: Path, settings: Any, noon: dt.datetime
) -> None:
    founded(tmp_path, settings)
    draft = drafted(noon)
    services.write(version=draft, texts={**TEXTS, "en": {**TEXTS["en"], part: ""}}, explained={})
    assert len(services.problems(draft)) == 1


def test_the_machine_finds_every_kind_of_growth() -> None:
    old = skeleton()
    new = copy.deepcopy(old)
    text = new["fields"]["example.Letter.text"]
    new["purposes"]["dream"] = "consent"
    new["recipients"]["oracle"] = ["CN", "dream"]
    new["recipients"]["carriers"] = ["EU", "dream", "fulfil-order"]
    new["clocks"]["mail"] = [0, 0, 31]
    new["fields"]["example.Letter.face"] = {**text, "category": "face"}
    new["fields"]["example.Letter.text"] = {**text, "for": ["dream", "example-write"], "shared_with": ["oracle"]}
    new["fields"]["example.Letter.sender"]["kept"] = "example-half-year"
    new["browser"]["cookie:face"] = False
    new["purposes"]["letters"] = "contract"
    new["rows"]["example.Letter"] = ["example-half-year", "read_at"]
    new["fields"]["example.Letter.sender"] |= {"category": "face", "at_end": "KeepUntil"}
    moved, _elsewhere = sorted(new["stores"])[:2]
    new["stores"] |= {moved: "US", "archive": "DE"}
    found = {one.kind for one in comparing.declarations(old, new) if one.grows}
    assert found == {
        "purpose-new",
        "recipient-new",
        "recipient-moved",
        "recipient-use",
        "clock-longer",
        "category-new",
        "fields-new",
        "field-use",
        "field-shared",
        "field-longer",
        "browser-new",
        "basis-changed",
        "clock-start",
        "field-kind",
        "field-ending",
        "store-new",
        "store-moved",
    }
    other_not_more = {"recipient-moved", "basis-changed", "clock-start", "field-kind", "field-ending", "store-moved"}
    back = comparing.declarations(new, old)
    assert not any(one.grows for one in back if one.kind not in other_not_more)
    assert {one.kind for one in back if one.grows} == other_not_more, "another is as much as more"


def test_every_kind_of_difference_has_words_in_both_languages() -> None:
    kinds = set(re.findall(r'"((?:purpose|basis|recipient|store|clock|category|fields?|browser)-[a-z-]+)"', SOURCE))
    assert len(kinds) > 20
    for language in ("en", "zh-hans"):
        with translation.override(language):
            said = {kind: telling.phrase(dict(DIFFERENCE, kind=kind)).what for kind in kinds}
        assert [kind for kind, what in said.items() if what == kind] == []


def test_data_that_moves_to_another_country_must_be_explained(tmp_path: Path, settings: Any, noon: dt.datetime) -> None:
    said = copy.deepcopy(skeleton())
    moved = sorted(said["stores"])[0]
    said["stores"][moved] = "DE"
    founded(tmp_path, settings, said)
    draft = drafted(noon)
    services.write(version=draft, texts=TEXTS, explained={})
    with pytest.raises(NotReady, match="1 difference"):
        services.publish(version=draft, effective_on=services.earliest(noon), approval="x", at=noon)


def test_words_are_compared_clause_by_clause() -> None:
    old = {"a": Clause("a", "One", "We keep it six months."), "b": Clause("b", "Two", "Gone.")}
    new = {"a": Clause("a", "One", "We keep it eight months."), "c": Clause("c", "Three", "我们写信。")}
    found = comparing.texts(old, new)
    assert [(one.key, one.kind) for one in found] == [("a", "changed"), ("c", "new"), ("b", "gone")]
    assert found[0].pieces == (("same", "We keep it "), ("gone", "six"), ("new", "eight"), ("same", " months."))


def test_everybody_with_a_handle_is_told_once_by_mail_and_by_text(
    tmp_path: Path, settings: Any, noon: dt.datetime
) -> None:
    founded(tmp_path, settings, without("purposes", WRITE.id))
    account("mei@example.org", at=noon, language="zh-hans")
    reached(noon, "guest@example.org", "+8613812345678")
    reached(noon, "guest@example.org")
    version = announced(noon)
    mailed = Delivery.objects.filter(channel="mail").values_list("index", flat=True)
    assert {index_of("email", one) for one in ("mei@example.org", "guest@example.org")} == set(mailed)
    assert sorted(Message.objects.values_list("channel", flat=True)) == ["mail", "mail", "text"]
    assert Delivery.objects.filter(channel="mail").count() == 2
    assert Delivery.objects.filter(channel="text").count() == 1
    services.announce(version=version, at=noon)
    Version.objects.update(announced_at=None)
    version.refresh_from_db()
    services.announce(version=version, at=noon)
    assert Message.objects.count() == 3
    assert Entry.objects.filter(kind="notice.announced").count() == 2


def test_a_known_language_is_written_in_and_an_unknown_one_in_all(
    tmp_path: Path, settings: Any, noon: dt.datetime
) -> None:
    founded(tmp_path, settings)
    mei = account("mei@example.org", at=noon, language="zh-hans").person_id
    guest = reached(noon, "guest@example.org")
    announced(noon)
    told = {}
    for message in Message.objects.all():
        with acting(SELF, by=Actor.person(message.person_id), at=noon):
            told[message.person_id] = str(message.text)
    assert TEXTS["zh-hans"]["summary"] in told[mei]
    assert TEXTS["en"]["summary"] not in told[mei]
    assert all(said["summary"] in told[guest] for said in TEXTS.values())


def test_a_delivery_is_noted_when_the_message_has_left(tmp_path: Path, settings: Any, noon: dt.datetime) -> None:
    founded(tmp_path, settings)
    reached(noon, "guest@example.org", "+8613812345678")
    version = announced(noon)
    services.reconcile(at=noon)
    assert queries.deliveries(version) == {"mail": 1, "mail_handed": 0, "text": 1, "text_handed": 0}
    for message in Message.objects.all():
        deliver(key=message.key, at=noon)
    services.reconcile(at=noon)
    assert queries.deliveries(version) == {"mail": 1, "mail_handed": 1, "text": 1, "text_handed": 1}


def test_a_text_message_waits_where_there_is_no_provider(tmp_path: Path, settings: Any, noon: dt.datetime) -> None:
    founded(tmp_path, settings)
    settings.PRIVACY_LOCAL_OUTBOX = False
    reached(noon, "guest@example.org", "+8613812345678")
    announced(noon)
    deliver(key=Message.objects.get(channel="text").key, at=noon)
    assert Message.objects.get(channel="text").sent_at is None


def test_telling_late_moves_the_day(tmp_path: Path, settings: Any, noon: dt.datetime) -> None:
    founded(tmp_path, settings)
    draft = drafted(noon)
    services.publish(version=draft, effective_on=services.earliest(noon), approval="x", at=noon)
    later = noon + 3 * DAY
    services.announce(version=draft, at=later)
    draft.refresh_from_db()
    assert draft.effective_on == services.earliest(later)
    assert Entry.objects.filter(kind="notice.postponed").count() == 1


def test_one_change_at_a_time(tmp_path: Path, settings: Any, noon: dt.datetime) -> None:
    founded(tmp_path, settings)
    announced(noon)
    draft = drafted(noon, "2026-08")
    with pytest.raises(NotReady, match="one at a time"):
        services.publish(version=draft, effective_on=services.earliest(noon), approval="x", at=noon)


def test_a_published_version_stands(tmp_path: Path, settings: Any, noon: dt.datetime) -> None:
    founded(tmp_path, settings)
    version = announced(noon)
    with pytest.raises(NotReady):
        services.write(version=version, texts={}, explained={})
    services.discard(version=version)
    assert queries.version(version.version)


@pytest.mark.parametrize("page", ["/", "/privacy/", "/promises/", "/care/", "/account/login/"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_banner_stands_on_every_page_until_the_day(
    language: str, page: str, client: Client, tmp_path: Path, settings: Any, noon: dt.datetime, time_machine: Any
) -> None:
    time_machine.move_to(noon)
    founded(tmp_path, settings)
    address, banner = f"/{language}{page}", 'class="change-banner"'
    assert banner not in client.get(address).content.decode()
    version = announced(noon)
    page_then = client.get(address).content.decode()
    assert banner in page_then
    assert TEXTS[language]["summary"] in page_then
    assert version.effective_at is not None
    time_machine.move_to(version.effective_at - dt.timedelta(seconds=1))
    assert banner in client.get(address).content.decode()
    time_machine.move_to(version.effective_at)
    forget_pages()
    assert banner not in client.get(address).content.decode()


def forget_pages() -> None:
    """What the job `notice.turn` does for pages that are held."""
    from privacy.notice.tasks import turn  # noqa: PLC0415 - jobs are found by name elsewhere

    turn({}, dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


@pytest.mark.django_db(transaction=True)
def test_publishing_shows_at_once_on_pages_that_were_held(
    client: Client, tmp_path: Path, settings: Any, noon: dt.datetime, time_machine: Any
) -> None:
    time_machine.move_to(noon)
    founded(tmp_path, settings)
    assert "change-banner" not in client.get("/en/care/").content.decode()
    services.publish(version=drafted(noon), effective_on=services.earliest(noon), approval="x", at=noon)
    assert "change-banner" in client.get("/en/care/").content.decode()


def test_held_pages_are_made_anew_on_the_day(tmp_path: Path, settings: Any, noon: dt.datetime) -> None:
    founded(tmp_path, settings)
    version = announced(noon)
    assert Job.objects.get(name="notice.turn").run_at == version.effective_at


def test_the_page_of_a_change_says_everything(
    client: Client, tmp_path: Path, settings: Any, noon: dt.datetime, time_machine: Any
) -> None:
    time_machine.move_to(noon)
    founded(tmp_path, settings, without("purposes", WRITE.id))
    version = announced(noon)
    services.add_meeting(
        version=version,
        on=noon.date() + 5 * DAY,
        wall_time=dt.time(19),
        zone="Asia/Shanghai",
        place="Online",
        link="https://meet.example/1",
        language="en",
    )
    forget_pages()
    page = client.get("/en/privacy/changes/2026-07/").content.decode()
    said = TEXTS["en"]
    shown = [said["summary"], said["reasons"], "Must I?", "About purpose:example-write.", "Writing to you"]
    shown += ["Asia/Shanghai", "11:00 UTC", "Online"]
    assert [one for one in shown if one not in page] == []
    assert client.get("/en/privacy/changes/").content.decode().count("2026-07") > 1
    assert client.get("/en/privacy/changes/2026-08/").status_code == 404
    drafted(noon, "2026-08")
    assert client.get("/en/privacy/changes/2026-08/").status_code == 404


def test_the_notice_says_what_is_in_force_while_the_code_is_ahead(
    client: Client, tmp_path: Path, settings: Any, noon: dt.datetime, time_machine: Any
) -> None:
    time_machine.move_to(noon)
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(registry.purposes, WRITE.id)
        founded(tmp_path, settings)
    assert 'id="example-write"' not in client.get("/en/privacy/").content.decode()
    version = announced(noon)
    assert version.effective_at is not None
    assert 'id="example-write"' not in client.get("/en/privacy/").content.decode()
    time_machine.move_to(version.effective_at)
    forget()
    forget_pages()
    assert 'id="example-write"' in client.get("/en/privacy/").content.decode()


@pytest.mark.keeps("change.effective")
def test_anybody_may_ask_about_a_change_and_is_answered_by_mail(
    client: Client, tmp_path: Path, settings: Any, noon: dt.datetime, time_machine: Any
) -> None:
    time_machine.move_to(noon)
    founded(tmp_path, settings)
    announced(noon)
    asked = {"words": "Will you read my letters?", "email": "guest@example.org"}
    answer = client.post("/en/privacy/changes/2026-07/ask/", asked)
    assert answer.status_code == 302
    question = Question.objects.get()
    assert question.due_on == dt.date(2026, 6, 4)
    keeper = Actor.staff(account("keeper@example.org", at=noon, role="keeper").pk, "keeper")
    assert services.answer(question=question, words="Never.", by=keeper, at=noon)
    assert not services.answer(question=question, words="Again.", by=keeper, at=noon)
    assert "Never." in next(mail.text for mail in mails() if question.reference in mail.subject)


def test_the_founding_version_stands_once_the_site_is_launched(tmp_path: Path, settings: Any) -> None:
    founded(tmp_path, settings, launched=False)
    call_command("privacy", "publish", "2026-01", "--effective-on", "2026-01-01")
    call_command("privacy", "launch", "--on", "2026-02-01")
    with pytest.raises(CommandError, match="launched"):
        call_command("privacy", "publish", "2026-01", "--effective-on", "2026-01-01")
    assert versions.drift() == []
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(registry.purposes, WRITE.id)
        assert versions.drift()
        call_command("privacy", "prepare", "2026-07")
        assert versions.drift() == []
    assert versions.drift()
