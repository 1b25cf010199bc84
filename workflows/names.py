"""Names that both sides of Temporal use."""

TASK_QUEUE = "dataos"

AUTOMATIONS = "automations"
"""The feed consumer that starts automation runs; also its name in ``dataos.cursors``."""

CALCULATIONS = "calculations"
"""Starts the workflows of long recomputations; it reads ``dataos.calculations``, which writers leave them in."""

LETTERS = "letters"
"""Starts the deliveries of messages that no automation run delivers; it reads ``dataos.mails``."""

AUDIT = "audit"
"""Tells the audit log of changes to records, and seals its entries."""

CONSUMERS = (AUTOMATIONS, CALCULATIONS, LETTERS, AUDIT)

MAINTENANCE = "maintenance"
"""The schedule of upkeep."""

INDEXING = "indexing"
"""The schedule of rounds over the indexes of large tables."""


def consumer_workflow_id(consumer: str) -> str:
    return f"consumer-{consumer}"


def mail_workflow_id(mail_id: str) -> str:
    return f"mail-{mail_id}"


def recompute_workflow_id(calculation: int) -> str:
    return f"recompute-{calculation}"
