"""What the engine keeps of people and does not rewrite, with the reason, and what they change themselves."""

from django.utils.translation import gettext_lazy as _

from privacy.rights.registry import NOTED, change_oneself, leave

WRITTEN = _("It stands as it was written. Write to us again, and both are read together.")
SENT = _("It stands as it left us. What was wrong in it we write to you anew.")
JUDGED = _("Somebody has judged it. Whoever it concerns can object, and then it is judged anew.")

change_oneself(
    {
        "privacy_consent.ConsentEvent": _(
            "On “Your choices”: the newest answer counts, the earlier ones prove what held then."
        ),
        "privacy_sharing.Connection": _("On the page of the network: unlink it."),
    }
)
leave(
    {
        **dict.fromkeys(
            (
                "privacy_access.Opening",
                "privacy_children.GuardianRequest",
                "privacy_children.Suspicion",
                "privacy_correspondence.Ticket",
                "privacy_feedback.Dispute",
                "privacy_feedback.Remark",
                "privacy_handles.Handle",
                "privacy_handover.Exhibit",
                "privacy_handover.Objection",
                "privacy_handover.Publication",
                "privacy_handover.Told",
                "privacy_incidents.Affected",
                "privacy_notice.Agreement",
                "privacy_notice.Delivery",
                "privacy_notice.Question",
                "privacy_rights.Request",
                "privacy_sharing.Correction",
                "privacy_sharing.Disclosure",
                "privacy_sharing.Message",
                "privacy_staff.BrokenGlass",
                "privacy_staff.Training",
                "privacy_vault.SealedFile",
            ),
            NOTED,
        ),
        **dict.fromkeys(
            (
                "privacy_children.GuardianRequest.words",
                "privacy_children.Suspicion.excerpt",
                "privacy_correspondence.Enclosure",
                "privacy_correspondence.Letter",
                "privacy_correspondence.Ticket.subject",
                "privacy_feedback.Dispute.words",
                "privacy_feedback.Remark.words",
                "privacy_notice.Question.words",
                "privacy_rights.Request.reply",
                "privacy_rights.Request.wanted",
                "privacy_rights.Request.words",
                "privacy_vault.SealedFile.name",
            ),
            WRITTEN,
        ),
        **dict.fromkeys(
            (
                "privacy_notice.Question.answer",
                "privacy_rights.Request.answer",
                "privacy_rights.Request.question",
                "privacy_sharing.Message.headers",
                "privacy_sharing.Message.html",
                "privacy_sharing.Message.subject",
                "privacy_sharing.Message.text",
                "privacy_incidents.MonitoringCode",
            ),
            SENT,
        ),
        **dict.fromkeys(
            (
                "privacy_children.GuardianRequest.granted",
                "privacy_feedback.Dispute.outcome",
                "privacy_feedback.Dispute.reasons",
                "privacy_staff.Assessment",
                "privacy_staff.ReviewLine",
                "privacy_staff.Violation",
            ),
            JUDGED,
        ),
    }
)
