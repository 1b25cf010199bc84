"""What every refusal has in common."""

import re

import httpx2

# The answers about something that the caller sent: they say where it stands.
PLACED = frozenset({400, 409, 413, 422})


# How pydantic speaks: of inputs, fields and validators. Answers speak of what to give.
_RAW = re.compile(
    r"Input should|should have at|Field required|Extra inputs|Value error|Assertion failed|[Uu]nable to parse|"
    r"valid (string|integer|number|boolean|dictionary|list|tuple)|discriminator|pydantic|errors\.pydantic\.dev"
)


def raw_text(answer: httpx2.Response) -> list[str]:
    """Messages of an answer that are a library's own words."""
    said = answer.json()
    return [text for text in (said["detail"], *(item["message"] for item in said["errors"])) if _RAW.search(text)]


def assert_problem(answer: httpx2.Response, about: object = None) -> None:
    """A 4xx problem document; with a place for every fault where the input is at fault."""
    assert 400 <= answer.status_code < 500, (about, answer.status_code, answer.text)
    assert answer.headers["content-type"] == "application/problem+json", (about, answer.text)
    said = answer.json()
    assert (said["status"], bool(said["code"]), bool(said["detail"])) == (answer.status_code, True, True), (about, said)
    assert said["requestId"] == answer.headers["X-Request-Id"]
    if answer.status_code in PLACED:
        assert said["errors"], (about, said)
    assert raw_text(answer) == [], about
    for fault in said["errors"]:
        assert fault["path"], (about, said)
        assert fault["code"], (about, said)
        assert fault["message"], (about, said)


def paths(answer: httpx2.Response) -> list[str]:
    return [fault["path"] for fault in answer.json()["errors"]]
