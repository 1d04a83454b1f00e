"""App configuration of kit/jobs."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KitJobsConfig(AppConfig):
    name = "kit.jobs"
    label = "kit_jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every area keeps its jobs in `tasks.py`."""
        autodiscover_modules("tasks")
