"""What staff type when they watch over data and over one another."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from privacy.datamap import queries as datamap
from privacy.incidents import registry as incidents
from privacy.incidents.models import Incident
from privacy.incidents.types import Clock, Remedy, Scope
from privacy.staff import registry as staff
from privacy.staff.types import Consequence, Course, Outcome
from shop.backoffice import kinds
from shop.backoffice.forms import REFERENCE

REMEDIES = (
    (Remedy.SIGN_OUT.value, _("Sign them out on every device")),
    (Remedy.NEW_PASSWORD.value, _("Void their passwords")),
    (Remedy.MONITORING.value, _("Give each a code for identity monitoring")),
    (Remedy.ROTATE_KEYS.value, _("Change the master key")),
)


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, input_formats=["%Y-%m-%dT%H:%M"])


def _several(label: Any, choices: list[tuple[str, Any]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=False)


class Where(forms.Form):
    """When it was possible, and where. Times are UTC."""

    began_at = _moment(_("From (UTC)"))
    ended_at = _moment(_("Until (UTC)"))
    stores = forms.MultipleChoiceField()
    actors = forms.CharField(label=_("Or: number of the account or job that opened it"), max_length=200, required=False)
    recipients = forms.MultipleChoiceField()

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        places = [(said.label, kinds.title_of(said)) for said in datamap.about_people() if said.personal]
        self.fields["stores"] = _several(_("Stores that were within reach"), places)
        known = [(one.id, one.title) for one in datamap.recipients()]
        self.fields["recipients"] = _several(_("Or: who received it wrongly"), known)

    @property
    def scope(self) -> Scope:
        """Where it happened."""
        named = tuple(self.cleaned_data["actors"].replace(",", " ").split())
        return Scope(tuple(self.cleaned_data["stores"]), named, tuple(self.cleaned_data["recipients"]))


class Declare(Where):
    """What happened, since when we know, and where."""

    kind = forms.ChoiceField()
    known_at = _moment(_("Since when we know (UTC)"))
    field_order = ("kind", "began_at", "ended_at", "known_at")

    def __init__(self, data: Any = None, *, at: dt.datetime) -> None:
        super().__init__(data)
        sorts = [(one.id, one.title) for one in incidents.plan().kinds]
        self.fields["kind"] = forms.ChoiceField(label=_("What kind of incident"), choices=sorts)
        self.initial = {"ended_at": at, "known_at": at, "began_at": at - dt.timedelta(days=1)}


class Widen(Where):
    """More places, a longer time. What was named before stays, ticked or not."""

    def __init__(self, incident: Incident, data: Any = None) -> None:
        super().__init__(data)
        self.initial = {"began_at": incident.began_at, "ended_at": incident.ended_at, **incident.scope}
        self.initial["actors"] = " ".join(incident.scope["actors"])


class Codes(forms.Form):
    """More codes for identity monitoring."""

    codes = forms.CharField(
        label=_("New codes for the pool, one a line"), widget=forms.Textarea(attrs={"rows": 3}), max_length=20_000
    )


class Filing(forms.Form):
    """An authority was told, and when; or why it is not concerned."""

    told_at = _moment(_("Told at (UTC)"))
    number = forms.CharField(label=_("The number they gave it"), max_length=60, required=False)
    because = forms.CharField(label=_("Or: why they are not concerned"), max_length=300, required=False)

    def __init__(self, clock: Clock, data: Any = None, *, at: dt.datetime) -> None:
        super().__init__(data, prefix=clock.regulator.id)
        self.clock = clock
        self.fields["told_at"].required = False
        self.initial = {"told_at": at}


class Help(forms.Form):
    """Which remedies; those the level asks for are ticked."""

    remedies = forms.MultipleChoiceField(
        label=_("What helps them"), widget=forms.CheckboxSelectMultiple, choices=REMEDIES, required=False
    )
    codes = forms.CharField(
        label=_("New codes for the pool, one a line"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=20_000,
    )

    @property
    def chosen(self) -> list[Remedy]:
        """The remedies that were ticked."""
        return [Remedy(one) for one in self.cleaned_data["remedies"]]


class Words(forms.Form):
    """What happened, in every language."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for language, name in settings.LANGUAGES:
            area = forms.Textarea(attrs={"rows": 4, "lang": language})
            self.fields[f"words_{language}"] = forms.CharField(label=name, widget=area, max_length=1500)

    @property
    def words(self) -> dict[str, str]:
        """By language."""
        return {language: self.cleaned_data[f"words_{language}"] for language, _name in settings.LANGUAGES}


class Alone(forms.Form):
    """Why one keeper sends without another."""

    reference = forms.CharField(
        label=_("Number of the case, or of your call log"), max_length=40, validators=[REFERENCE]
    )


class Lessons(forms.Form):
    """What was learned."""

    lessons = forms.CharField(label=_("What we learned"), widget=forms.Textarea(attrs={"rows": 6}), max_length=4000)


class Answers(forms.Form):
    """The questions of a course."""

    def __init__(self, course: Course, data: Any = None) -> None:
        super().__init__(data)
        self.course = course
        for question in course.questions:
            self.fields[question.id] = forms.TypedChoiceField(
                label=question.words,
                choices=list(enumerate(question.answers)),
                coerce=int,
                widget=forms.RadioSelect,
            )

    @property
    def given(self) -> dict[str, int]:
        """The place of the answer, by question."""
        return {question.id: self.cleaned_data[question.id] for question in self.course.questions}


class Post(forms.Form):
    """A post for somebody, by the whole address they sign in with."""

    email = forms.EmailField(label=_("E-mail address they sign in with"), max_length=254)
    role = forms.ChoiceField()
    reference = forms.CharField(label=_("Number of the decision"), max_length=40, validators=[REFERENCE])

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        posts = [*((one.id, one.title) for one in datamap.roles()), ("", _("none: take it away"))]
        self.fields["role"] = forms.ChoiceField(label=_("Post"), choices=posts, required=False)


class Assess(forms.Form):
    """How somebody handles data."""

    outcome = forms.ChoiceField(label=_("How they handle data"), choices=Outcome.choices)
    words = forms.CharField(
        label=_("In words"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000
    )


class Judge(forms.Form):
    """What somebody did wrong."""

    consequence = forms.ChoiceField(label=_("What follows"), choices=Consequence.choices)
    words = forms.CharField(label=_("What they did"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class BreakGlass(forms.Form):
    """Emergency access: for what, and the number of the case."""

    purpose = forms.ChoiceField()
    reference = forms.CharField(label=_("Number of the order, request or case"), max_length=40, validators=[REFERENCE])

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        purposes = staff.policy().glass.purposes
        self.fields["purpose"] = forms.ChoiceField(label=_("For"), choices=[(one.id, one.title) for one in purposes])
