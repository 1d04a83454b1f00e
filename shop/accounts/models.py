"""The login of a person. Carries no name and no address: those are handles and sealed fields."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from privacy.people.models import AboutPerson


class AccountManager(BaseUserManager["Account"]):
    """Creates accounts."""


class Account(AbstractBaseUser, AboutPerson):
    """One login of one person."""

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
