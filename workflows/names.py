"""Names that both sides of Temporal use."""

TASK_QUEUE = "dataos"

AUTOMATIONS = "automations"
"""The feed consumer that starts automation runs; also its name in ``dataos.cursors``."""

CONSUMERS = (AUTOMATIONS,)

MAINTENANCE = "maintenance"
"""The schedule of upkeep."""

INDEXING = "indexing"
"""The schedule of rounds over the indexes of large tables."""


def consumer_workflow_id(consumer: str) -> str:
    return f"consumer-{consumer}"
