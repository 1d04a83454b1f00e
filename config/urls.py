"""All addresses of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from privacy.notice.views.notice import gpc
from privacy.promises.views import ledger_head, promises_json

handler500 = "ui.errors.failed"
urlpatterns: list[URLPattern | URLResolver] = [
    path("ui/", include("ui.urls")),
    path("", include("shop.storefront.root_urls")),
    path("payments/", include("shop.payments.urls")),
    path("events/", include("shop.analytics.urls")),
    path(".well-known/gpc.json", gpc, name="gpc"),
    path(".well-known/privacy-ledger.json", ledger_head, name="ledger-head"),
    path("promises.json", promises_json, name="promises-json"),
    # Pages that people read carry their language in the address: /en/…, /zh-hans/…
    *i18n_patterns(
        path("", include("shop.storefront.urls")),
        path("privacy/", include("privacy.notice.urls")),
        path("guardians/", include("privacy.children.urls")),
        path("promises/", include("privacy.promises.urls")),
        path("promises/words/", include("privacy.feedback.urls")),
        path("my-data/", include("privacy.rights.urls")),
        path("choices/", include("privacy.consent.urls")),
        path("handover/", include("privacy.handover.urls")),
        path("networks/", include("privacy.sharing.network_urls")),
        path("outside/", include("privacy.outside.urls")),
        path("", include("shop.orders.urls")),
        path("account/", include("shop.accounts.urls")),
        path("desk/", include("shop.backoffice.urls")),
    ),
]
if settings.DEMO:
    urlpatterns.append(path("outbox/", include("privacy.sharing.urls")))
