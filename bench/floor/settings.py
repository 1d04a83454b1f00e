"""The site's databases and catalogue; no middleware, nothing else installed."""

from config.settings import *  # noqa: F403

INSTALLED_APPS = ["shop.catalogue"]
MIDDLEWARE = []
ROOT_URLCONF = "bench.floor.urls"
TEMPLATES = [
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [BASE_DIR / "bench" / "floor"]}  # noqa: F405
]
