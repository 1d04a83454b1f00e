"""What the retention room declares."""

from privacy.datamap.services import describe
from privacy.retention.models import Line, Pulse, Report

describe(Report, not_personal="when a sweep ran")
describe(Line, not_personal="kinds of rows and how many")
describe(Pulse, not_personal="when the clock was last seen")
