"""Settings of the test run: cheap password hashes, a throw-away `var/`."""

import os
import tempfile

# Each worker has its own, so that a sweep with a moved clock takes no other worker's files; its children share it.
os.environ.update(
    {}
    if "SHIJIANG_VAR" in os.environ
    and os.environ.get("VAR_OF_TEST_WORKER", "") == os.environ.get("PYTEST_XDIST_WORKER", "")
    else {
        "SHIJIANG_VAR": tempfile.mkdtemp(prefix="shijiang-test-"),
        "VAR_OF_TEST_WORKER": os.environ.get("PYTEST_XDIST_WORKER", ""),
    }
)

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
PRIVACY_STRICT = True
SECRET_KEY = "a secret for tests only"  # noqa: S105
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
INSTALLED_APPS = [*INSTALLED_APPS, "tests.example"]  # noqa: F405
WHITENOISE_USE_FINDERS = "STATIC_FROM_SOURCES" in os.environ  # for a whole site that is looked at in a browser
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 - WhiteNoise warns of a folder that is not there

for one in DATABASES.values():  # noqa: F405
    if one["ENGINE"] == "kit.sqlite":
        one["TEST"] = {"NAME": ":memory:"}  # what Django chooses by itself; pytest knows no engine of ours
