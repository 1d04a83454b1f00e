"""Settings of the test run: cheap password hashes, a throw-away `var/`."""

import os
import tempfile

os.environ.setdefault("SHIJIANG_VAR", tempfile.mkdtemp(prefix="shijiang-test-"))

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
PRIVACY_STRICT = True
SECRET_KEY = "a secret for tests only"  # noqa: S105
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
INSTALLED_APPS = [*INSTALLED_APPS, "tests.example"]  # noqa: F405
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 - WhiteNoise warns of a folder that is not there
