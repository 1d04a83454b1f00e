"""The verbs of the rights room."""

from privacy.rights.services.access import build, pack
from privacy.rights.services.cases import (
    add,
    answer,
    ask_person,
    hear,
    learn,
    lodge,
    receive_by_chat,
    receive_by_mail,
    receive_by_staff,
    refuse,
)
from privacy.rights.services.correction import (
    HANDLE,
    RECEIVED_BY,
    correct,
    correct_by_hand,
    correctable,
    corrected,
    fit,
    settle,
    to_prove,
)
from privacy.rights.services.deletion import ask, delete_now, run_due, schedule
from privacy.rights.services.following import follow_up
from privacy.rights.services.lapsing import expire
from privacy.rights.services.life import deny, fulfil, persons_of, prove, receive, revoke, start
from privacy.rights.services.names import correct_names_in
from privacy.rights.services.papers import CERTIFICATE_TYPE, enclose
from privacy.rights.services.summing import sum_up
from privacy.rights.services.withdrawal import standing, withdraw

__all__ = [
    "CERTIFICATE_TYPE",
    "HANDLE",
    "RECEIVED_BY",
    "add",
    "answer",
    "ask",
    "ask_person",
    "build",
    "correct",
    "correct_by_hand",
    "correct_names_in",
    "correctable",
    "corrected",
    "delete_now",
    "deny",
    "enclose",
    "expire",
    "fit",
    "follow_up",
    "fulfil",
    "hear",
    "learn",
    "lodge",
    "pack",
    "persons_of",
    "prove",
    "receive",
    "receive_by_chat",
    "receive_by_mail",
    "receive_by_staff",
    "refuse",
    "revoke",
    "run_due",
    "schedule",
    "settle",
    "standing",
    "start",
    "sum_up",
    "to_prove",
    "withdraw",
]
