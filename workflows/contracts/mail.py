"""Messages of the MailDelivery workflow."""

from workflows.contracts.message import Message


class MailInput(Message):
    """``mail_id`` names a message of the outbox that no automation run delivers."""

    mail_id: str
