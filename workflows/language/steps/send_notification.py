"""``send_notification``: a message in the inbox of members of the workspace."""

from typing import Literal

from workflows.language.node import Template, Written
from workflows.language.recipients import Recipients, bind_recipients
from workflows.language.scope import Scope
from workflows.language.steps.step import PlannedStep, WrittenStep


class SendNotificationConfig(Written):
    to: Recipients
    title: Template
    body: Template = ""


class PlannedSendNotification(PlannedStep):
    type: Literal["send_notification"] = "send_notification"
    to: tuple[str, ...]
    title: str
    body: str


class SendNotification(WrittenStep[PlannedSendNotification]):
    type: Literal["send_notification"]
    config: SendNotificationConfig

    def bind(self, scope: Scope, path: str) -> PlannedSendNotification:
        config, at = self.config, f"{path}.config"
        planned = PlannedSendNotification(
            id=self.id,
            to=bind_recipients(config.to, scope, f"{at}.to"),
            title=scope.text(config.title, f"{at}.title"),
            body=scope.text(config.body, f"{at}.body"),
        )
        scope.define(self.id)
        return planned
