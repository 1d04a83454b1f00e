"""After a test with real transactions nothing of it is left but what a migration leaves."""

import datetime as dt

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import router

from privacy.people.services import create


@pytest.mark.django_db(transaction=True)
def test_what_is_flushed_is_empty_but_for_what_describes_the_models(noon: dt.datetime) -> None:
    create(at=noon)
    described = ContentType.objects.count(), Permission.objects.count()
    for alias in settings.DATABASES:
        call_command("flush", verbosity=0, interactive=False, database=alias)
    left = [
        model
        for model in apps.get_models()
        if model._meta.managed and model._base_manager.using(router.db_for_read(model)).exists()
    ]
    assert set(left) == {ContentType, Permission}
    assert described == (ContentType.objects.count(), Permission.objects.count())
