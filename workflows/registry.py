"""The workflows a worker runs."""

from workflows.automation_run import AutomationRun
from workflows.consumer import ChangeConsumer
from workflows.conversion import Conversion
from workflows.indexing import Indexing
from workflows.mail_delivery import MailDelivery
from workflows.maintenance import Maintenance
from workflows.recompute import Recompute
from workflows.reencryption import Reencryption

WORKFLOWS = (AutomationRun, ChangeConsumer, Conversion, Maintenance, Indexing, Recompute, Reencryption, MailDelivery)
