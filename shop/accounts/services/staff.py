"""Who works here, and which pages of the desk are open to them."""

import contextlib
import datetime as dt
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.models import EmailAddress
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

from kit import clock
from privacy.access.registry import objection
from privacy.access.services import acting, unopposed
from privacy.access.types import Actor
from privacy.datamap import queries as datamap
from privacy.datamap.types import Purpose
from privacy.datamap.vocabulary import ANSWER_RIGHTS
from privacy.handles.queries import newest
from privacy.handles.types import Kind
from privacy.ledger import services as ledger
from privacy.staff.gates import UNTRAINED
from shop.accounts.models import Account
from shop.accounts.queries import account_of, actor
from shop.accounts.services.sessions import sign_out_everywhere

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def staff_required(*purposes: Purpose, trained: bool = True) -> Callable[[View[P]], View[P]]:
    """A page of the desk: open to staff whose role may act for every one of `purposes`.

    Visitors are asked to sign in, customers find nothing here (404), staff of another post are told it is closed (403),
    so are the suspended; whose training has lapsed is led to it. `trained=False`: the page of that training itself.
    """

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            account = account_of(request)
            if account is None:
                return redirect_to_login(request.get_full_path())
            if not account.role:
                raise Http404
            role = datamap.role(account.role)
            if role is None or not set(purposes) <= set(role.purposes):
                raise PermissionDenied
            by = actor(request)
            if (why := objection(by, clock.now())) and (trained or why != UNTRAINED):
                if why == UNTRAINED and request.method in {"GET", "HEAD"}:
                    return redirect("desk:training")
                raise PermissionDenied
            with unopposed(by) if not why else contextlib.nullcontext():
                response = view(request, *args, **kwargs)
            add_never_cache_headers(response)
            return response

        guarded.purposes = purposes  # type: ignore[attr-defined]  # so that no link leads to a closed page
        return guarded

    return guard


def grant(*, email: str, role: str, at: dt.datetime) -> Account:
    """Give the account that signs in with `email` a post in the studio. Raises LookupError for no account or no role.

    Its sessions end, so that nobody carries a role they signed in without.
    """
    if datamap.role(role) is None:
        known = ", ".join(one.id for one in datamap.roles())
        raise LookupError(f"no role is called {role!r}; there are {known}")
    return _appoint(email, role, at)


def revoke(*, email: str, at: dt.datetime) -> Account:
    """Take the post away from the account that signs in with `email`; its sessions end. Raises LookupError."""
    return _appoint(email, "", at)


def name_colleague(*, account_id: uuid.UUID, case: str, at: dt.datetime) -> str:
    """The address an account signs in with, told to whom a law allows to ask who looked; `case` is their reference.

    On record for the colleague and in the ledger. Raises LookupError for no such account.
    """
    account = Account.objects.filter(pk=account_id).first()
    if account is None:
        raise LookupError("there is no account of this number any more")
    facts = {"account": str(account.pk), "case": case}
    ledger.append(kind="staff.named", about=account.person_id, facts=facts, at=at)
    with acting(ANSWER_RIGHTS, by=Actor.system("naming"), at=at, reason=case):
        handle = newest(account.person_id, Kind.EMAIL)
        return handle.value.reveal() if handle else ""


def _appoint(email: str, role: str, at: dt.datetime) -> Account:
    row = EmailAddress.objects.filter(email=email, verified=True).select_related("user").first()
    if row is None:
        raise LookupError("no account signs in with this confirmed address")
    account: Account = row.user
    return appoint(account=account, role=role, way="command", at=at)


def appoint(*, account: Account, role: str, way: str, at: dt.datetime) -> Account:
    """Give an account a post of the policy, or none (""); its sessions end.

    `way` stands in the ledger: `command` for whoever has the server, `desk` for what was decided there.
    """
    with transaction.atomic():
        account.role = role
        account.save(update_fields=["role"])
        facts = {"role": role or "none", "way": way}
        ledger.append(kind="staff.appointed", about=account.person_id, facts=facts, at=at)
        sign_out_everywhere(person_id=account.person_id)
    return account
