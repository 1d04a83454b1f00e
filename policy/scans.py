"""How long a weak spot may stay, by how bad it is, and whose it is."""

import datetime as dt

from policy.roles import KEEPER
from privacy.scans.types import ScanPolicy, Severity

POLICY = ScanPolicy(
    within={Severity.HIGH: dt.timedelta(hours=72), Severity.MODERATE: dt.timedelta(days=14)},
    post=KEEPER,
    open_ports=frozenset({80, 443}),
)
