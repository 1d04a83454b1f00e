"""The steps of an incident, in their order."""

from privacy.incidents.services.approval import propose_sending
from privacy.incidents.services.counting import count
from privacy.incidents.services.declaring import declare, take, write
from privacy.incidents.services.drill import begin_drill, end_drill
from privacy.incidents.services.ending import learn, report
from privacy.incidents.services.remedies import add_codes, ask_for_help, help_people
from privacy.incidents.services.sending import bounced, send_next

__all__ = [
    "add_codes",
    "ask_for_help",
    "begin_drill",
    "bounced",
    "count",
    "declare",
    "end_drill",
    "help_people",
    "learn",
    "propose_sending",
    "report",
    "send_next",
    "take",
    "write",
]
