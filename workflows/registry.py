"""The workflows a worker runs."""

from workflows.automation_run import AutomationRun
from workflows.consumer import ChangeConsumer
from workflows.conversion import Conversion
from workflows.maintenance import Maintenance

WORKFLOWS = (AutomationRun, ChangeConsumer, Conversion, Maintenance)
