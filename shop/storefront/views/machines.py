"""What machines ask for: crawlers, launchers, old browsers."""

import datetime as dt

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from kit import clock
from kit.pages import public_page
from shop.catalogue import queries
from shop.storefront.languages import addresses

SECURITY_EXPIRES = dt.timedelta(days=180)
PAPERS = ("home", "pieces", "collections", "studio", "craft", "care", "delivery", "imprint")


@public_page()
def robots(request: HttpRequest) -> HttpResponse:
    """Crawlers are welcome to everything public; search results and carts lead nowhere for them."""
    lines = ["User-agent: *", *(f"Disallow: /{tag}/search/" for tag, _ in settings.LANGUAGES)]
    lines += [f"Disallow: /{tag}/{area}/" for tag, _ in settings.LANGUAGES for area in ("cart", "checkout", "account")]
    lines += ["", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def security(_request: HttpRequest) -> HttpResponse:
    """Where those who find a weak spot write to (RFC 9116)."""
    lines = [
        f"Contact: mailto:{settings.CONTACT_EMAIL}",
        f"Expires: {(clock.now() + SECURITY_EXPIRES).replace(microsecond=0).isoformat()}",
        f"Preferred-Languages: {', '.join(tag for tag, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
        f"Policy: {settings.SITE_URL}{reverse('promises:promises')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def change_password(_request: HttpRequest) -> HttpResponse:
    """Password managers lead here (W3C change-password); the page asks who is not signed in."""
    return redirect("account_change_password")


@public_page()
def sitemap(request: HttpRequest) -> HttpResponse:
    """All public pages in all languages, each naming its siblings."""
    with translation.override("en"):
        paths = [reverse(f"storefront:{name}") for name in PAPERS]
        paths += [reverse("storefront:collection", args=[one.slug]) for one in queries.collections("en")]
        paths += [reverse("storefront:piece", args=[slug]) for slug in queries.slugs()]
    entries = []
    for path in paths:
        siblings = addresses(path)
        links = "".join(f'<xhtml:link rel="alternate" hreflang="{tag}" href="{url}"/>' for tag, url in siblings)
        entries += [f"<url><loc>{url}</loc>{links}</url>" for tag, url in siblings if tag != "x-default"]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    text = f'{head} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{chr(10).join(entries)}\n</urlset>\n'
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


@public_page()
def manifest(request: HttpRequest) -> HttpResponse:
    """Name and mark for those who put the site on their home screen."""
    return JsonResponse(
        {
            "name": "Shijiang Lacquer Art",
            "short_name": "Shijiang",
            "start_url": "/",
            "display": "browser",
            "background_color": "#f6f1e7",
            "theme_color": "#f6f1e7",
            "icons": [{"src": static("ui/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )


@public_page()
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers that ask for the old name get the mark."""
    return HttpResponsePermanentRedirect(static("ui/mark.svg"))
