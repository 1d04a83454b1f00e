"""When the studio works. The table of China's holidays is maintained; swaps announced since then stand here."""

import datetime as dt

from kit.workdays import Calendar

# The State Council announces each autumn which weekends of the coming year are worked. What the installed table does
# not know yet is added here, with the date of the announcement. A clock that runs keeps the day it was promised.
FREE: frozenset[dt.date] = frozenset()
WORKED: frozenset[dt.date] = frozenset()

STUDIO = Calendar("CN", country="CN", zone="Asia/Shanghai", free=FREE, worked=WORKED, swaps=True)

ALL = (STUDIO,)
