"""Why the Temporal development server is started with these values: its defaults cost 50 ms per workflow step.

`transferProcessorMaxPollRPS` is 20 per shard by default and the development server has one shard; one matching
partition halves the 95th percentile at 20 concurrent workflows.
"""

_DYNAMIC_CONFIG = (
    "history.transferProcessorMaxPollRPS=2000",
    "history.timerProcessorMaxPollRPS=2000",
    "history.visibilityProcessorMaxPollRPS=500",
    "matching.numTaskqueueReadPartitions=1",
    "matching.numTaskqueueWritePartitions=1",
)

DYNAMIC_CONFIG_ARGUMENTS = tuple(part for setting in _DYNAMIC_CONFIG for part in ("--dynamic-config-value", setting))

# The server's SQLite file defaults to a rollback journal: half the throughput.
SQLITE_ARGUMENTS = ("--sqlite-pragma", "journal_mode=wal", "--sqlite-pragma", "synchronous=normal")
