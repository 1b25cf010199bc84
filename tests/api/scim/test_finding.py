"""Lists and filters of people that a directory keeps."""

from typing import Any

import pytest

from tests.support.directory import Directory

FILTERS: dict[str, list[str]] = {
    'userName eq "ann@acme.example"': ["ann"],
    'USERNAME EQ "ANN@acme.example"': ["ann"],
    'userName Eq "nobody"': [],
    'externalId eq "x-ben"': ["ben"],
    'externalId eq "X-BEN"': [],
    'userName sw "a"': ["ann", "ada"],
    'userName co "en"': ["ben"],
    'userName co "%"': [],
    'userName ew ".example"': ["ann", "ben", "ada"],
    'userName sw "a" and title eq "Boss"': ["ada"],
    'userName sw "b" or title eq "Boss"': ["ben", "ada"],
    'not (userName sw "a")': ["ben"],
    'userName sw "b" or userName sw "a" and title pr': ["ben", "ada"],
    "title pr": ["ada"],
    "not (title pr)": ["ann", "ben"],
    "active eq false": [],
    "active eq True": ["ann", "ben", "ada"],
    'emails eq "ben@acme.example"': ["ben"],
    'emails.value eq "BEN@acme.example"': ["ben"],
    'emails[type eq "work" and value sw "ann"]': ["ann"],
    'emails[type eq "home"]': [],
    'name.familyName eq "jensen" and not (userName eq "ann@acme.example" or userName eq "ada@acme.example")': ["ben"],
    'meta.lastModified gt "2020-01-01T00:00:00Z"': ["ann", "ben", "ada"],
    'urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ann@acme.example"': ["ann"],
    'userName eq "\' OR 1=1 --"': [],
}


async def test_filters_find_people(directory: Directory) -> None:
    await directory.user("ann")
    await directory.user("ben", externalId="x-ben")
    await directory.user("ada", title="Boss")

    for text, expected in FILTERS.items():
        found = (await directory.http.get("/scim/v2/Users", params={"filter": text})).json()
        names = [item["userName"].partition("@")[0] for item in found["Resources"]]
        assert (names, found["totalResults"]) == (expected, len(expected)), text


@pytest.mark.parametrize(
    "text",
    ["x", "userName", "userName eq", "userName is 1", '(userName eq "a"', 'userName eq "a" userName', "not userName pr",
     'password eq "x"', 'userName eq "a', "[]", '"a" eq userName', "(" * 100, 'userName eq "\\u0000"', "x" * 5000,
     'emails[foo eq "x"]', "userName eq [1]"],
)  # fmt: skip
async def test_filters_that_cannot_be_understood_are_refused(directory: Directory, text: str) -> None:
    answer = await directory.http.get("/scim/v2/Users", params={"filter": text})
    assert answer.status_code == 400, answer.text
    assert answer.json()["scimType"] in {"invalidFilter", "invalidPath"}


async def test_pages_are_counted_from_one(directory: Directory) -> None:
    for name in "abcde":
        await directory.user(name)

    async def page(**query: Any) -> tuple[list[str], int, int, int]:
        found = (await directory.http.get("/scim/v2/Users", params=query)).json()
        names = [item["userName"][0] for item in found["Resources"]]
        return names, found["startIndex"], found["itemsPerPage"], found["totalResults"]

    assert await page(startIndex=2, count=2) == (["b", "c"], 2, 2, 5)
    assert await page(startIndex=5, count=10) == (["e"], 5, 1, 5)
    assert await page(startIndex=9) == ([], 9, 0, 5)
    assert await page(startIndex=-3, count=1) == (["a"], 1, 1, 5)
    assert await page(count=0) == ([], 1, 0, 5)
    assert await page(count=100_000) == (list("abcde"), 1, 5, 5)
    assert (await directory.http.get("/scim/v2/Users?count=x")).status_code == 400


async def test_attributes_can_be_asked_for_and_left_out(directory: Directory) -> None:
    made = await directory.user("ann")
    only = await directory.call("GET", f"/Users/{made['id']}?attributes=userName,name.givenName")
    without = await directory.call("GET", f"/Users/{made['id']}?excludedAttributes=emails,meta")

    assert set(only) == {"schemas", "id", "userName", "name"}
    assert set(made) - set(without) == {"emails", "meta"}
