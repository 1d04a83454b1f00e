"""The login of a person, and what they tell us to keep for them. Names and addresses rest sealed."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from privacy.people.models import AboutPerson, person_first
from privacy.vault.fields import SealedJSON, SealedModel, SealedText


class AccountManager(BaseUserManager["Account"]):
    """Creates accounts."""


class Account(AbstractBaseUser, AboutPerson):
    """One login of one person. Carries no name and no address: those are sealed fields and handles."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField("privacy_people.Person", models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    role = models.CharField(max_length=40, blank=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_staff(self) -> bool:
        """Whether a role of the studio is attached."""
        return bool(self.role)


class Profile(SealedModel):
    """What a person wants to be called, and how and in which language we may speak to them."""

    person = person_first()
    name = SealedText(null=True)
    phone = SealedText(null=True)
    language = models.CharField(max_length=10)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person"], name="one_profile_per_person")]

    def __str__(self) -> str:
        return f"profile {self.pk}"


class AccuracyCheck(AboutPerson):
    """When a person is next asked whether their data is still right, and when they last said so."""

    person = person_first()
    ask_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["AccuracyCheck"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person"], name="one_accuracy_check_per_person")]

    def __str__(self) -> str:
        return f"check {self.pk}"


class BookAddress(SealedModel):
    """One entry of a person's address book: who receives there, their phone, the parts of the address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = SealedText()
    phone = SealedText(null=True)
    parts = SealedJSON()
    preferred = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"address {self.pk}"


class Fault(models.Model):
    """How often signing in went wrong on a day, by kind. Never who, never what was typed."""

    on = models.DateField()
    kind = models.CharField(max_length=40)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["on", "kind"], name="one_count_per_day_and_kind")]

    def __str__(self) -> str:
        return f"{self.on} {self.kind}: {self.count}"
