"""What happened to each record: one pass over the log, kept in a cache that may vanish at any time."""
