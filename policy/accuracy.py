"""How often we ask people, at sign-in, whether what we know of them is still right."""

import datetime as dt

# Half a year after the account was opened, changed or confirmed.
ASK_EVERY = dt.timedelta(days=180)
# Whoever says "later" is left in peace for a month.
ASK_AGAIN = dt.timedelta(days=30)
