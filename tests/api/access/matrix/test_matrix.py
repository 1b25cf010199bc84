"""Every route, by everybody, with whatever withheld: what is answered is what core/access says, and nothing leaks.

A cell is one route of the OpenAPI document asked by one of ten callers in one of four states of the table. What must
come is worked out by ``oracle`` alone. In no cell may an answer hold a word that is withheld from who asks, and what is
withheld is answered like what never was: with the same words, and after as many statements.
"""

import json
import logging
import re
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from api.settings import Settings
from tests.api.access.matrix.accounts import signed_in
from tests.api.access.matrix.actors import Actor, State
from tests.api.access.matrix.entries import ANSWERS, NEEDS, Needs
from tests.api.access.matrix.oracle import LET_IN, Expected, bound, expected
from tests.api.access.matrix.sending import SAYS_RULES, in_order, made, path_of, sent
from tests.api.access.matrix.worlds import EVERYTHING, NOT_FOR_LINKS, WITHHELD, Place, make_place
from tests.support.app import client_of, settings_for
from tests.support.routes import OF_LINKS, Route, routes
from tests.support.statements import counted

CELLS = 7_000
"""At least as many there are."""
_log = logging.getLogger(__name__)
COUNTING = {"list_records", "list_shared_records"}
SOUGHT = {"attachment"}
"""Things whose answer takes more statements where they exist. A file is looked for in the cells that one may read; its
id has 74 random bits, so that nobody comes by it but from who has seen it."""
_CHANGING = re.compile(r"^(x-request-id|date|content-length|etag|retry-after)$")


@pytest.fixture
def settings(database_url: str) -> Settings:
    return settings_for(
        database_url,
        DATAOS_REGISTRATIONS_PER_ADDRESS="1000",
        DATAOS_AUTH_MAILS_PER_ADDRESS="1000",
        DATAOS_INVITATIONS_PER_DAY="1000",
    )


async def test_every_route_has_an_entry(app: FastAPI) -> None:
    names = [route.name for route in routes(app)]
    assert sorted(names) == sorted(NEEDS), "say what a new route asks for in tests/api/access/matrix/entries.py"
    assert len(names) * len(Actor) * len(State) >= CELLS


@pytest.mark.timeout(600)
@pytest.mark.parametrize("state", State)
async def test_every_cell_is_answered_as_the_policy_says(app: FastAPI, state: State, database_url: str) -> None:
    place = await make_place(app, state, database_url)
    wrong: list[str] = []
    told: dict[str, set[str]] = {}
    cells = 0
    asked = in_order(routes(app))
    for actor in Actor:
        for route in asked:
            wrong += [f"{route.name} by {actor}: {fault}" for fault in await _cell(place, route, actor, told)]
            cells += 1
    telling = sum(map(len, told.values()))
    _log.info("%s: %d cells, %d answers tell the owner what is withheld elsewhere", state, cells, telling)
    assert not wrong, "\n".join(wrong)
    assert cells == len(asked) * len(Actor)
    # Words that nobody is ever told would prove nothing.
    assert {word for word, names in told.items() if names} == set(EVERYTHING)


async def _cell(place: Place, route: Route, actor: Actor, told: dict[str, set[str]]) -> list[str]:
    want = expected(route, actor, place.state)
    ids = dict(place.ids)
    if want is LET_IN:
        ids |= await made(route, place, actor)
    http = place.people[actor].http
    if route.name == "logout" and want is LET_IN:
        http = client_of(place.app, token=(await signed_in(place, place.people[actor]))["accessToken"])
    faults: list[str] = []
    for request in sent(route, ids):
        answer = await http.request(route.method, path_of(route, ids), **request)
        # Nobody here comes by cookies, which some answers set.
        http.cookies.clear()
        if route.name in SAYS_RULES and answer.is_success:
            place.say()
        said = _all_of(answer)
        if actor is Actor.OWNER:
            for word in EVERYTHING:
                if word in said:
                    told.setdefault(word, set()).add(route.name)
        faults += [f"tells {word}" for word in sorted(_secrets(route, actor, place.state)) if word in said]
        wrong = _wrong(answer, want, ANSWERS.get(route.name))
        if wrong is not None:
            return [*faults, wrong]
        if route.name in COUNTING and want is LET_IN:
            faults += await _miscounted(place, route, actor, answer.json()["total"])
    if want.missing is not None:
        faults += await _unlike_nothing(place, route, http, ids, want.missing)
    return faults


