"""What a browser may tell about a page it has shown."""

from django import forms
from django.core.validators import RegexValidator


class Seen(forms.Form):
    """One page view as the script sends it. The address comes without query: search words stay out."""

    visit = forms.CharField(max_length=32, validators=[RegexValidator(r"^[0-9a-f]{32}\Z")])
    path = forms.CharField(max_length=200, validators=[RegexValidator(r"^/[\w/.-]*\Z")])
    title = forms.CharField(max_length=120)
    stay_seconds = forms.IntegerField(min_value=0, max_value=86_400)
