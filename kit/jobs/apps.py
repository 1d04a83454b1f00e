"""App configuration of kit/jobs."""

from django.apps import AppConfig


class KitJobsConfig(AppConfig):
    name = "kit.jobs"
    label = "kit_jobs"
    default_auto_field = "django.db.models.BigAutoField"
