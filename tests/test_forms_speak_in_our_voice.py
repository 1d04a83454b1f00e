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
