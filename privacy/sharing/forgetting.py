"""What an erasure notes about recipients: to whom data of the person went, so that they can be held to erase it too."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db.models import Count

from privacy.erasure.registry import store
from privacy.sharing.models import Disclosure


@store("recipients")
def count_recipients(person_ids: frozenset[uuid.UUID], _at: dt.datetime) -> Mapping[str, int]:
    """How often each recipient was given something, by its id: the receipt names who has to erase as well."""
    went = Disclosure.objects.filter(person__in=person_ids, refused="").values("recipient").order_by("recipient")
    return dict(went.annotate(times=Count("pk")).values_list("recipient", "times"))
