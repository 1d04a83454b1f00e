"""Where our own stores of data rest, by country. Recipients name theirs in `policy/recipients.py`."""

from django.utils.translation import gettext_lazy as _

from privacy.sharing.types import Store

ALL = (
    Store("default", _("Main database"), _("everything but keys and visits; personal fields sealed"), "CN"),
    Store("keys", _("Key store"), _("the keys of sealed fields, apart from what they open"), "CN"),
    Store("events", _("Visits"), _("pages read, tied to nobody"), "CN"),
    Store("files", _("Files"), _("pictures of pieces; files of people, sealed"), "CN"),
    Store("backups", _("Backups"), _("copies of databases and files, without keys"), "CN"),
)
