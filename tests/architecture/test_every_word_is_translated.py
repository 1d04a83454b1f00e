"""Every word a reader can see has its Simplified Chinese: none missing, none fuzzy, no placeholder lost."""

import ast
import re
from collections import defaultdict

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.utils import translation

from kit.catalogs import catalogs
from privacy.datamap import queries as datamap
from privacy.rights import wording
from privacy.rights.presenting import NAMING
from tests.architecture.translatable import ROOT, Words, all_words, in_python, in_template

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|<[a-z/][^>]*>")


def test_every_field_shown_to_its_person_has_a_name_in_chinese() -> None:
    with translation.override("zh-hans"):
        nameless = {
            wording.name_of(field)
            for said in datamap.declarations()
            for field in said.model._meta.concrete_fields
            if said.person
            and not said.label.startswith("example.")
            and (field.name in said.personal or field.name in NAMING)
            and wording.name_of(field).isascii()
        }
    assert not nameless, f"add to privacy/rights/labels.py and to its Chinese catalog: {sorted(nameless)}"


def messages() -> list[tuple[str, Message]]:
    """Every entry of every Chinese catalog of ours, with the folder the catalog stands in."""
    found = []
    for source in catalogs(ROOT):
        if source.parent.parent.name != "zh_Hans":
            continue
        with source.open("rb") as stream:
            room = str(source.relative_to(ROOT).parents[3])
            found += [(room, message) for message in read_po(stream, locale="zh_Hans") if message.id]
    return found


def key(message: Message) -> Words:
    singular, *plural = [message.id] if isinstance(message.id, str) else list(message.id)
    return Words(message.context, singular, plural[0] if plural else None)


def strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or [])


def test_no_word_lacks_its_chinese() -> None:
    translated = {key(message) for _, message in messages() if all(strings(message)) and not message.fuzzy}
    assert {words: file for words, file in all_words().items() if words not in translated} == {}


def test_no_translation_is_fuzzy() -> None:
    assert [(room, message.id) for room, message in messages() if message.fuzzy] == []


def test_no_placeholder_is_lost() -> None:
    """Names between `%(…)` and tags stand in the translation as they stand in the source."""
    wrong = [
        (room, message.id)
        for room, message in messages()
        for said in strings(message)
        if sorted(PLACEHOLDER.findall(said))
        != sorted(PLACEHOLDER.findall(key(message).plural or key(message).singular))
    ]
    assert wrong == []


def test_no_word_is_translated_in_two_ways() -> None:
    """Catalogs are merged by their words alone: a second translation would win or lose by the order of the apps."""
    said: dict[Words, set[str]] = defaultdict(set)
    for _, message in messages():
        said[key(message)].update(strings(message))
    assert {words: ways for words, ways in said.items() if len(ways) > 1} == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{% trans "Lacquer" %}', Words(None, "Lacquer", None)),
        ('{% trans "To" context "invoice" %}', Words("invoice", "To", None)),
        ('<p>It\'s {% blocktranslate %}{{ n }} "coats"{% endblocktranslate %}', Words(None, '%(n)s "coats"', None)),
        (
            "{% blocktranslate count n=2 %}{{ n }} coat{% plural %}{{ n }} coats{% endblocktranslate %}",
            Words(None, "%(n)s coat", "%(n)s coats"),
        ),
        ('{% button _("Save") kind="primary" %}', Words(None, "Save", None)),
    ],
)
def test_words_are_found_in_templates(text: str, words: Words) -> None:
    assert list(in_template(text)) == [words]


def test_words_are_found_in_code() -> None:
    code = '_("a" "b"); gettext_lazy("c"); pgettext("d", "e"); translation.ngettext("f", "g", n); gettext(h)'
    assert list(in_python(ast.parse(code))) == [
        Words(None, "ab", None),
        Words(None, "c", None),
        Words("d", "e", None),
        Words(None, "f", "g"),
    ]
