"""At the desk a purpose is named for those who work: the notice's words speak to the person."""

import re

import pytest
from django.utils import translation

from privacy.datamap import queries as datamap
from shop.backoffice import purposes

SPOKEN_TO = {"en": re.compile(r"\byou", re.IGNORECASE), "zh-hans": re.compile("[您你]")}


@pytest.mark.parametrize("language", SPOKEN_TO)
def test_no_purpose_at_the_desk_speaks_to_the_person_it_is_about(language: str) -> None:
    with translation.override(language):
        titles = [purposes.named(one.id) for one in datamap.purposes()]
    assert [title for title in titles if SPOKEN_TO[language].search(title)] == []


def test_every_name_of_the_desk_is_of_a_purpose_there_is() -> None:
    assert purposes.WORDS.keys() <= {one.id for one in datamap.purposes()}


def test_what_the_policy_no_longer_knows_stands_for_itself() -> None:
    assert purposes.named("read-minds") == "read-minds"
