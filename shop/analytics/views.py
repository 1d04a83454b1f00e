"""The intake of visits."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from kit import clock
from kit.origin import own_pages_only
from kit.pages import is_public
from policy.purposes import MEASURE_VISITS
from privacy.consent import visitors
from shop.analytics import services
from shop.analytics.forms import Seen


@own_pages_only
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Take one page view from a visitor who allows it now; anybody else is answered alike and nothing is kept."""
    form = Seen(request.POST)
    if visitors.allows(request, MEASURE_VISITS) and form.is_valid() and is_public(form.cleaned_data["path"]):
        services.count(**form.cleaned_data, at=clock.now())
    return HttpResponse(status=204)
