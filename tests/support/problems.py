"""What every refusal has in common."""

import httpx2

# The answers about something that the caller sent: they say where it stands.
PLACED = frozenset({400, 409, 413, 422})


def assert_problem(answer: httpx2.Response, about: object = None) -> None:
    """A 4xx problem document; with a place for every fault where the input is at fault."""
    assert 400 <= answer.status_code < 500, (about, answer.status_code, answer.text)
    assert answer.headers["content-type"] == "application/problem+json", (about, answer.text)
    said = answer.json()
    assert (said["status"], bool(said["code"]), bool(said["detail"])) == (answer.status_code, True, True), (about, said)
    assert said["requestId"] == answer.headers["X-Request-Id"]
    if answer.status_code in PLACED:
        assert said["errors"], (about, said)
    for fault in said["errors"]:
        assert fault["path"], (about, said)
        assert fault["code"], (about, said)
        assert fault["message"], (about, said)


def paths(answer: httpx2.Response) -> list[str]:
    return [fault["path"] for fault in answer.json()["errors"]]
