"""The visitor's own settings of how the site looks, kept in two registered preference cookies."""

from django.http import HttpRequest, HttpResponse

# Cookie name: the values it may have; the first is the one without a cookie.
LOOKS: dict[str, tuple[str, ...]] = {"ground": ("system", "paper", "lacquer"), "text": ("normal", "large")}
KEPT_SECONDS = 365 * 24 * 3600


def look(request: HttpRequest) -> dict[str, str]:
    """Ground and text size of this visitor; anything unknown in a cookie counts as unset."""
    chosen = {name: request.COOKIES.get(name, "") for name in LOOKS}
    return {name: value if value in LOOKS[name] else LOOKS[name][0] for name, value in chosen.items()}


def remember(response: HttpResponse, name: str, value: str, *, secure: bool) -> None:
    """Set the cookie for a year, or take it away when the value is the one without a cookie."""
    if value == LOOKS[name][0]:
        response.delete_cookie(name, samesite="Lax")
    else:
        # Readable by scripts: the page applies a new look at once, without a round trip.
        response.set_cookie(name, value, max_age=KEPT_SECONDS, secure=secure, httponly=False, samesite="Lax")
