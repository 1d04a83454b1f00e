"""A form that shows every kind of field on the gallery page; it stores nothing."""

from django import forms


class SampleForm(forms.Form):
    """One field of each shape."""

    name = forms.CharField(max_length=80)
    email = forms.EmailField(help_text="We write to you about this order alone.")
    country = forms.ChoiceField(choices=[("DE", "Germany"), ("CN", "China"), ("JP", "Japan")])
    width = forms.IntegerField(min_value=20, max_value=900)
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    delivery = forms.ChoiceField(
        choices=[("plain", "Insured parcel"), ("hand", "Handed over in person")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="I have read how this is made")
    code = forms.CharField(max_length=6)
