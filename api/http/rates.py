"""Rate limits: a token bucket per person, or per client address where nobody is signed in, for each class of routes.

Generous for people: they exist so that one script cannot take a process from everybody else, and so that addresses
cannot be tried by the million. Passwords have a throttle of their own (``api/auth/throttle.py``).

Each API process counts by itself, on purpose: a shared counter would cost a round trip per request, and n processes
still allow only n times as much. The newest 20,000 callers are remembered; a forgotten one starts with a full bucket.
Not a library's memory storage: this is two numbers and no lock, about two microseconds a request.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.header import header_of
from api.http.problem import problem
from api.kit import clock
from api.kit.addresses import place_of
from api.kit.guard_settings import GuardSettings, Rate
from core.counted import counted
from core.errors import LimitExceeded

_REMEMBERED = 20_000
_HEAVY = re.compile(r"/(export|import|verify|rotate)$")
_AUTH = "/api/v1/auth/"
_QUIET = frozenset({"/api/v1/health", "/api/v1/ready"})
_STATE = "rate"
_LENT = "rate_of_address"
"""What the address has paid for somebody who shows a credential: given back when it proves good."""


class RouteClass(StrEnum):
    API = "api"
    HEAVY = "heavy"
    AUTH = "auth"
    ADDRESS = "address"


class TooManyRequests(LimitExceeded):
    """``retry_after`` is in whole seconds."""

    def __init__(self, whose: str, rate: Rate, retry_after: int) -> None:
        super().__init__(
            "too_many_requests",
            f"Too many requests {whose}: at most {rate.burst} at once and {rate.per_second:g} a second from then on."
            f" Try again in {counted(retry_after, 'second')}.",
        )
        self.retry_after = retry_after


@dataclass(slots=True)
class _Bucket:
    level: float
    since: float


@dataclass(frozen=True, slots=True)
class Left:
    """What a bucket says after a request: for the RateLimit headers."""

    limit: int
    remaining: int
    reset: int


class Rates:
    """The buckets of this process."""

    def __init__(
        self, rates: Mapping[RouteClass, Rate | None], monotonic: Callable[[], float] = clock.monotonic
    ) -> None:
        self._rates = rates
        self._monotonic = monotonic
        self._buckets: OrderedDict[tuple[RouteClass, str], _Bucket] = OrderedDict()

    @classmethod
    def of(cls, guard: GuardSettings) -> "Rates":
        return cls(
            {
                RouteClass.API: Rate.of(guard.rate_api),
                RouteClass.HEAVY: Rate.of(guard.rate_heavy),
                RouteClass.AUTH: Rate.of(guard.rate_auth),
                RouteClass.ADDRESS: Rate.of(guard.rate_address),
            }
        )

    def take(self, kind: RouteClass, key: str, whose: str) -> Left | None:
        """One request; None where there is no limit. Raises TooManyRequests."""
        rate = self._rates.get(kind)
        if rate is None:
            return None
        now = self._monotonic()
        bucket = self._buckets.get((kind, key))
        if bucket is None:
            bucket = self._buckets[kind, key] = _Bucket(rate.burst, now)
            if len(self._buckets) > _REMEMBERED:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end((kind, key))
            bucket.level = min(rate.burst, bucket.level + (now - bucket.since) * rate.per_second)
            bucket.since = now
        if bucket.level < 1.0:
            raise TooManyRequests(whose, rate, max(1, round((1.0 - bucket.level) / rate.per_second)))
        bucket.level -= 1.0
        return Left(rate.burst, int(bucket.level), round((rate.burst - bucket.level) / rate.per_second))

    def give_back(self, kind: RouteClass, key: str) -> None:
        """A request that was another's to pay for."""
        rate, bucket = self._rates.get(kind), self._buckets.get((kind, key))
        if rate is not None and bucket is not None:
            bucket.level = min(rate.burst, bucket.level + 1.0)


def count_actor(rates: Rates, scope: Scope, actor_id: str) -> None:
    """A request of somebody who is signed in, or of a directory; called where that is found out. Raises
    TooManyRequests."""
    if _STATE in scope["state"]:
        return
    place = scope["state"].pop(_LENT, None)
    if place is not None:
        rates.give_back(RouteClass.ADDRESS, place)
    kind = RouteClass.HEAVY if _HEAVY.search(scope["path"]) else RouteClass.API
    scope["state"][_STATE] = rates.take(kind, actor_id, "from you")


class RateLimited:
    """Counts what comes without a session by its address, and tells everybody how much is left."""

    def __init__(self, app: ASGIApp, rates: Rates) -> None:
        self._app = app
        self._rates = rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/api/") or scope["path"] in _QUIET:
            await self._app(scope, receive, send)
            return
        place = place_of(scope["client"][0]) if scope.get("client") else ""
        try:
            self._enter(scope, place)
        except TooManyRequests as error:
            await _refusal(error, scope)(scope, receive, send)
            return

        async def send_with_rate(message: Message) -> None:
            if message["type"] == "http.response.start":
                left = scope["state"].get(_STATE)
                if left is not None:
                    message["headers"] = [*message["headers"], *_headers(left)]
            await send(message)

        await self._app(scope, receive, send_with_rate)

    def _enter(self, scope: Scope, place: str) -> None:
        """Raises TooManyRequests. Who shows a credential pays as their address until it has proved good: whether it is
        one is known only by then."""
        path = scope["path"]
        if path.startswith(_AUTH) and scope["method"] == "POST":
            scope["state"][_STATE] = self._rates.take(RouteClass.AUTH, place, "from this address")
            return
        left = self._rates.take(RouteClass.ADDRESS, place, "from this address")
        if _credential(scope):
            scope["state"][_LENT] = place
        else:
            scope["state"][_STATE] = left


def _credential(scope: Scope) -> bool:
    return header_of(scope, "Authorization") is not None or "dataos_access=" in (header_of(scope, "Cookie") or "")


def _refusal(error: TooManyRequests, scope: Scope) -> ASGIApp:
    return problem(
        status=429,
        code=error.code,
        detail=error.detail,
        request_id=scope["state"].get("request_id", ""),
        headers={"Retry-After": str(error.retry_after)},
    )


def _headers(left: Left) -> list[tuple[bytes, bytes]]:
    """The names of the IETF draft's widely read form: requests at once, those left, seconds until all are back."""
    return [
        (b"ratelimit-limit", str(left.limit).encode()),
        (b"ratelimit-remaining", str(left.remaining).encode()),
        (b"ratelimit-reset", str(left.reset).encode()),
    ]
