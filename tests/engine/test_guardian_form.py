"""What shows that somebody is a child's guardian is known by its first bytes, whichever kind it is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from privacy.children.forms import KNOWN, GuardianForm

SAID = {
    "name": "Chen Yu",
    "email": "chen@example.org",
    "relation": "parent",
    "child": "kid@example.org",
    "wish": "erase",
}

pytestmark = pytest.mark.django_db  # whose data it is about is looked up by a keyed fingerprint


def filled(content: bytes) -> GuardianForm:
    return GuardianForm(SAID, MultiValueDict({"proof": [SimpleUploadedFile("proof", content)]}))


@pytest.mark.parametrize(("start", "kind"), KNOWN.items())
def test_every_kind_of_proof_that_is_named_is_taken_whole(start: bytes, kind: str) -> None:
    form = filled(start + b" and the rest of it")
    assert form.is_valid(), form.errors
    assert form.media_type == kind
    assert form.cleaned_data["proof"].read() == start + b" and the rest of it"


def test_another_kind_of_file_is_refused() -> None:
    assert "proof" in filled(b"GIF89a and the rest of it").errors
