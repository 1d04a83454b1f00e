"""The steps of an incident, in their order."""

from privacy.incidents.services.alarms import remind
from privacy.incidents.services.approval import alone_from, propose_sending, send_alone
from privacy.incidents.services.counting import count
from privacy.incidents.services.declaring import declare, take, write
from privacy.incidents.services.drill import begin_drill, end_drill
from privacy.incidents.services.ending import learn
from privacy.incidents.services.remedies import add_codes, ask_for_help, help_people, remedies_of, top_up
from privacy.incidents.services.reporting import document, file_report, freeze, spare
from privacy.incidents.services.sending import bounced, send_next
from privacy.incidents.services.widening import widen

__all__ = [
    "add_codes",
    "alone_from",
    "ask_for_help",
    "begin_drill",
    "bounced",
    "count",
    "declare",
    "document",
    "end_drill",
    "file_report",
    "freeze",
    "help_people",
    "learn",
    "propose_sending",
    "remedies_of",
    "remind",
    "send_alone",
    "send_next",
    "spare",
    "take",
    "top_up",
    "widen",
    "write",
]
