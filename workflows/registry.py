"""The workflows a worker runs."""

from workflows.automation_run import AutomationRun
from workflows.consumer import ChangeConsumer

WORKFLOWS = (AutomationRun, ChangeConsumer)
