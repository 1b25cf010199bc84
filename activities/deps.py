"""What activities work with; built once per worker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import SecretStr

from activities.mailer import Mailer
from api.access.service import Access
from api.automations.dispatch import Dispatch
from api.automations.plans import Plans
from api.db.engine import Database
from api.encryption.vault import Vault
from api.kit.storage import BlobStore
from api.tables.schema import Schemas
from workflows.gateway import Gateway


@dataclass(frozen=True)
class ActivityDeps:
    """``mailer`` is None where no mail server is set: messages are then kept in the outbox and go nowhere.

    ``trash`` is how long what was deleted can be restored.
    """

    database: Database
    access: Access
    schemas: Schemas
    plans: Plans
    dispatch: Dispatch
    mailer: Mailer | None
    now: Callable[[], datetime]
    gateway: Gateway
    database_url: SecretStr
    vault: Vault
    files: BlobStore
    trash: timedelta = timedelta(days=30)
    """For so long what was deleted can be restored."""
    former_values: timedelta = timedelta(days=30)
    """For so long the values are kept that fields had before they were converted."""
    audit_months: int = 24
    """For so many whole months entries of the audit log are kept."""
