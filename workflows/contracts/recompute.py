"""Messages of the Recompute workflow."""

from workflows.contracts.message import Message


class RecomputeInput(Message):
    """``calculation`` is a row of ``dataos.calculations``."""

    calculation: int


class Recomputed(Message):
    """``finished`` false: the worker was to stop, or the activity had been at work for long; there is more to do."""

    records: int
    finished: bool
