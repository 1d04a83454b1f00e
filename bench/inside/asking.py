"""Pages asked for inside the process, made anew each time."""

from django.test import Client

from bench.inside.measuring import cpu_ms, statements
from kit.pages import SHELF
from shop.accounts.models import Account
from shop.catalogue.models import Piece

CUSTOMER = "visitor@demo.example"
_clients: dict[bool, Client] = {}


def piece_path() -> str:
    """The address of the first piece."""
    slug = Piece.objects.filter(published=True).order_by("position", "id").values_list("slug", flat=True)[0]
    return f"/en/pieces/{slug}/"


def page(path: str, times: int, signed_in: bool = False) -> float:  # noqa: FBT001, FBT002 - asked over JSON
    """CPU milliseconds to make the page once."""
    client = _client(signed_in)

    def make() -> None:
        SHELF.clear()
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)

    make()
    return cpu_ms(make, times)


def page_statements(path: str) -> int:
    """Statements to make the page, with what the process holds of small lists."""
    client = _client(signed_in=False)
    client.get(path)
    SHELF.clear()
    with statements() as sent:
        assert client.get(path).status_code == 200
        return sent()


def _client(signed_in: bool) -> Client:  # noqa: FBT001 - likewise
    if signed_in not in _clients:
        _clients[signed_in] = client = Client(SERVER_NAME="localhost")
        if signed_in:
            client.force_login(Account.objects.get(emailaddress__email=CUSTOMER))
    return _clients[signed_in]
