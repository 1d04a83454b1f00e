"""Django's SQLite engine, sparing what it does anew at each statement."""
