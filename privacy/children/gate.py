"""The age gate: a year and a country in, one word out. It keeps nothing and knows nobody."""

import datetime as dt

from privacy.children.registry import age_in
from privacy.children.types import Answer

OLDEST = 130


def old_enough(*, country: str, birth_year: int, today: dt.date) -> Answer:
    """Whether somebody born in that year may act alone in that country; ASK when this year's birthday decides."""
    turns = today.year - birth_year
    years = age_in(country).years
    if turns < years:
        return Answer.NO
    return Answer.ASK if turns == years else Answer.YES
