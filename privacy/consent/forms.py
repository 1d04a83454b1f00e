"""The choices as a form: one switch a purpose, none of them set by us."""

from collections.abc import Iterable, Mapping

from django import forms

from privacy.datamap.types import Purpose


class Choices(forms.Form):
    """A yes-or-no for each purpose that rests on consent."""

    def __init__(
        self, purposes: Iterable[Purpose], *, chosen: Mapping[str, bool], data: Mapping[str, str] | None
    ) -> None:
        super().__init__(data)
        for purpose in purposes:
            self.fields[purpose.id] = forms.BooleanField(
                required=False,
                label=purpose.title,
                help_text=purpose.explanation,
                initial=chosen.get(purpose.id, False),
            )
