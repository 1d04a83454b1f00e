"""The input for a code from a mail or a message."""

from typing import Any

from django import forms


class CodeInput(forms.TextInput):
    """Whoever mistyped a code types it anew: no page ever shows one, as none shows a password."""

    def __init__(self) -> None:
        super().__init__(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"})

    def format_value(self, value: Any) -> None:
        """Nothing, whatever was typed."""
