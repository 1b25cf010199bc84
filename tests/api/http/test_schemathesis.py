"""The whole OpenAPI document, asked by a machine: whatever it makes up, no answer is a 5xx.

Deterministic and bounded: the same few examples per operation in every run. What the examples change is the database of
this test alone.
"""

import json
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode

from tests.support.app import API, World
from tests.support.problems import assert_problem
from tests.support.routes import routes

EXAMPLES = 3
LEAVE_OUT = {
    "revoke_sessions": "would sign the owner out",
    "logout": "likewise",
    "delete_workspace": "would take everything away",
    "append_to_upload": "takes bytes of a kind that it cannot write; tests/api/attachments does",
    "ready": "says 503 while Temporal is away, as here",
}
OF_HOW_THEY_ARE_MADE = (
    HealthCheck.data_too_large,
    HealthCheck.filter_too_much,
    HealthCheck.large_base_example,
    HealthCheck.too_slow,
)
pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.fixture
async def asked(app: FastAPI) -> Any:
    return schemathesis.openapi.from_dict(app.openapi())


def _cases(schema: Any, name: str) -> list[Any]:
    """What schemathesis makes of an operation: valid by its schema, and not."""
    operation = next(
        found.ok()
        for found in schema.get_all_operations()
        if found.ok() is not None and found.ok().definition.raw.get("operationId") == name
    )
    cases: list[Any] = []
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        strategy = operation.as_strategy(generation_mode=mode)

        @seed(27)
        @settings(
            max_examples=EXAMPLES,
            database=None,
            deadline=None,
            phases=(Phase.generate,),
            suppress_health_check=OF_HOW_THEY_ARE_MADE,
        )
        @given(strategy)
        def collect(case: Any) -> None:
            cases.append(case)

        try:
            collect()
        except Exception as error:  # an operation without parameters has nothing to get wrong
            if "Unsatisfiable" not in type(error).__name__:
                raise
    return cases


async def test_nothing_that_a_machine_makes_up_breaks_a_route(
    app: FastAPI, world: World, ids: dict[str, str], asked: Any
) -> None:
    broken: list[str] = []
    sent = 0
    for route in routes(app):
        if route.name in LEAVE_OUT:
            continue
        for case in _cases(asked, route.name):
            # Half of them with ids that exist, so that more than the first look-up is reached.
            path = route.fill(ids).split("?")[0] if sent % 2 else case.formatted_path.removeprefix(API)
            arguments = case.as_transport_kwargs(base_url="http://dataos.test")
            request = world.owner.http.build_request(
                route.method,
                path,
                params=arguments.get("params"),
                json=arguments.get("json") if arguments.get("data") is None else None,
                content=arguments["data"] if isinstance(arguments.get("data"), bytes) else None,
            )
            for header, value in (arguments.get("headers") or {}).items():
                if str(header).lower() not in {"authorization", "cookie", "host", "content-length"}:
                    request.headers[header] = value
            answer = await world.owner.http.send(request)
            sent += 1
            if answer.status_code >= 500:
                broken.append(
                    f"{route.name} {answer.status_code} {request.method} {request.url} {request.content[:500]!r}"
                )
            elif answer.status_code >= 400:
                assert_problem(answer, (route.name, str(request.url)))
    assert broken == [], "\n".join(broken)
    assert sent > 300, json.dumps(sent)
