"""What a form says of a field is ours: no wording of the framework, in no language."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from shop.accounts.models import Account
from ui import voice
from ui.components.forms import form_errors

THEIRS = ("This field is required", "valid", "这个字段", "必填项", "请输入", "有效")
WRONG: list[tuple[forms.Field, object]] = [
    (forms.CharField(), ""),
    (forms.EmailField(), "ada@"),
    (forms.BooleanField(), False),
    (forms.ChoiceField(choices=[("a", "A")]), "b"),
    (forms.ChoiceField(choices=[("a", "A")]), ""),
    (forms.IntegerField(), "ten"),
    (forms.DecimalField(), "ten"),
    (forms.DateField(), "2026-02-30"),
    (forms.FileField(), None),
    (forms.FileField(), SimpleUploadedFile("a.png", b"")),
]
TOO_MUCH: list[tuple[forms.Field, object, str]] = [
    (forms.IntegerField(max_value=1), "5", "At most 1."),
    (forms.IntegerField(min_value=2), "1", "At least 2."),
    (forms.CharField(max_length=3), "abcd", "At most 3 characters. There are 4."),
    (forms.CharField(min_length=3), "ab", "At least 3 characters. There are 2."),
    (forms.CharField(), "a\0b", "A character in it cannot be kept. Please write it anew."),
    (forms.DecimalField(max_digits=3, decimal_places=0), "1234", "At most 3 digits."),
    (forms.DecimalField(max_digits=5, decimal_places=2), "1.234", "At most 2 digits behind the point."),
    (forms.DecimalField(max_digits=5, decimal_places=2), "1234", "At most 3 digits before the point."),
]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(("field", "typed"), WRONG, ids=lambda one: type(one).__name__)
def test_a_fault_is_told_in_our_words(language: str, field: forms.Field, typed: object) -> None:
    ours = [words for told in voice.FAULTS.values() for words in told.values()] + [voice.ADDRESS]
    with translation.override(language), pytest.raises(forms.ValidationError) as caught:
        field.clean(typed)
    with translation.override(language):
        (said,) = caught.value.messages
        assert said in [str(words) for words in ours]
        assert not [one for one in THEIRS if one in said]
        assert said.isascii() == (language == "en")


@pytest.mark.parametrize(("field", "typed", "said"), TOO_MUCH, ids=lambda one: str(one)[:20])
def test_what_is_too_much_or_too_little_is_told_in_our_words(field: forms.Field, typed: str, said: str) -> None:
    with pytest.raises(forms.ValidationError) as caught:
        field.clean(typed)
    assert caught.value.messages == [said]
    with translation.override("zh-hans"):
        assert not any(word in caught.value.messages[0] for word in ("At ", "digits", "character"))


def test_a_fields_own_words_come_first() -> None:
    with pytest.raises(forms.ValidationError, match="Which one"):
        forms.CharField(error_messages={"required": "Which one?"}).clean("")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "said"), [("en", "This is no whole e-mail address"), ("zh-hans", "邮箱地址不完整")]
)
@pytest.mark.parametrize("name", ["storefront:contact", "account_signup", "account_reset_password", "rights:prove"])
def test_a_wrong_address_is_answered_at_its_field(client: Client, name: str, language: str, said: str) -> None:
    with translation.override(language):
        answer = client.post(reverse(name), {"email": "ada@", "age_country": "DE"})
    shown = answer.content.decode()
    assert said in shown
    assert 'aria-invalid="true"' in shown
    assert not Account.objects.exists()


@pytest.mark.parametrize(("language", "label"), [("en", "Where does it go?"), ("zh-hans", "寄往哪里？")])
def test_a_label_that_asks_is_not_followed_by_a_colon(language: str, label: str) -> None:
    form = type("Asked", (forms.Form,), {"place": forms.CharField(label=label)})(data={})
    with translation.override(language):
        told = str(form_errors(form))
    assert f"{label}</a> " in told
    assert "：" not in told
    assert "</a>:" not in told
