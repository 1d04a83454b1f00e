"""Somebody with one browser: pages are looked at, forms filled in, and every address that took a form is noted."""

import re
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.attacks.canary.marks import Marks
from tests.attacks.canary.place import KEEPERS_PASSWORD, Place

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
CODE = re.compile(r"\b(\d{6})\b")


class Visitor:
    """A browser that stays on our own pages."""

    def __init__(self, place: Place, marks: Marks) -> None:
        self.place, self.marks, self.base = place, marks, place.env["SHIJIANG_URL"]
        self.token = ""
        self.browser = self._browser()

    def _browser(self) -> httpx.Client:
        own = {"Origin": self.base, "Referer": f"{self.base}/", "Sec-Fetch-Site": "same-origin"}
        hooks = {"response": [self._note]}
        return httpx.Client(base_url=self.base, headers=own, trust_env=False, timeout=60, event_hooks=hooks)

    def _note(self, answer: httpx.Response) -> None:
        path = answer.request.url.path
        assert answer.status_code < 500, (answer.request.method, path, answer.status_code)
        if answer.request.method == "POST" and answer.status_code < 400:
            self.place.posted.add(path)

    def get(self, path: str) -> httpx.Response:
        """A page; never a failure of the site."""
        answer = self.browser.get(path)
        if token := TOKEN.search(answer.text if "text/html" in answer.headers.get("Content-Type", "") else ""):
            self.token = token[1]
        return answer

    def submit(
        self, path: str, form: dict[str, Any], *, page: str = "", files: Any = None, shown: bool = True
    ) -> httpx.Response:
        """Fill in the form at `page` (or at `path` itself) and send it; `shown=False`: it is on the page last seen."""
        if shown:
            self.get(page or path)
        return self.browser.post(path, data=form | {"csrfmiddlewaretoken": self.token}, files=files)

    def done(self, path: str, form: dict[str, Any], *, page: str = "", files: Any = None) -> str:
        """As `submit`, of a form that is taken: where it leads."""
        answer = self.submit(path, form, page=page, files=files)
        assert answer.status_code == 302, (path, answer.status_code, _faults(answer.text))
        return answer.headers["Location"]

    def press(self, path: str, form: dict[str, Any] | None = None) -> str:
        """A button on the page last seen: where it leads."""
        answer = self.submit(path, form or {}, shown=False)
        assert answer.status_code == 302, (path, answer.status_code, _faults(answer.text))
        return answer.headers["Location"]

    def sign_in(self, email: str, password: str) -> None:
        """By the page."""
        self.done("/en/account/login/", {"login": email, "password": password})

    def newest_mail(self, containing: str = "") -> str:
        """The newest mail of the demo's outbox whose page says `containing`."""
        for found in dict.fromkeys(re.findall(r"/outbox/[0-9a-f-]{36}/", self.browser.get("/outbox/").text)):
            text = self.browser.get(found).text
            if containing in text:
                return text
        raise AssertionError(f"no mail says {containing!r}")

    def newest_code(self) -> str:
        """The code in the newest mail."""
        code = CODE.search(self.newest_mail())
        assert code
        return code[1]


class Staff(Visitor):
    """A member of staff, signed in."""

    def __init__(self, place: Place, marks: Marks, who: str) -> None:
        super().__init__(place, marks)
        self.sign_in(f"{who}@example.net", KEEPERS_PASSWORD)


def last_part(address: str) -> str:
    """The last part of an address: a reference."""
    return urlsplit(address).path.rstrip("/").rsplit("/", 1)[1]


def _faults(page: str) -> list[str]:
    return re.findall(r'class="[^"]*error[^"]*"[^>]*>([^<]+)', page)
