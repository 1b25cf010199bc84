"""Messages of the ChangeConsumer workflow."""

from workflows.contracts.message import Message


class ConsumerInput(Message):
    """``consumer`` names a reader of the change feed; its cursor has the same name."""

    consumer: str
