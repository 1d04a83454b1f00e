"""What left, the messages that wait, the living state of every recipient, and the demands to erase."""

from privacy.sharing.models.connections import Connection
from privacy.sharing.models.corrections import Correction
from privacy.sharing.models.demands import Demand
from privacy.sharing.models.passing import Disclosure, Message, Termination
from privacy.sharing.models.register import Assessment, Contact, Contract, Finding, Review, SubRecipient

__all__ = [
    "Assessment",
    "Connection",
    "Contact",
    "Contract",
    "Correction",
    "Demand",
    "Disclosure",
    "Finding",
    "Message",
    "Review",
    "SubRecipient",
    "Termination",
]
