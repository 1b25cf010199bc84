"""The outbox on the wire."""

from collections.abc import Sequence
from datetime import datetime

from api.http.body import Answer
from api.outbox.mail import MailStatus


class MailAnswer(Answer):
    id: str
    to: Sequence[str]
    subject: str
    body: str
    status: MailStatus
    error: str | None
    run_id: str | None
    created_time: datetime
