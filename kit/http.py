"""Small truths about requests."""

from django.http import HttpRequest


def is_same_origin(request: HttpRequest) -> bool:
    """Whether a form or script of this very site sent the request, by what the browser itself says.

    For choices that need no session, hence no token: a page of another origin cannot forge `Sec-Fetch-Site` or
    `Origin`. A browser that sends neither is not believed.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
