"""Passwords, expiry, revocation, addresses, embedding: who gets in, and who does not any more."""

import asyncio
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx2
import psycopg
import pytest

from api.kit import clock
from api.sharing.tickets import SECONDS, Tickets
from tests.api.sharing.conftest import Shop
from tests.support.app import World, client_of, make_world, running, settings_for
from tests.support.problems import assert_problem

PASSWORD = "open sesame"
TICKET = "X-Share-Ticket"


async def _unlock(visitor: httpx2.AsyncClient, slug: str, password: str) -> httpx2.Response:
    return await visitor.post(f"/shared/{slug}/unlock", json={"password": password})


async def test_who_may_make_and_see_links(world: World) -> None:
    path = f"/views/{world.view()}/links"
    link = await world.creator.post(path, {"slug": "deals", "password": PASSWORD})

    for person, status in ((world.editor, 403), (world.viewer, 403), (world.stranger, 404)):
        for method, where in (("POST", path), ("POST", path.replace("links", "share")), ("GET", path)):
            body: dict[str, Any] = {"json": {}} if method == "POST" else {}
            assert (await person.http.request(method, where, **body)).status_code == status
        for method in ("PATCH", "DELETE"):
            body = {"json": {"download": True}} if method == "PATCH" else {}
            answer = await person.http.request(method, f"/links/{link['id']}", **body)
            assert answer.status_code == status, answer.text
    [listed] = (await world.creator.get(path))["items"]
    assert listed == link
    assert (listed["hasPassword"], listed["path"], listed["createdBy"]) == (True, "/shared/deals", "Cleo")
    assert PASSWORD not in str(listed)
    assert "argon" not in str(listed)


async def test_a_password_is_traded_for_a_ticket(shop: Shop, visitor: httpx2.AsyncClient) -> None:
    link = await shop.link(password=PASSWORD, download=True)
    base = f"/shared/{link['slug']}"

    assert (await visitor.get(base)).json() == {
        "kind": "view", "locked": True, "name": None, "fields": None, "config": None, "download": False,
        "allowCopy": False,
    }  # fmt: skip
    for path in ("records", f"records/{shop.records['Pear']}", "export"):
        refused = await visitor.get(f"{base}/{path}")
        assert (refused.status_code, refused.json()["code"]) == (403, "password_required")
    assert (await _unlock(visitor, link["slug"], "wrong one")).json()["code"] == "wrong_password"
    ticket = (await _unlock(visitor, link["slug"], PASSWORD)).json()["ticket"]
    assert (await visitor.get(f"{base}/records", headers={TICKET: ticket})).status_code == 200
    other = await shop.link(password=PASSWORD)
    for forged in (ticket[:-1] + ("A" if ticket[-1] != "A" else "B"), f"9{ticket}", "", "é", "1.x"):
        answer = await visitor.get(f"{base}/records", headers={TICKET.encode(): forged.encode("latin-1")})
        assert answer.json()["code"] == "password_required", forged
    assert (await visitor.get(f"/shared/{other['slug']}/records", headers={TICKET: ticket})).status_code == 403

    await shop.world.creator.patch(f"/links/{link['id']}", {"password": "another one"})
    assert (await visitor.get(f"{base}/records", headers={TICKET: ticket})).status_code == 403


async def test_a_ticket_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    tickets, link = Tickets("s" * 32), SimpleNamespace(id="lnk_1", password="hash")
    ticket = tickets.issue(link)  # pyright: ignore[reportArgumentType] - all that it looks at
    assert tickets.good(link, ticket)  # pyright: ignore[reportArgumentType] - all that it looks at
    later = clock.unix_ms() + SECONDS * 1000 + 1000
    monkeypatch.setattr(clock, "unix_ms", lambda: later)
    assert not tickets.good(link, ticket)  # pyright: ignore[reportArgumentType] - all that it looks at


async def test_guessing_passwords_is_slowed_down(shop: Shop, visitor: httpx2.AsyncClient) -> None:
    link = await shop.link(password=PASSWORD)

    answers = [await _unlock(visitor, link["slug"], f"guess {n}") for n in range(12)]

    assert {answer.status_code for answer in answers[:9]} == {403}
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0
    # Nor does the right one help now.
    assert (await _unlock(visitor, link["slug"], PASSWORD)).status_code == 429


