"""The reader of the change feed never ends for good: there is no other."""

from dataclasses import replace

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.consume import ConsumeActivities
from api.automations.dispatch import Dispatch
from core.errors import DomainError, NotFound, Unavailable
from tests.support.stage import Stage
from workflows.contracts.consumer import ConsumerInput
from workflows.names import AUTOMATIONS


class Refusing(Dispatch):
    """Raises in its first pass."""

    error: DomainError

    async def once(self) -> int:
        raise self.error


@pytest.mark.parametrize("error", [NotFound("table", "tbl_1"), Unavailable("temporal_unavailable", "Away.")])
async def test_whatever_stops_the_reader_it_is_tried_again(stage: Stage, error: DomainError) -> None:
    deps = stage.deps
    refusing = Refusing(deps.database, deps.access, deps.schemas, deps.plans, stage.gateway)
    refusing.error = error
    reader = ConsumeActivities(replace(deps, dispatch=refusing))
    with pytest.raises(ApplicationError) as caught:
        await ActivityEnvironment().run(reader.consume_changes, ConsumerInput(consumer=AUTOMATIONS))
    assert (caught.value.type, caught.value.non_retryable) == (error.code, False)


async def test_a_reader_that_nobody_knows_is_refused_for_good(stage: Stage) -> None:
    with pytest.raises(ApplicationError) as caught:
        await ActivityEnvironment().run(
            ConsumeActivities(stage.deps).consume_changes, ConsumerInput(consumer="unheard of")
        )
    assert caught.value.non_retryable
