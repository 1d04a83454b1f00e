"""The guards behind the sweeps, each with a way to take it out: a sweep that is green without its guard sees nothing.

One entry: the bug class, what is taken out, and the sweep that has to go red, on the few addresses behind that guard.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.template import base as template
from django.urls import URLPattern, URLResolver, get_resolver, path

import kit.origin
from kit import clock, tables
from kit.jobs.models import Job
from privacy.access import logs
from privacy.access.registry import objection
from privacy.consent import links
from privacy.correspondence.models import Ticket
from privacy.datamap import queries as datamap
from privacy.handover.services import objecting
from privacy.incidents.services import letters
from privacy.outside import services as outside
from privacy.rights.views import asking, downloading
from shop.accounts import forms as account_forms
from shop.accounts import queries as accounts
from shop.accounts.adapter import Adapter
from shop.accounts.models import BookAddress
from shop.accounts.services import staff as posts
from shop.backoffice import waiting
from shop.backoffice.views import mail
from shop.orders import queries as orders
from tests import test_tables_calculate_nothing as cells
from tests.attacks import test_access_matrix as matrix
from tests.attacks import test_answers_say_who_may_keep_them as kept_by
from tests.attacks import test_canaries_stay_home as canaries
from tests.attacks import test_csrf_sweep as csrf
from tests.attacks import test_customers_change_nothing_shared as shared
from tests.attacks import test_forms_take_only_their_fields as fields
from tests.attacks import test_hostile_text as text
from tests.attacks import test_placeholders_stay_text as words
from tests.attacks import test_reading_changes_nothing as reading
from tests.attacks import test_redirects_stay_here as redirects
from tests.attacks import test_rights_end_at_once as rights
from tests.attacks import test_secrets_stay_in as kept_in
from tests.attacks import test_tokens_open_one_door as tokens
from tests.attacks.access_rules import RULES
from tests.attacks.stage import Stage

Patch = pytest.MonkeyPatch


@dataclass(frozen=True)
class Guard:
    """One guard and the sweep that watches it."""

    bug_class: str
    what: str
    stands_in: str  # the file
    where: ModuleType  # of the sweep
    sweep: Callable[[Stage], list[str]]
    take_out: Callable[[Patch], None]


GUARDS: list[Guard] = []


def guard(
    bug_class: str, what: str, stands_in: str, where: ModuleType, sweep: Callable[[Stage], list[str]]
) -> Callable[[Callable[[Patch], None]], Callable[[Patch], None]]:
    """Enter the function below it as the way to take `what` out."""

    def enter(take_out: Callable[[Patch], None]) -> Callable[[Patch], None]:
        GUARDS.append(Guard(bug_class, what, stands_in, where, sweep, take_out))
        return take_out

    return enter


def desk_pages() -> list[str]:
    """Every address of the desk."""
    return [name for name in RULES if name.startswith("desk:")]


# A1: whose object it is.


@guard(
    "A1",
    "the owner in the query of an order",
    "shop/orders/queries/orders.py",
    matrix,
    lambda on: matrix.foreign_unlike_absent(on.cast, ["orders:order"]),
)
def _orders_of_anybody(patch: Patch) -> None:
    patch.setattr(orders, "order_of", lambda number, _person_ids, *, at: orders.order_by_number(number, at=at))


@guard(
    "A1",
    "the owner in the query of the address book",
    "shop/accounts/queries.py",
    matrix,
    lambda on: matrix.foreign_unlike_absent(on.cast, ["accounts:edit-address"]),
)
def _addresses_of_anybody(patch: Patch) -> None:
    patch.setattr(accounts, "book_entry", lambda _person_id, pk: accounts._entry(BookAddress.objects.get(pk=pk)))


@guard(
    "A1",
    "the conversation in the query of an enclosed file",
    "privacy/correspondence/queries.py",
    matrix,
    lambda on: matrix.taken_for_another_kind(on.cast, ["desk:enclosed"]),
)
def _files_of_any_letter(patch: Patch) -> None:
    patch.setattr(mail, "_found", lambda _request, _reference: Ticket.objects.get())


# A2: an address nobody decided on, a page without its door.


@guard("A2", "the rule of an address", "tests/attacks/access_rules.py", matrix, lambda _on: matrix.undecided())
def _a_new_address(patch: Patch) -> None:
    patterns = get_resolver().url_patterns
    patch.setattr(
        get_resolver(), "url_patterns", [*patterns, path("new/", lambda _request: HttpResponse(), name="new")]
    )


@guard(
    "A2",
    "the door of a page of the desk",
    "shop/accounts/services/staff.py",
    matrix,
    lambda on: doors_missed(on, desk_pages()[1::40]),
)
def _no_door(patch: Patch) -> None:
    for pattern in _patterns(get_resolver()):
        if door := _door(pattern.callback):
            patch.setattr(pattern, "callback", door.__wrapped__)


def doors_missed(on: Stage, names: list[str]) -> list[str]:
    """The lines of the matrix, one for each address that it finds open: without doors it has to find every one."""
    found = [name for name in names if matrix.disagreements(name, on.cast)]
    assert not found or found == names, f"still shut: {sorted(set(names) - set(found))}"
    return found


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for one in resolver.url_patterns:
        yield from [one] if isinstance(one, URLPattern) else _patterns(one)


def _door(view: Any) -> Any:
    """The layer of a view that asks for a post."""
    while view is not None and "purposes" not in vars(view):
        view = getattr(view, "__wrapped__", None)
    while hasattr(getattr(view, "__wrapped__", None), "purposes"):  # copied outwards by each decorator
        view = view.__wrapped__
    return view


# A3: an id of another kind.


@guard(
    "A3",
    "the kind of request in the query of a download",
    "privacy/rights/views/downloading.py",
    matrix,
    lambda on: matrix.taken_for_another_kind(on.cast, ["rights:download"]),
)
def _any_request_is_a_download(patch: Patch) -> None:
    patch.setattr(downloading, "_own", asking._own)


# A4: fields that are none of the form's.


@guard(
    "A4",
    "the fields of an address's form",
    "shop/accounts/forms.py",
    fields,
    lambda on: _stored_by(on, "accounts:edit-address"),
)
def _every_part_typed(patch: Patch) -> None:
    clean = account_forms.BookForm.clean

    def all_of_it(form: Any) -> dict[str, Any]:
        typed = clean(form)
        return typed | {"parts": typed["parts"] | form.data.dict()}

    patch.setattr(account_forms.BookForm, "clean", all_of_it)


@guard(
    "A4",
    "the owner of what a form stores",
    "shop/accounts/queries.py",
    fields,
    lambda on: _stored_by(on, "accounts:edit-address"),
)
def _owner_from_the_form(patch: Patch) -> None:
    patch.setattr(accounts, "person_of", lambda request: request.POST.get("person_id") or request.user.person_id)


def _stored_by(on: Stage, name: str) -> list[str]:
    return fields.undeclared_stored(on.cast, [one for one in on.forms if one.name == name])


# A5: a right that is gone.


def _after(how: str, *names: str) -> Callable[[Stage], list[str]]:
    return lambda on: rights.still_let_in(on.cast, rights.REMOVALS[how], names)


@guard(
    "A5",
    "the look at the post at every request",
    "shop/accounts/services/staff.py",
    rights,
    _after("post abolished", "desk:people", "desk:incidents"),
)
def _posts_are_not_looked_at(patch: Patch) -> None:
    everything = datamap.role("keeper")
    patch.setattr("shop.accounts.services.staff.datamap.role", lambda _id: everything)


@guard(
    "A5",
    "the look at training at every request",
    "shop/accounts/services/staff.py",
    rights,
    _after("training lapsed", "desk:orders", "desk:scan"),
)
def _training_is_not_looked_at(patch: Patch) -> None:
    patch.setattr(posts, "objection", lambda by, at: objection(by, at).replace("untrained", ""))


@guard(
    "A5",
    "the end of sessions",
    "shop/accounts/services/sessions.py",
    rights,
    _after("signed out everywhere", "accounts:home", "rights:my_data"),
)
def _sessions_stay(patch: Patch) -> None:
    patch.setattr("shop.accounts.services.sign_out_everywhere", lambda *, person_id: None)


# A8: rows that are not the customer's.


@guard(
    "A8",
    "the owner among whose addresses one is preferred",
    "shop/accounts/services/addresses.py",
    shared,
    lambda on: shared.shared_rows_changed(on.cast, [one for one in on.forms if one.name == "accounts:edit-address"]),
)
def _everybodys_book(patch: Patch) -> None:
    book = mock.Mock(side_effect=BookAddress)
    book.objects.filter = lambda **_whose: BookAddress.objects.all()
    patch.setattr("shop.accounts.services.addresses.BookAddress", book)


# R1: requests of foreign pages, reads that write.


@guard(
    "R1",
    "the check of tokens",
    "config/settings.py",
    csrf,
    lambda on: csrf.taken_from_foreign_pages(on.cast, ["accounts:profile"]),
)
def _no_token(patch: Patch) -> None:
    patch.setattr(CsrfViewMiddleware, "_check_token", lambda *_args: None)


@guard(
    "R1",
    "the look at where a form stood",
    "kit/origin.py",
    csrf,
    lambda on: csrf.taken_from_foreign_pages(on.cast, ["orders:cart-put"]),
)
def _from_anywhere(patch: Patch) -> None:
    patch.setattr(kit.origin, "from_own_page", lambda _request: True)


@guard(
    "R1",
    "the signature of an address in a mail",
    "privacy/consent/links.py",
    csrf,
    lambda on: csrf.forged_signatures_taken(on.cast),
)
def _no_signature(patch: Patch) -> None:
    patch.setattr("django.core.signing.TimestampSigner.unsign", lambda _self, value, **_age: value.rsplit(":", 2)[0])


@guard(
    "R1",
    "reading without writing",
    "shop/backoffice/views/home.py",
    reading,
    lambda on: reading.reads_that_write(on.cast, ["desk:home"]),
)
def _a_read_that_writes(patch: Patch) -> None:
    def writing(role_id: str, counts: waiting.Counts) -> Any:
        Job.objects.create(name="x", run_at=counts.at, created_at=counts.at)
        return waiting.for_post(role_id, counts)

    patch.setattr("shop.backoffice.views.home.for_post", writing)


# X8: ends of lines.


@guard(
    "X8",
    "the quoting of a file's name",
    "privacy/rights/views/downloading.py",
    text,
    lambda on: text.headers_from_text(on.cast, ["rights:file"]),
)
def _names_as_they_are(patch: Patch) -> None:
    patch.setattr(downloading, "quote", lambda name: name)


@guard(
    "X8",
    "the one line of a log entry",
    "privacy/access/logs.py",
    text,
    lambda on: text.lines_begun_by_text(on.cast, clock.now()),
)
def _lines_as_they_are(patch: Patch) -> None:
    patch.setattr(logs, "_on_one_line", lambda message: message)


# A6: what is shown to whom.


@guard(
    "A6",
    "the masks at the desk",
    "privacy/access/services.py",
    canaries,
    lambda on: canaries.shown_to_others(on.cast, ["desk:people"]),
)
def _nothing_is_masked(patch: Patch) -> None:
    patch.setattr("privacy.access.services.may_open", lambda *_said, **_of: True)


# S11: for what and for whom something was signed.


@guard(
    "S11",
    "the purpose in a signature",
    "privacy/consent/links.py",
    tokens,
    lambda on: tokens.signed_for_another(on.cast),
)
def _one_salt_for_all(patch: Patch) -> None:
    for module in (links, objecting, outside):
        patch.setattr(module, "SALT", "signed")


# S13: what is written of a failure.


@guard(
    "S13",
    "the filter of the log",
    "privacy/access/logs.py",
    kept_in,
    lambda on: kept_in.told_by_failing_pages(on.cast, ["orders:link"]),
)
def _log_as_it_comes(patch: Patch) -> None:
    patch.setattr(logs.StrikeOut, "filter", lambda _self, _record: True)


@guard(
    "S13",
    "the kind instead of the words of an error",
    "kit/jobs/runner.py",
    kept_in,
    lambda on: kept_in.told_by_failing_jobs(on.cast),
)
def _errors_in_words(patch: Patch) -> None:
    patch.setattr("kit.jobs.runner.type", lambda error: Named(str(error)), raising=False)


class Named:
    """Something whose name is a whole sentence."""

    def __init__(self, words: str) -> None:
        self.__name__ = words


@guard(
    "S13",
    "the refusal of arguments that are not opaque",
    "kit/jobs/services.py",
    kept_in,
    lambda _on: kept_in.taken_as_arguments(),
)
def _any_argument(patch: Patch) -> None:
    patch.setattr("kit.jobs.services._refuse_anything_personal", lambda _args, _key: None)


# X5: words that ask to be filled in.


@guard(
    "X5",
    "values as text and not as templates",
    "django/template/base.py",
    words,
    lambda on: words.pages_filling_in(on.cast, ["orders:order"]),
)
def _values_are_templates(patch: Patch) -> None:
    shown = template.render_value_in_context

    def filled(value: Any, context: Any) -> str:
        text = str(shown(value, context))
        return text.replace("{{7000001|add:1}}", "7000002")

    patch.setattr(template, "render_value_in_context", filled)


@guard(
    "X5",
    "a place for a code that nobody can write",
    "privacy/incidents/services/letters.py",
    words,
    lambda on: words.notices_filling_in(on.cast),
)
def _a_place_anybody_can_write(patch: Patch) -> None:
    patch.setattr(letters, "CODE", "{{code}}")


# X7: cells.


@guard("X7", "the apostrophe before a formula", "kit/tables.py", cells, lambda _on: cells.cells_that_calculate())
def _cells_as_they_are(patch: Patch) -> None:
    patch.setattr(tables, "CALCULATED", ())


# R2, R3: where a redirect leads, by what name we are asked.


@guard(
    "R2",
    "the look at where a form leads",
    "shop/storefront/views/currency.py",
    redirects,
    lambda on: _led_away(on, "storefront:currency"),
)
def _currency_leads_anywhere(patch: Patch) -> None:
    patch.setattr("shop.storefront.views.currency.url_has_allowed_host_and_scheme", lambda *_args, **_named: True)


@guard(
    "R2",
    "the look at where signing in leads",
    "shop/accounts/adapter.py",
    redirects,
    lambda on: _led_away(on, "account_login"),
)
def _sign_in_leads_anywhere(patch: Patch) -> None:
    patch.setattr(Adapter, "is_safe_url", lambda _self, url: bool(url))


def _led_away(on: Stage, name: str) -> list[str]:
    return redirects.leading_away(on.cast, [one for one in on.forms if one.name == name], [name])


@guard(
    "R3",
    "the list of our hosts",
    "config/settings.py",
    redirects,
    lambda on: redirects.foreign_hosts_taken(on.cast, ["storefront:contact"]),
)
def _any_host(patch: Patch) -> None:
    patch.setattr("django.http.request.validate_host", lambda *_args: True)


@guard(
    "R3",
    "deafness to forwarded hosts",
    "config/settings.py",
    redirects,
    lambda on: redirects.repeated(on.cast, ["storefront:contact"]),
)
def _forwarded_hosts(patch: Patch) -> None:
    patch.setattr(settings, "USE_X_FORWARDED_HOST", True)


# R4: who may keep what.


@guard(
    "R4",
    "the words that nobody may keep it",
    "kit/pages/middleware.py",
    kept_by,
    lambda on: kept_by.caches_let(on.cast, ["consent:choices", "rights:code"]),
)
def _anybody_may_keep_it(patch: Patch) -> None:
    patch.setattr("kit.pages.middleware.PRIVATE", "public, max-age=60")
    patch.setattr("django.views.decorators.cache.add_never_cache_headers", lambda _response: None)
    patch.setattr("privacy.rights.views.showing.add_never_cache_headers", lambda _response: None)
    patch.setattr("privacy.rights.views.showing.patch_cache_control", lambda _response, **_said: None)


CLASSES = {
    "A1": "an object reached by its id without a look at its owner",
    "A2": "a new address forgets who may use it",
    "A3": "an id of another kind accepted",
    "A4": "fields stored that the form does not ask for",
    "A5": "rights survive their removal",
    "A6": "exports, mails or errors show other people's data",
    "A7": "messages of one conversation in another",
    "A8": "one customer's data overwrites what is shared",
    "S11": "a signed token of one purpose valid for another",
    "S13": "secrets in logs, error mails, the desk, arguments of tasks",
    "X5": "a placeholder or format reads objects",
    "X7": "a formula in a table for spreadsheets",
    "X8": "an end of line in a header, log, mail or file name",
    "R1": "requests of foreign pages, reads that write",
    "R2": "a redirect to another site",
    "R3": "forged hosts believed or repeated",
    "R4": "a private page in a shared cache",
}
# Guards that are taken out beside their sweep, since it needs a stage of its own: what, where it stands, the sweep.
BESIDE = {
    "A7": (
        "the writer's address in the query of a conversation",
        "privacy/correspondence/services/conversation.py",
        "tests/correspondence/test_threads_stay_apart.py",
    ),
    "R4": (
        "the headers that forbid keeping, then those that say by what answers vary",
        "kit/pages/middleware.py",
        "tests/attacks/test_shared_caches.py",
    ),
}


def lines() -> list[str]:
    """How each line of the table in the documents begins: class, guard, its file, the sweep."""
    taken_out = [(one.bug_class, one.what, one.stands_in, Path(str(one.where.__file__)).name) for one in GUARDS]
    taken_out += [(name, what, place, Path(where).name) for name, (what, place, where) in BESIDE.items()]
    return [
        f"| {name} | {CLASSES[name]} | {what} (`{place}`) | `{where}` |"
        for name, what, place, where in sorted(taken_out, key=lambda one: list(CLASSES).index(one[0]))
    ]
