"""What the erasure room declares."""

from privacy.datamap.services import describe
from privacy.datamap.types import AtOtherEnd, Edge
from privacy.erasure.models import Erasure, Receipt, RestoreMark, RestoreProof

describe(
    Erasure,
    not_personal="opaque numbers that stand for nobody any more",
    fields={"persons": Edge("who was erased, for a restored backup to be told", AtOtherEnd.NUMBER_STAYS)},
)
describe(Receipt, not_personal="names of stores and counts")
describe(RestoreMark, not_personal="when this database came out of a backup")
describe(RestoreProof, not_personal="when copies were tried, and counts of what was found")
