"""Written content: links that lead away are marked and announced; what is no plain address is no link."""

from html import escape
from html.parser import HTMLParser

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from privacy.outside import services
from privacy.outside.types import NotAnAddress
from ui.components.icons import icon


def outward(url: str, label: str) -> SafeString:
    """A marked link to `url` by way of our page. Raises `NotAnAddress`."""
    return format_html("{}{}{}", opening(url), label, closing(url))


def opening(url: str) -> SafeString:
    """The marked link's beginning."""
    return format_html('<a class="outward" href="{}" rel="external nofollow noreferrer">', services.announced(url))


def closing(url: str) -> SafeString:
    """Its end, with the sign that eyes see and the words that ears hear."""
    says = _("(leads to %(host)s)") % {"host": services.destination(url).host}
    return format_html('{}<span class="visually-hidden"> {}</span></a>', icon("outward"), says)


def marked(html: str) -> SafeString:
    """`html`, from our own pen, with its outward links marked. Links within the site stay as they are."""
    reader = _Marking()
    reader.feed(html)
    reader.close()
    return mark_safe("".join(reader.out))  # noqa: S308 - our own content, passed through but for its links


class _Marking(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href") or ""
        if tag != "a" or _is_own(href):
            self.open += [""] if tag == "a" else []
            self.out.append(self.get_starttag_text() or "")
            return
        try:
            self.out.append(opening(href))
            self.open.append(href)
        except NotAnAddress:
            self.out.append("<span>")
            self.open.append("span")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.out.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        href = self.open.pop() if tag == "a" and self.open else ""
        self.out.append(closing(href) if href not in {"", "span"} else "</span>" if href else f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.out.append(f"<!--{escape(data)}-->")


def _is_own(href: str) -> bool:
    """A path of this site, a place on the page, a way to write to somebody: nothing a browser could twist."""
    if href.startswith(("#", "mailto:", "tel:")) or not href:
        return True
    return href.startswith("/") and not href.startswith(("//", "/\\")) and "\\" not in href and href.isprintable()
