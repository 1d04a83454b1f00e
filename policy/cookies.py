"""Everything the site keeps in a visitor's browser. What is not listed here cannot be set."""

from django.utils.translation import gettext_lazy as _

from privacy.notice.types import Place, Stored

ALL = (
    Stored(
        "session",
        Place.COOKIE,
        _("Keeps you signed in, and your checkout together"),
        _("a random number"),
        _("two weeks after your last visit, or until you sign out"),
        necessary=True,
    ),
    Stored(
        "csrf",
        Place.COOKIE,
        _("Makes sure that a form sent to us came from our own page"),
        _("a random number"),
        _("one year"),
        necessary=True,
    ),
    Stored(
        "choices",
        Place.COOKIE,
        _("Remembers what you allowed and what not, so that we do not ask again"),
        _("yes or no for each purpose, and the version of the notice you answered to"),
        _("six months"),
        necessary=True,
    ),
    Stored(
        "ground",
        Place.COOKIE,
        _("Remembers whether you prefer paper or lacquer as the ground of our pages"),
        _("paper or lacquer"),
        _("one year"),
        necessary=True,
    ),
    Stored(
        "text",
        Place.COOKIE,
        _("Remembers that you prefer large text"),
        _("normal or large"),
        _("one year"),
        necessary=True,
    ),
    Stored(
        "currency",
        Place.COOKIE,
        _("Remembers in which currency you want to see prices"),
        _("a currency's three letters"),
        _("one year"),
        necessary=True,
    ),
    Stored(
        "cart",
        Place.LOCAL,
        _("Your cart, kept on your own device"),
        _("numbers of pieces and quantities, never a price or a name"),
        _("until you empty it; gone with your browser's storage"),
        necessary=True,
    ),
    Stored(
        "country",
        Place.TAB,
        _("Remembers the country you want to see delivery for, on to the checkout"),
        _("a country's two letters"),
        _("until you close the tab"),
        necessary=True,
    ),
    Stored(
        "visit",
        Place.TAB,
        _("Ties the pages of one visit together, if you allowed us to count visits"),
        _("a random number"),
        _("until you close the tab"),
        necessary=False,
    ),
)
