"""The whole integration: one form by HTTPS, one answer. https://www.twilio.com/docs/messaging/api/message-resource"""

import base64
import http.client
import json
import ssl
from http import HTTPStatus
from urllib.parse import SplitResult, quote, urlencode, urlsplit

from django.conf import settings

from privacy.sharing.texting import NotTaken

SECONDS = 10
LARGEST_ANSWER = 64 * 1024


def send(number: str, text: str) -> None:
    """Hand one message over. Raises `NotTaken` when this number takes none, OSError when it may be tried again.

    Follows no redirect and knows no proxy. Twilio has no key by which the same message is sent once: when its answer
    is lost on the way, a second try may arrive twice.
    """
    form = {"To": number, "From": settings.PRIVACY_TEXT_FROM, "Body": text}
    address = f"/2010-04-01/Accounts/{quote(settings.PRIVACY_TEXT_ACCOUNT, safe='')}/Messages.json"
    connection = _connection(urlsplit(settings.PRIVACY_TEXT_URL))
    try:
        connection.request("POST", address, urlencode(form), _headers())
        answer = connection.getresponse()
        status, body = answer.status, answer.read(LARGEST_ANSWER)
    except http.client.HTTPException as error:
        raise ConnectionError(type(error).__name__) from None
    finally:
        connection.close()
    # 400 speaks of this message. Everything else is about us or them: keys, limits, an outage.
    if status == HTTPStatus.BAD_REQUEST:
        raise NotTaken(_code(body))
    if status != HTTPStatus.CREATED:
        raise ConnectionError(f"the provider answered {status}")


def _connection(to: SplitResult) -> http.client.HTTPConnection:
    if to.scheme == "https":
        return http.client.HTTPSConnection(to.netloc, timeout=SECONDS, context=ssl.create_default_context())
    return http.client.HTTPConnection(to.netloc, timeout=SECONDS)


def _headers() -> dict[str, str]:
    key = base64.b64encode(f"{settings.PRIVACY_TEXT_ACCOUNT}:{settings.PRIVACY_TEXT_TOKEN}".encode()).decode()
    return {"Authorization": f"Basic {key}", "Content-Type": "application/x-www-form-urlencoded"}


def _code(body: bytes) -> str:
    """The provider's number of the trouble; never its words, in which the telephone number may stand."""
    try:
        return f"text-{int(json.loads(body)['code'])}"
    except (ValueError, KeyError, TypeError):
        return "text-400"
