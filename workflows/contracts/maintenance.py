"""Messages of the Maintenance workflow."""

from workflows.contracts.message import Message


class Upkeep(Message):
    """What one round did: partitions of the change feed made, idempotency keys forgotten, runs closed, jobs that
    somebody works on (again), things and records that left the trash for good, columns thrown away that fields had
    before they were converted, tables rebuilt without their dropped columns, blobs of files that nobody wants any
    more, months of the audit log that were dropped."""

    partitions: tuple[str, ...] = ()
    forgotten_keys: int = 0
    closed_runs: int = 0
    resumed_jobs: int = 0
    purged_things: int = 0
    purged_records: int = 0
    purged_forms: int = 0
    removed_blobs: int = 0
    rebuilt_tables: int = 0
    dropped_audit_months: tuple[str, ...] = ()
