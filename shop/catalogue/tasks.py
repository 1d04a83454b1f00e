"""Jobs of the catalogue."""

import datetime as dt

from django.db import connection

from kit.jobs.registry import Args, every


@every("catalogue.statistics", dt.time(3, 40))
def refresh_statistics(_args: Args, _at: dt.datetime) -> None:
    """Tell the planner how the tables have grown: without it, a large list sorted by price is read whole."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA optimize" if connection.vendor == "sqlite" else "ANALYZE")
