"""The routes of the application, taken from its OpenAPI document."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import FastAPI

from tests.support.app import API

# What a route needs in its query string.
QUERIES = {"delete_records": "?ids={recordId}"}


# Routes about fields that only links have.
OF_LINKS = {"list_choices"}
# Routes without a session about a form; the others without one are about a view.
OF_FORMS = {"get_shared_form", "submit_shared_form"}

# Routes about tokens of service accounts.
OF_ACCOUNTS = {"delete_service_account_token"}


@dataclass(frozen=True)
class Route:
    """``path`` without the API's prefix, with its ids still to be filled in. ``has_body`` is for JSON; routes that take
    files are refused without one like those of JSON with a wrong one."""

    name: str
    method: str
    path: str
    has_body: bool

    @property
    def noun(self) -> str | None:
        """What the first id of the path names. A token or slug names what it was made for, to whoever has it."""
        if "{token}" in self.path or "{slug}" in self.path:
            return None
        start = self.path.find("{")
        return None if start < 0 else self.path[start + 1 : self.path.index("Id}")]

    def fill(self, ids: Mapping[str, str]) -> str:
        """The path with an id for each noun."""
        path = self.path + QUERIES.get(self.name, "")
        if self.name in OF_LINKS:
            path = path.replace("{fieldId}", ids["linkField"])
        path = path.replace("{token}", ids["invitationToken"])
        if self.name in OF_ACCOUNTS:
            path = path.replace("{tokenId}", ids["accountToken"])
        path = path.replace("{slug}", ids["formSlug" if self.name in OF_FORMS else "slug"])
        for name, value in ids.items():
            path = path.replace("{" + name + "Id}", value)
        assert "{" not in path, f"{self.name}: give the tests an id for {path}"
        return path


def routes(app: FastAPI) -> list[Route]:
    found: list[Route] = []
    for path, verbs in app.openapi()["paths"].items():
        for verb, operation in verbs.items():
            short = path.removeprefix(API)
            found.append(
                Route(
                    operation["operationId"],
                    verb.upper(),
                    short,
                    "application/json" in operation.get("requestBody", {}).get("content", {}),
                )
            )
    return found
