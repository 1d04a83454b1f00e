"""App configuration of policy."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "policy"
    label = "policy"
    default_auto_field = "django.db.models.BigAutoField"
