"""App configuration of privacy/notice: what is not announced stays locked."""

from django.apps import AppConfig


class PrivacyNoticeConfig(AppConfig):
    name = "privacy.notice"
    label = "privacy_notice"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from privacy.consent import registry as consent  # noqa: PLC0415 - likewise
        from privacy.datamap import locks  # noqa: PLC0415 - models are loaded by now, not before
        from privacy.notice import forgetting, history, services  # noqa: F401, PLC0415 - services register what needs four eyes

        locks.consult(history.promised)
        consent.register_notice(lambda at: history.current(at).version, history.covering)