async def test_unknown_expired_and_closed_links_are_told_alike(
    shop: Shop, visitor: httpx2.AsyncClient, database_url: str
) -> None:
    expired = await shop.link(expiresTime=(clock.now() + timedelta(hours=1)).isoformat(), password=PASSWORD)
    closed, form = await shop.link(), await shop.link(kind="form")
    with psycopg.connect(database_url, autocommit=True) as conn:
        conn.execute("UPDATE dataos.shared_links SET expires_at = now() WHERE id = %s", [expired["id"]])
    assert (await visitor.get(f"/shared/{closed['slug']}/records")).status_code == 200
    await shop.world.creator.delete(f"/links/{closed['id']}")

    told: set[str] = set()
    for slug in (expired["slug"], closed["slug"], "nothing-here", "x", "a" * 300, "%00"):
        for method, path, body in (
            ("GET", "", None),
            ("GET", "/records", None),
            ("POST", "/unlock", {"password": "x"}),
        ):
            sent: dict[str, Any] = {"json": body} if body else {}
            answer = await visitor.request(method, f"/shared/{slug}{path}", **sent)
            assert answer.status_code == 404, (slug, path, answer.text)
            told.add(answer.json()["detail"])
    assert len(told) == 1
    # Of another kind: the same.
    assert (await visitor.get(f"/shared/{form['slug']}/records")).json()["detail"] in told
    past = await shop.world.creator.http.post(f"/views/{shop.view}/links", json={"expiresTime": "2020-01-01T00:00:00Z"})
    assert_problem(past)


async def test_a_link_ends_with_its_view(shop: Shop, visitor: httpx2.AsyncClient) -> None:
    link = await shop.link()
    await shop.world.creator.delete(f"/views/{shop.view}")
    assert (await visitor.get(f"/shared/{link['slug']}/records")).status_code == 404


async def test_what_the_view_hides_later_is_hidden_at_once(shop: Shop, visitor: httpx2.AsyncClient) -> None:
    link = await shop.link()
    view = await shop.world.creator.get(f"/views/{shop.view}")
    config = {**view["config"], "columns": [*view["config"]["columns"], {"field": "Amount", "hidden": True}]}

    await shop.world.creator.patch(f"/views/{shop.view}", {"config": config})

    [record, _] = (await visitor.get(f"/shared/{link['slug']}/records")).json()["items"]
    assert "Amount" not in record["fields"]
    assert "Double" not in record["fields"]


async def test_of_many_who_want_an_address_one_gets_it(shop: Shop) -> None:
    http = shop.world.creator.http
    wanted = [http.post(f"/views/{shop.view}/links", json={"slug": "the-orders"}) for _ in range(6)]

    answers = await asyncio.gather(*wanted)

    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 5]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"slug_taken"}


@pytest.mark.parametrize(
    "body",
    [
        {"slug": "ab"}, {"slug": "Has Space"}, {"slug": "ümlaut"}, {"slug": "a/b"}, {"password": "short"},
        {"embed": ["https://a.example/path"]}, {"embed": ["*"]}, {"embed": ["https://a.example; script-src *"]},
        {"embed": ["javascript:alert(1)"]}, {"embed": ["https://*.example"]}, {"expiresTime": "2030-01-01T00:00:00"},
        {"form": {}}, {"kind": "other"}, {"nonsense": 1},
    ],
)  # fmt: skip
async def test_nonsense_makes_no_link(world: World, body: dict[str, Any]) -> None:
    answer = await world.creator.http.post(f"/views/{world.view()}/links", json=body)
    assert_problem(answer)
    assert answer.status_code == 422
    assert (await world.creator.get(f"/views/{world.view()}/links"))["items"] == []


async def test_only_named_origins_may_frame_the_page(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>DataOS</title>")
    async with running(settings_for(database_url), web_folder=tmp_path) as app:
        world = await make_world(app)
        path = f"/views/{world.view()}/links"
        framed = await world.creator.post(path, {"embed": ["https://www.example.org", "http://localhost:3000"]})
        plain = await world.creator.post(path, {})
        async with client_of(app) as visitor:
            root = "http://dataos.test"

            async def policy(page: str) -> str:
                answer = await visitor.get(f"{root}/shared/{page}")
                assert answer.status_code == 200
                return answer.headers["content-security-policy"].rpartition("; ")[2]

            allowed = "frame-ancestors https://www.example.org http://localhost:3000"
            assert await policy(f"{framed['slug']}/embed") == allowed
            for page in (framed["slug"], f"{plain['slug']}/embed", "nothing/embed"):
                assert await policy(page) == "frame-ancestors 'none'", page


async def test_while_a_guesser_waits_a_good_guess_tells_nothing(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>DataOS</title>")
    async with running(settings_for(database_url), web_folder=tmp_path) as app:
        world = await make_world(app)
        link = await world.creator.post(f"/views/{world.view()}/links", {"embed": ["https://www.example.org"]})
        async with client_of(app) as visitor:

            async def framing() -> str:
                answer = await visitor.get(f"http://dataos.test/shared/{link['slug']}/embed")
                return answer.headers["content-security-policy"].rpartition("; ")[2]

            assert await framing() == "frame-ancestors https://www.example.org"
            misses = [(await visitor.get(f"/shared/guess-{n}")).status_code for n in range(105)]
            assert misses[-1] == 429
            hit = await visitor.get(f"/shared/{link['slug']}")
            assert (hit.status_code, hit.json()["code"]) == (429, "too_many_requests")
            assert (await visitor.get(f"/shared/{link['slug']}/records")).status_code == 429
            assert await framing() == "frame-ancestors 'none'"