def _wrong(answer: httpx2.Response, want: Expected, refusal: str | None) -> str | None:
    status = answer.status_code
    code = answer.json().get("code") if status >= 400 else None
    if want.status is None:
        let_in = answer.is_success if refusal is None else code == refusal
        return None if let_in else f"{status} instead of being let in: {answer.text}"
    if status != want.status or code not in want.codes:
        return f"{status} {code} instead of {want.status} {'/'.join(want.codes)}: {answer.text[:200]}"
    return None


def _secrets(route: Route, actor: Actor, state: State) -> frozenset[str]:
    if NEEDS[route.name] is Needs.LINK:
        return WITHHELD[state] | NOT_FOR_LINKS
    if actor in {Actor.LINK, Actor.STRANGER, Actor.NOBODY}:
        return EVERYTHING
    return WITHHELD[state] if bound(actor, state) else frozenset()


def _all_of(answer: httpx2.Response) -> str:
    return "\n".join([answer.text, *(f"{name}: {value}" for name, value in answer.headers.items())])


async def _miscounted(place: Place, route: Route, actor: Actor, total: int) -> list[str]:
    """A total is that of the rows which the asker sees: the owner counts those."""
    by_link = NEEDS[route.name] is Needs.LINK
    if by_link and place.state is State.CLOSED:
        return []  # Of the table beside it, whose one row is open to all.
    ruled = place.state is State.DENIED and (by_link or bound(actor, place.state))
    filters = [{"field": "Kind", "operator": "equals", "value": "open"}] if ruled else []
    body = {"count": True, "limit": 1, "filter": {"conjunction": "and", "filters": filters}}
    seen = (await place.world.owner.post(f"/tables/{place.ids['table']}/query", body, 200))["total"]
    return [] if total == seen else [f"counts {total} instead of {seen}"]


async def _unlike_nothing(
    place: Place, route: Route, http: httpx2.AsyncClient, ids: dict[str, str], noun: str
) -> list[str]:
    """Asked again, and for an id of nothing in its place: how the two answers differ."""
    for key in _keys(route, noun):
        nothing = {**ids, key: ids[key][:-4] + "0000"}
        answers, counts = [], []
        for chosen in (ids, nothing):
            with counted(place.app) as seen:
                answer = await http.request(route.method, path_of(route, chosen), **sent(route, chosen)[0])
            answers.append(_told(answer, chosen[key]))
            # The look at the session is remembered for five seconds.
            counts.append(sum("dataos.sessions" not in statement for statement in seen))
        if answers[0] != answers[1]:
            return [f"a hidden {noun} is not like one of nothing: {answers}"]
        if noun not in SOUGHT and abs(counts[0] - counts[1]) > 1:
            return [f"a hidden {noun} takes {counts[0]} statements, one of nothing {counts[1]}"]
    return []


def _keys(route: Route, noun: str) -> list[str]:
    if route.name in OF_LINKS:
        return ["linkField"]
    return ["gone"] if route.name == "restore_record" else [noun]


def _told(answer: httpx2.Response, key: str) -> Any:
    body = answer.json()
    body.pop("requestId", None)
    headers = {name: value for name, value in answer.headers.items() if not _CHANGING.match(name)}
    return answer.status_code, json.dumps([body, headers], sort_keys=True).replace(key, "…")
