"""The WSGI entry point. Refuses to serve when keys and data do not belong together, or a backup was not replayed."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
site = get_wsgi_application()

from kit import clock  # noqa: E402 - the apps must be loaded first
from kit.collector import settle  # noqa: E402 - likewise
from kit.pages.wsgi import shelf_first  # noqa: E402 - likewise
from privacy.erasure.services import verify_replayed  # noqa: E402 - likewise
from privacy.notice.services import verify_places  # noqa: E402 - likewise
from privacy.vault.services import hold_application_keys, verify_keystore, verify_secret  # noqa: E402 - likewise
from shop.analytics.services import count_together  # noqa: E402 - likewise

verify_secret()
verify_keystore()
hold_application_keys()
verify_replayed()
verify_places(at=clock.now())
application = shelf_first(site)
count_together()
settle()
