"""What other areas add: reasons to wait with a deletion, ways to prove, to correct and to show, papers, guides."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from privacy.datamap import queries as datamap
from privacy.datamap.types import Text
from privacy.handles.types import Kind
from privacy.rights.types import Channel, Guide, Link, Mending, Paper, Way

if TYPE_CHECKING:
    from privacy.rights.models import Request

Blocker = Callable[[frozenset[uuid.UUID], dt.datetime], list[str]]
Rows = Callable[[frozenset[uuid.UUID]], list[tuple[str, str]]]
Apply = Callable[[str, frozenset[uuid.UUID], str, dt.datetime], None]
Prover = Callable[[uuid.UUID, str], bool]
Papers = Callable[[frozenset[uuid.UUID], dt.datetime], Iterable[Paper]]
# A row and its fields in plain, by name.
Opened = tuple[Any, Mapping[str, Any]]
Wording = Callable[[Any, Any], str]

# (request, head, words, at): says there what its person is written about it.
Teller = Callable[["Request", str, str, dt.datetime], None]
Choices = Callable[[frozenset[uuid.UUID], dt.datetime], list["Choice"]]

# Why most of what is noted stays: each area says it of its own rows by `leave`.
NOTED = _("It was noted as it happened, and proves that to you too. What is wrong with it is said in a new entry.")

_choices: list[Choices] = []
_tellers: dict[str, Teller] = {}
_blockers: list[Blocker] = []
_provers: list[Prover] = []
_guides: dict[str, Guide] = {}
_correctors: dict[str, "Corrector"] = {}
_ways: dict[str, Way] = {}
_presenters: dict[type[Model], "Presenter"] = {}
_papers: list[Papers] = []
_programs: dict[str, Text] = {}


@dataclass(frozen=True, slots=True)
class Choice:
    """Something a person can decide just now: what it is about, in a sentence or two, and where they decide."""

    title: str
    words: str
    label: str
    address: str


def _nothing(_number: str) -> None:
    return None


def _everybody(_number: str) -> Collection[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Corrector:
    """How an area corrects one declared field: `place` is app.Model.field.

    `rows(person_ids)` lists the persons' rows as (number, label for people); `apply(number, person_ids, value, at)`
    writes the right value, or raises ValueError, LookupError for a row that is not theirs. `reference(number)` is the
    opaque number under which recipients know the row; `row(number)` its number in the table, where `number` says more.
    `apply` raises `Unfit` for a value that cannot be written, in words for people. `proves(number)` says that the new
    value is a handle which has to be proved by a code first; `to(number)` names the only recipients that have received
    this one.
    """

    place: str
    title: Text
    rows: Rows
    apply: Apply
    reference: Callable[[str], str] = str
    row: Callable[[str], str] = str
    proves: Callable[[str], Kind | None] = _nothing
    to: Callable[[str], Collection[str]] = _everybody


def _no_words(_batch: Sequence[Opened]) -> Mapping[str, Wording]:
    return {}


def _no_title(_row: Any, _values: Mapping[str, Any]) -> str:
    return ""


def _no_links(_row: Any, _values: Mapping[str, Any]) -> list[Link]:
    return []


@dataclass(frozen=True, slots=True)
class Presenter:
    """How an area shows rows of a model to their person. Whatever it leaves unsaid is shown field by field.

    `names`: what fields are called. `words(batch)`: for a batch of opened rows, how the fields are written, each as
    `(row, value) -> text`; "" is not shown. `title(row, values)` and `links(row, values)`: a record's heading and ways
    on. `first`: fields in the order they are read, before the others. `told`: long texts, opened on demand. `aside`:
    plain technical fields, under "Details". `part_of`: the link to the row under which these rows are shown.
    `within`: fields whose text others carry, such as the currency of a sum; `joined`: relations `words` follows.
    """

    model: type[Model]
    names: Mapping[str, Text] = field(default_factory=dict)
    words: Callable[[Sequence[Opened]], Mapping[str, Wording]] = _no_words
    title: Callable[[Any, Mapping[str, Any]], str] = _no_title
    links: Callable[[Any, Mapping[str, Any]], list[Link]] = _no_links
    first: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    part_of: str = ""


def register_presenter(presenter: Presenter) -> None:
    """Have rows of a declared model shown this way."""
    _presenters[presenter.model] = presenter


def presenter(model: type[Model]) -> Presenter:
    """How rows of this model are shown."""
    return _presenters.get(model) or Presenter(model)


def presenters() -> list[Presenter]:
    """Every way an area shows something."""
    return list(_presenters.values())


def register_papers(papers: Papers) -> Papers:
    """Have `(person_ids, at) -> papers` asked for documents that are drawn on demand; each has a name of its own."""
    if papers not in _papers:
        _papers.append(papers)
    return papers


def papers_of(person_ids: frozenset[uuid.UUID], *, at: dt.datetime) -> list[Paper]:
    """Every document of these persons that is drawn on demand and has not expired."""
    return [paper for one in _papers for paper in one(person_ids, at)]


def name_programs(names: Mapping[str, Text]) -> None:
    """Say what programs of an area, which open data by themselves, are called by people."""
    _programs.update(names)


def program(name: str) -> Text | None:
    """What people call this program, or None; a number it worked for stands behind its name."""
    return _programs.get(name) or _programs.get(name.partition(" ")[0])


def register_corrector(corrector: Corrector) -> None:
    """Make a declared field correctable on request. Raises LookupError for a field nobody declared as personal."""
    label, _dot, field = corrector.place.rpartition(".")
    said = next((one for one in datamap.declarations() if one.label == label), None)
    if said is None or field not in said.personal:
        raise LookupError(f"{corrector.place} is no declared personal field")
    _correctors[corrector.place] = corrector


def corrector(place: str) -> Corrector | None:
    """How this field is corrected, or None."""
    return _correctors.get(place)


def correctors() -> list[Corrector]:
    """Every way to correct something on request."""
    return list(_correctors.values())


def change_oneself(places: Mapping[str, Text]) -> None:
    """Say which fields their person changes without asking, and where: app.Model.field, or app.Model for the whole."""
    _ways.update({place: Way(Mending.ONESELF, where) for place, where in places.items()})


def leave(places: Mapping[str, Text]) -> None:
    """Say which fields stay as they are, and why: app.Model.field, or app.Model for what is not said otherwise."""
    _ways.update({place: Way(Mending.NOT, because) for place, because in places.items()})


def way_of(place: str) -> Way | None:
    """How a personal field is put right; None where nobody has said it."""
    if found := _correctors.get(place):
        return Way(Mending.ASKED, found.title)
    return _ways.get(place) or _ways.get(place.rpartition(".")[0])


def ways() -> Mapping[str, Way]:
    """What was said by `change_oneself` and `leave`."""
    return _ways


def register_blocker(blocker: Blocker) -> Blocker:
    """Have `(person_ids, at) -> reasons` asked before a deletion: translated sentences the person reads, or none."""
    if blocker not in _blockers:
        _blockers.append(blocker)
    return blocker


def register_prover(prover: Prover) -> Prover:
    """Have `(person_id, password) -> right?` decide whether a signed-in person may go on without a mailed code.

    After too many tries it raises ValidationError, with words for the person.
    """
    if prover not in _provers:
        _provers.append(prover)
    return prover


def offer_by(choices: Choices) -> Choices:
    """Have `(person_ids, at) -> choices` asked for "My data": what a person can decide, at its top."""
    if choices not in _choices:
        _choices.append(choices)
    return choices


def choices(person_ids: frozenset[uuid.UUID], at: dt.datetime) -> list[Choice]:
    """What these persons can decide just now."""
    return [one for ask in _choices for one in ask(person_ids, at)]


def tell_in(channel: Channel) -> Callable[[Teller], Teller]:
    """Have the decorated `(request, head, words, at)` say what is written about requests that came in by this channel,
    in the caller's transaction. It goes by mail as well, where an address is known; a code for nobody's eyes never.
    """

    def register(teller: Teller) -> Teller:
        _tellers[channel] = teller
        return teller

    return register


def teller(channel: str) -> Teller | None:
    """How people are answered where they asked; None where mail alone answers."""
    return _tellers.get(channel)


def blockers() -> list[Blocker]:
    """All blockers."""
    return _blockers


def prover() -> Prover | None:
    """The way to check a password, if an area has one."""
    return _provers[-1] if _provers else None


def fill_guides(guides: Iterable[Guide]) -> None:
    """Make the policy's guides known. Called while the apps start."""
    _guides.update({guide.right.value: guide for guide in guides})


def guides() -> dict[str, Guide]:
    """Every guide by its right."""
    return _guides
