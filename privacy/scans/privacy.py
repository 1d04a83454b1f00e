"""What the scans room declares."""

from privacy.datamap.services import describe
from privacy.scans.models import Asking, Finding, Scan

describe(Asking, not_personal="when a service was asked about the libraries in use, and which advisories it named")
describe(Scan, not_personal="when the house was looked over, and how much was found")
describe(Finding, not_personal="weak spots of the site; who mends them is an opaque number")
