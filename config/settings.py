"""Settings of the site, read from the environment; the defaults run everything on one machine from `var/`."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("SHIJIANG_VAR", BASE_DIR / "var"))


def secret_file(name: str) -> str:
    """The content of a secret in `var/keys/`, written by `bin/serve` on first start; empty before that."""
    path = VAR / "keys" / name
    return path.read_text().strip() if path.exists() else ""


# The address visitors use. HTTPS turns on secure cookies, HSTS and redirects.
SITE_URL = os.environ.get("SHIJIANG_URL", "http://localhost:8000").rstrip("/")
HTTPS = SITE_URL.startswith("https://")
DEBUG = os.environ.get("SHIJIANG_DEBUG") == "1"
# The embedded demo: a local mail outbox in the browser, a sandbox payment provider, a demo staff sign-in.
DEMO = os.environ.get("SHIJIANG_DEMO", "1") == "1"
NO_SECRET_KEY = "not set up yet"  # noqa: S105 - lets commands run before set-up; serving with it is refused
SECRET_KEY = os.environ.get("SHIJIANG_SECRET_KEY") or secret_file("django") or NO_SECRET_KEY
ALLOWED_HOSTS = [SITE_URL.split("//")[1].split(":")[0]]
if DEMO:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # Before allauth: our templates take the place of its own.
    "shop.accounts",
    "allauth",
    "allauth.account",
    "kit.jobs",
    "ui",
    "privacy.ledger",
    "privacy.deadlines",
    "privacy.people",
    "privacy.datamap",
    "privacy.consent",
    "privacy.access",
    "privacy.vault",
    "privacy.handles",
    "privacy.erasure",
    "privacy.retention",
    "privacy.sharing",
    "privacy.outside",
    "privacy.handover",
    "privacy.correspondence",
    "privacy.rights",
    "privacy.notice",
    "privacy.incidents",
    "privacy.staff",
    "privacy.scans",
    "privacy.children",
    "privacy.promises",
    "privacy.feedback",
    "policy",
    "shop.catalogue",
    "shop.payments",
    "shop.delivery",
    "shop.orders",
    "shop.analytics",
    "shop.storefront",
    "shop.backoffice",
]

MIDDLEWARE = [
    "kit.pages.middleware.page_cache",
    "django.middleware.security.SecurityMiddleware",
    "kit.headers.Isolation",
    "privacy.notice.middleware.RegisteredCookies",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "privacy.consent.middleware.HearGlobalPrivacyControl",
    "privacy.notice.middleware.AgreeFirst",
    "kit.nul.nothing_by_nul",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

# WAL may corrupt before SQLite 3.51.3 with several writers; TRUNCATE with FULL is safe on every version.
SQLITE: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
    ),
}


def database(variable: str, filename: str) -> Any:
    """The database named by an environment variable, or a SQLite file in `var/`."""
    if url := os.environ.get(variable):
        return dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True)
    return {"ENGINE": "kit.sqlite", "NAME": VAR / filename, "OPTIONS": SQLITE, "CONN_MAX_AGE": None}


DATABASES = {
    "default": database("DATABASE_URL", "main.sqlite3"),
    "keys": database("KEYS_DATABASE_URL", "keys.sqlite3"),
    "events": database("EVENTS_DATABASE_URL", "events.sqlite3"),
}
DATABASE_ROUTERS = ["config.routers.ByApp"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
# One style of dates and times a language, in pages, mails and papers.
FORMAT_MODULE_PATH = ["kit.formats"]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("SHIJIANG_STATIC", VAR / "static"))
MEDIA_ROOT = VAR / "media"
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SESSION_ENGINE = "privacy.vault.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if proxy_header := os.environ.get("SHIJIANG_PROXY_SSL_HEADER"):
    SECURE_PROXY_SSL_HEADER = (proxy_header, "https")

# Who takes the money, under which name, and the only hosts payments may speak to.
PAYMENT_PROVIDER = os.environ.get("SHIJIANG_PAYMENT_PROVIDER", "sandbox")
PAYMENT_PAYEE = "Shijiang Lacquer Art"
PAYMENT_KEYS = VAR / "keys"
PAYMENT_SANDBOX_URL = os.environ.get("SHIJIANG_SANDBOX_URL", "http://127.0.0.1:8001").rstrip("/")
# Where payers see the sandbox, if that is another address than the one the shop calls.
PAYMENT_SANDBOX_PAGES = os.environ.get("SHIJIANG_SANDBOX_PAGES", PAYMENT_SANDBOX_URL).rstrip("/")
PAYMENT_HOSTS = [PAYMENT_SANDBOX_URL]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # Browsers hold the redirect after a form to this as well: checkout ends at the payment page.
        "form-action": [SELF, PAYMENT_SANDBOX_PAGES],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# The cookies a public page may depend on, each with the values it may have. All other cookies are invisible to it.
PAGE_PREFERENCES = {
    "currency": ("EUR", "USD", "GBP", "CNY", "JPY"),
    "ground": ("paper", "lacquer"),
    "text": ("large",),
}

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["shop.accounts.backends.AccountBackend"]
# The account carries no name and no address: those are handles, sealed under the person's key.
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "shop.accounts.forms.LoginForm",
    "signup": "shop.accounts.forms.SignupForm",
    "add_email": "shop.accounts.forms.AddressChangeForm",
    "change_password": "shop.accounts.forms.ChangePasswordForm",
    "set_password": "shop.accounts.forms.SetPasswordForm",
    "reset_password": "shop.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "shop.accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "shop.accounts.forms.ReauthenticateForm",
    "request_login_code": "shop.accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "shop.accounts.forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "shop.accounts.forms.ConfirmAddressForm",
}
ACCOUNT_ADAPTER = "shop.accounts.adapter.Adapter"
# Mails to unknown addresses are made and thrown away (shop/accounts/post.py), so that both answers cost the same.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 900
# Twice from the page for the code; the limits below count these mails too.
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = 2
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 2
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# A six-digit code falls to guessing only if new ones can be had without end: hence the limits by the day.
ACCOUNT_RATE_LIMITS = {
    "write_to_us": "6/h/ip",
    "login_failed": "10/m/ip,5/5m/key,50/d/key",
    "request_login_code": "20/m/ip,3/m/key,12/d/key",
    "confirm_email": "1/10s/key,20/d/key",
    "reset_password": "20/m/ip,3/m/key,12/d/key",
    # Forms that need no account: questions, feedback, requests of guardians.
    "privacy_form": "10/h/ip",
}
# How many proxies of ours stand before the site: the visitor's address is read that far from the end, no further.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("SHIJIANG_PROXIES", "0"))
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:home"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["kit.passwords.Argon2"]
PASSWORD_RESET_TIMEOUT = 3600
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "shop.accounts.passwords.NotYourself"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
# What is sent to us never lies in clear on a disk: files stay in memory until they are sealed; larger ones are dropped.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 26 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750

# Where the master key lies: a file only its owner can read, or SHIJIANG_MASTER_KEY in the environment.
PRIVACY_MASTER_KEY_FILE = VAR / "keys" / "master"
# The ledger's signing key, and the file outside `var/` that gets a line per checkpoint: best on another machine.
PRIVACY_LEDGER_KEY_FILE = VAR / "keys" / "ledger"
PRIVACY_LEDGER_ANCHOR = os.environ.get("SHIJIANG_LEDGER_ANCHOR", VAR.with_name(f"{VAR.name}-anchor") / "ledger.txt")
# The opaque numbers of whoever was erased, beside the anchor: an old copy of the key store does not know them all.
PRIVACY_TOMBSTONES = os.environ.get(
    "SHIJIANG_TOMBSTONES", PRIVACY_LEDGER_ANCHOR and Path(PRIVACY_LEDGER_ANCHOR).with_name("erased.txt")
)

# The nightly scan: what is locked, advisories in the OSV format, the service that is asked for them (its API is OSV's;
# without an address nothing is asked), and where backups are written.
PRIVACY_LOCK_FILE = BASE_DIR / "requirements.txt"
PRIVACY_ADVISORIES = Path(os.environ.get("SHIJIANG_ADVISORIES", VAR / "advisories"))
PRIVACY_ADVISORY_SERVICE = os.environ.get("SHIJIANG_ADVISORY_SERVICE", "")
# A copy goes there each night; the newest and the oldest are put back elsewhere to prove that nobody erased is in them.
PRIVACY_BACKUPS = os.environ.get("SHIJIANG_BACKUPS") or (VAR.with_name(f"{VAR.name}-backups") if DEMO else None)
PRIVACY_ELSEWHERE = "config.elsewhere.environment"
PRIVACY_PROOF_PAGES = ["/en/", "/en/pieces/", "/en/privacy/"]

# After so many days the last backup made before an erasure is gone; the receipt of the erasure says the date.
PRIVACY_BACKUPS_KEPT_DAYS = int(os.environ.get("SHIJIANG_BACKUPS_KEPT_DAYS", "35"))

CACHES = {
    # Limits must be counted by all processes together, so they lie in a table; their names are keyed hashes.
    "default": {
        "BACKEND": "shop.accounts.limits.Counters",
        "LOCATION": "limits",
        "KEY_FUNCTION": "shop.accounts.limits.hidden",
        "OPTIONS": {"MAX_ENTRIES": 100_000, "CULL_FREQUENCY": 10},
    },
    # Public pages and fragments, the same for everybody: each process keeps its own.
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"},
}

# Mail: the demo keeps it in an outbox in the browser; with SHIJIANG_SMTP_HOST it goes through the gate to a server.
EMAIL_HOST = os.environ.get("SHIJIANG_SMTP_HOST", "")
PRIVACY_LOCAL_OUTBOX = not EMAIL_HOST
EMAIL_PORT = int(os.environ.get("SHIJIANG_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("SHIJIANG_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SHIJIANG_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("SHIJIANG_SMTP_TLS", "1") == "1"
EMAIL_TIMEOUT = 10
EMAIL_DOMAIN = ALLOWED_HOSTS[0]
DEFAULT_FROM_EMAIL = os.environ.get("SHIJIANG_MAIL_FROM", f"Shijiang Lacquer Art <studio@{EMAIL_DOMAIN}>")

# Text messages: the account at the provider (Twilio, or whoever speaks its API), its secret, and the number or service
# they come from. Without an account they lie in the demo's outbox; with a mail server alone they wait.
PRIVACY_TEXT_URL = os.environ.get("SHIJIANG_TEXT_URL", "https://api.twilio.com")
PRIVACY_TEXT_ACCOUNT = os.environ.get("SHIJIANG_TEXT_ACCOUNT", "")
PRIVACY_TEXT_TOKEN = os.environ.get("SHIJIANG_TEXT_TOKEN", "")
PRIVACY_TEXT_FROM = os.environ.get("SHIJIANG_TEXT_FROM", "")

# Mail in: our domain; how large a mail may be; where a mail server hands it over (on this machine alone); and the
# mailbox elsewhere that is read instead of it, if there is one.
PRIVACY_MAIL_DOMAIN = os.environ.get("SHIJIANG_MAIL_DOMAIN", EMAIL_DOMAIN)
# Where people write to the studio; told on every page of contact.
CONTACT_EMAIL = os.environ.get("SHIJIANG_CONTACT", f"hello@{PRIVACY_MAIL_DOMAIN}")
PRIVACY_MAIL_LARGEST = 25 * 1024 * 1024
PRIVACY_MAIL_PORT = int(os.environ.get("SHIJIANG_MAIL_PORT", "8002"))
PRIVACY_IMAP_HOST = os.environ.get("SHIJIANG_IMAP_HOST", "")
PRIVACY_IMAP_PORT = int(os.environ.get("SHIJIANG_IMAP_PORT", "993"))
PRIVACY_IMAP_USER = os.environ.get("SHIJIANG_IMAP_USER", "")
PRIVACY_IMAP_PASSWORD = os.environ.get("SHIJIANG_IMAP_PASSWORD", "")
PRIVACY_IMAP_FOLDER = os.environ.get("SHIJIANG_IMAP_FOLDER", "INBOX")
# A file with the certificates that may sign the mailbox's; empty: those the machine trusts.
PRIVACY_IMAP_AUTHORITIES = os.environ.get("SHIJIANG_IMAP_AUTHORITIES", "")

# Who answers for the data, the base template of the engine's pages, and the version of the notice in force.
PRIVACY_CONTROLLER = "Shijiang Lacquer Art"
# Whom an authority rings when data has leaked: a person of ours, with the address and number they answer at any hour.
PRIVACY_OFFICER = os.environ.get("SHIJIANG_OFFICER", "The keeper on duty")
PRIVACY_OFFICER_EMAIL = os.environ.get("SHIJIANG_OFFICER_EMAIL", f"privacy@{EMAIL_DOMAIN}")
PRIVACY_OFFICER_PHONE = os.environ.get("SHIJIANG_OFFICER_PHONE", "")
PRIVACY_BASE_TEMPLATE = "storefront/page.html"
# The runbook of one incident at the desk: where an alarm leads.
PRIVACY_INCIDENT_PAGE = "desk:incident"
# Where parents and guardians reach us; without a number, we ring back.
PRIVACY_GUARDIANS_EMAIL = os.environ.get("SHIJIANG_GUARDIANS", f"guardians@{EMAIL_DOMAIN}")
# The demo's number is one of those that are kept free for made-up people (Ofcom).
PRIVACY_GUARDIANS_PHONE = os.environ.get("SHIJIANG_GUARDIANS_PHONE", "+44 20 7946 0123" if DEMO else "")
# The studio's time zone: dates of the notice and of working days are dates there.
PRIVACY_ZONE = "Asia/Shanghai"
PRIVACY_NOTICE_FILE = BASE_DIR / "policy" / "notice.json"
# Where the tests lie whose `keeps` marks the page of promises shows.
PRIVACY_PROMISE_TESTS = BASE_DIR / "tests"
# The studio's own words around what the declarations say.
# The folder among the static files that holds the recorded guides, by language and right.
PRIVACY_GUIDES = "guides"
PRIVACY_NOTICE_WORDING = {
    part: f"policy/notice/{part}.html" for part in ("introduction", "rights", "children", "contact")
}
# An unregistered cookie raises; in production it is dropped and logged.
PRIVACY_STRICT = DEBUG

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"strike_out": {"()": "privacy.access.logs.StrikeOut"}},
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "filters": ["strike_out"], "formatter": "plain"}},
    "root": {"handlers": ["out"], "level": "INFO"},
    # The mail library logs addresses as it goes.
    "loggers": {
        "mail": {"level": "CRITICAL"},
        "django": {"handlers": [], "level": "INFO"},
        "django.server": {"handlers": [], "propagate": True},
    },
}
