"""Which history a position belongs to."""

# The timeline changes when a standby is promoted, the token when a backup is restored (`manage.py renew_epoch`):
# either makes positions incomparable. The file name of the write-ahead log begins with the timeline in force.
EPOCH = """
SELECT (SELECT token FROM realtime_incarnation) || '.'
    || ltrim(substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8), '0')
"""
