"""The intake of visits."""

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kit import clock
from kit.http import is_same_origin
from policy.purposes import MEASURE_VISITS
from privacy.consent import visitors
from shop.analytics import services
from shop.analytics.forms import Seen


@csrf_exempt  # sent by a script while the page closes; the origin is checked instead
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Take one page view from a visitor who allows it now; anybody else is answered alike and nothing is kept."""
    if not is_same_origin(request):
        return HttpResponseForbidden()
    form = Seen(request.POST)
    if visitors.allows(request, MEASURE_VISITS) and form.is_valid():
        services.count(**form.cleaned_data, at=clock.now())
    return HttpResponse(status=204)
