"""What the delivery area can show for the promises."""

import datetime as dt

from django.utils.translation import gettext as _

from privacy.datamap import queries as datamap
from privacy.datamap.vocabulary import ADDRESS
from privacy.promises.figures import faults, own
from privacy.promises.registry import evidence
from privacy.promises.types import Evidence
from privacy.vault import queries as vault
from shop.delivery import queries

# In so many days every country is looked at once.
TURNS = 31


@evidence("collect.address")
def addresses_of_the_world(at: dt.datetime) -> Evidence:
    """The countries whose turn it is have a form with floor and room, and of the newest addresses none is in clear."""
    countries = [code for code, _name in queries.countries("en")]
    looked_at = countries[at.toordinal() % TURNS :: TURNS]  # each form is read from a file of its own
    narrow = [one for one in looked_at if not {"floor", "room"} <= {part.name for part in queries.address_fields(one)}]
    holding = [said for said in datamap.about_people() if ADDRESS in {one.category for one in said.personal.values()}]
    plain = sum(vault.in_clear(said) for said in holding)
    says = _(
        "Countries we send to: %(count)s; of today's, without floor or room: %(narrow)s; addresses in clear: %(plain)s."
    )
    figures = {"count": own(len(countries)), "narrow": own(len(narrow)), "plain": faults(plain)}
    return Evidence(says, holds=bool(countries) and not narrow and not plain, as_of=at, figures=figures)
