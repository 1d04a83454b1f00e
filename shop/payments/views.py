"""Where providers tell us that something happened."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kit import clock
from shop.payments import services
from shop.payments.providers.installed import names
from shop.payments.providers.types import Forged, ProviderUnavailable

LARGEST_MESSAGE = 64 * 1024


@csrf_exempt
@require_POST
def webhook(request: HttpRequest, name: str) -> HttpResponse:
    """Store a genuine message, answer at once. A forged one gets one answer whatever is wrong with it."""
    if name not in names():
        raise Http404
    if not _is_small(request):
        return _refused()
    try:
        services.receive(name=name, body=request.body, headers=request.headers, at=clock.now())
    except Forged:
        return _refused()
    except ProviderUnavailable:
        return HttpResponse(status=503)
    return HttpResponse(status=204)


def _refused() -> HttpResponse:
    return HttpResponse("refused\n", status=400, content_type="text/plain")


def _is_small(request: HttpRequest) -> bool:
    declared = request.headers.get("Content-Length", "")
    return declared.isascii() and declared.isdigit() and int(declared[:10]) <= LARGEST_MESSAGE
