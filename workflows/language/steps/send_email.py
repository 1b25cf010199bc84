"""``send_email``: a plain-text message to any address."""

from typing import Literal

from workflows.language.node import Template, Written
from workflows.language.recipients import Recipients, bind_addresses
from workflows.language.scope import Scope
from workflows.language.steps.step import PlannedStep, WrittenStep


class SendEmailConfig(Written):
    to: Recipients
    subject: Template
    body: Template


class PlannedSendEmail(PlannedStep):
    type: Literal["send_email"] = "send_email"
    to: tuple[str, ...]
    subject: str
    body: str


class SendEmail(WrittenStep[PlannedSendEmail]):
    type: Literal["send_email"]
    config: SendEmailConfig

    def bind(self, scope: Scope, path: str) -> PlannedSendEmail:
        config, at = self.config, f"{path}.config"
        planned = PlannedSendEmail(
            id=self.id,
            to=bind_addresses(config.to, scope, f"{at}.to"),
            subject=scope.text(config.subject, f"{at}.subject"),
            body=scope.text(config.body, f"{at}.body"),
        )
        scope.define(self.id)
        return planned
