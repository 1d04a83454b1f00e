"""Declarations for the rooms and frameworks below the data map."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

from kit.jobs.models import Job, Schedule
from privacy.datamap.services import describe
from privacy.datamap.types import AtOtherEnd, Edge, NotPersonal
from privacy.datamap.vocabulary import EVIDENCE
from privacy.deadlines.models import Clock
from privacy.ledger.models import Checkpoint, Entry, Node
from privacy.people.models import Person

describe(ContentType, not_personal="names of models")
describe(Permission, not_personal="names of permissions")
describe(Group, not_personal="names of groups")
describe(Group.permissions.through, not_personal="which group has which permission")
describe(Job, not_personal="names of work and opaque ids; anything else is refused")
describe(Schedule, not_personal="when recurring work is due")
describe(
    Entry,
    not_personal="opaque ids, codes and counts of what was done; anything else is refused",
    fields={"about": Edge("whom it was about, for their proofs", AtOtherEnd.NUMBER_STAYS)},
)
describe(Node, not_personal="hashes of entries")
describe(Checkpoint, not_personal="signed hashes")
describe(Clock, not_personal="opaque ids and the days by which they are answered; anything else is refused")
describe(
    Person,
    fields={
        "created_at": NotPersonal("when an opaque number was drawn"),
        "merged_into": Edge("one opaque number pointing to another of the same person", AtOtherEnd.IT_STAYS),
        "erased_at": NotPersonal("that the number stands for nobody any more"),
    },
    kept=EVIDENCE,
    since="erased_at",
)
