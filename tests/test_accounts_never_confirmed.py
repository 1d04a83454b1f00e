"""An account whose address nobody confirms within a week is erased; every other stays."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress

from kit.jobs.models import Job
from kit.jobs.runner import Runner
from privacy.handles.models import Handle
from shop.accounts import services
from shop.accounts.models import Account, Profile
from shop.accounts.tasks import drop_unconfirmed
from tests.people import PASSWORD, account

pytestmark = pytest.mark.django_db(transaction=True)
WEEK = dt.timedelta(days=7)


@pytest.mark.keeps("right.deletion")
def test_a_week_and_no_longer(noon: dt.datetime) -> None:
    confirmed = account(at=noon)
    services.open_account(email="slip@example.org", password=PASSWORD, name="Slip", language="en", at=noon)
    drop_unconfirmed({}, noon + WEEK)
    assert not Job.objects.filter(name="erasure.run").exists()
    late = noon + WEEK + dt.timedelta(seconds=1)
    drop_unconfirmed({}, late)
    while Runner().run_next(at=late):
        pass
    assert list(Account.objects.all()) == [confirmed]
    assert EmailAddress.objects.count() == Handle.objects.count() == Profile.objects.count() == 1
