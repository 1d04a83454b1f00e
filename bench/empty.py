"""The floor: a Django site with one view that answers fixed bytes, as a WSGI application.

`BENCH_BODY` names a file with the bytes to answer.
"""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import re_path

BODY = Path(os.environ["BENCH_BODY"]).read_bytes()
TYPE = "text/html; charset=utf-8"
LENGTH = {"Content-Length": str(len(BODY))}


def answer(_request: HttpRequest) -> HttpResponse:
    """The same bytes for everybody."""
    return HttpResponse(BODY, content_type=TYPE, headers=LENGTH)


urlpatterns = [re_path("", answer)]
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], MIDDLEWARE=[], USE_I18N=False)
django.setup()
application = WSGIHandler()
