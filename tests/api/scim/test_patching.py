"""PATCH on plain resources: examples of RFC 7644 §3.5.2, and the forms that Okta and Entra ID send."""

import time
from typing import Any

import pytest

from api.scim.faults import ScimError
from api.scim.patching import patched

WORK: dict[str, Any] = {"value": "a@work", "type": "work", "primary": True}
HOME: dict[str, Any] = {"value": "a@home", "type": "home"}
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
USER: dict[str, Any] = {
    "userName": "a",
    "active": True,
    "name": {"givenName": "Ann", "familyName": "B"},
    "emails": [WORK, HOME],
}
GROUP: dict[str, Any] = {"displayName": "G", "members": [{"value": "1"}, {"value": "2"}]}


def _op(op: str, path: str | None = None, *value: Any) -> dict[str, Any]:
    return {"op": op, **({} if path is None else {"path": path}), **({"value": value[0]} if value else {})}


CASES: dict[str, tuple[dict[str, Any], list[dict[str, Any]], dict[str, Any]]] = {
    "add a member": (GROUP, [_op("add", "members", [{"value": "3"}])], {"members": [{"value": v} for v in "123"]}),
    "add a member that is there": (GROUP, [_op("add", "members", [{"value": "2"}])], {"members": GROUP["members"]}),
    "add one member, no list": (
        GROUP,
        [_op("Add", "members", {"value": "3"})],
        {"members": [{"value": v} for v in "123"]},
    ),
    "remove a member by filter": (GROUP, [_op("remove", 'members[value eq "1"]')], {"members": [{"value": "2"}]}),
    "remove members by value (Entra)": (
        GROUP,
        [_op("Remove", "members", [{"value": "1"}])],
        {"members": [{"value": "2"}]},
    ),
    "remove all members": (GROUP, [_op("remove", "members")], {"members": None}),
    "remove a member that is not there": (
        GROUP,
        [_op("remove", 'members[value eq "9"]')],
        {"members": GROUP["members"]},
    ),
    "replace all members": (GROUP, [_op("replace", "members", [{"value": "9"}])], {"members": [{"value": "9"}]}),
    "rename without a path (Okta)": (
        GROUP,
        [_op("replace", None, {"id": "x", "displayName": "H"})],
        {"displayName": "H"},
    ),
    "several in a row": (
        GROUP,
        [_op("remove", 'members[value eq "1"]'), _op("add", "members", [{"value": "1"}, {"value": "4"}])],
        {"members": [{"value": v} for v in "214"]},
    ),
    "deactivate without a path (Okta)": (USER, [_op("replace", None, {"active": False})], {"active": False}),
    "deactivate by word (Entra)": (USER, [_op("Replace", "active", "False")], {"active": "False"}),
    "a part": (USER, [_op("replace", "name.familyName", "C")], {"name": {"givenName": "Ann", "familyName": "C"}}),
    "a part in another case": (
        USER,
        [_op("replace", "NAME.familyname", "C")],
        {"name": {"givenName": "Ann", "familyName": "C"}},
    ),
    "dotted keys (Entra)": (
        USER,
        [_op("Add", None, {"name.givenName": "Bea", 'emails[type eq "work"].value': "b@work"})],
        {"name": {"givenName": "Bea", "familyName": "B"}, "emails": [{**WORK, "value": "b@work"}, HOME]},
    ),
    "an object is merged": (
        USER,
        [_op("replace", "name", {"givenName": "Bea"})],
        {"name": {"givenName": "Bea", "familyName": "B"}},
    ),
    "remove a part": (USER, [_op("remove", "name.familyName")], {"name": {"givenName": "Ann"}}),
    "remove what is not there": (USER, [_op("remove", "title")], {"title": None}),
    "part of an element": (
        USER,
        [_op("replace", 'emails[type eq "work"].value', "b@work")],
        {"emails": [{**WORK, "value": "b@work"}, HOME]},
    ),
    "an element": (
        USER,
        [_op("replace", 'emails[type eq "home" and value ew "home"]', {"value": "b@home"})],
        {"emails": [WORK, {"value": "b@home", "type": "home"}]},
    ),
    "add to an element that is not there (Entra)": (
        USER,
        [_op("Add", 'phoneNumbers[type eq "mobile"].value', "+30")],
        {"phoneNumbers": [{"type": "mobile", "value": "+30"}]},
    ),
    "remove elements": (USER, [_op("remove", 'emails[type eq "home"]')], {"emails": [WORK]}),
    "remove a part of elements": (
        USER,
        [_op("remove", 'emails[type eq "work"].primary')],
        {"emails": [{"value": "a@work", "type": "work"}, HOME]},
    ),
    "add an address": (
        USER,
        [_op("add", "emails", [{"value": "c@x", "type": "other"}])],
        {"emails": [WORK, HOME, {"value": "c@x", "type": "other"}]},
    ),
    "an extension's attribute": (
        USER,
        [_op("add", f"{ENTERPRISE}:department", "R")],
        {ENTERPRISE: {"department": "R"}},
    ),
    "an extension without a path": (
        USER,
        [_op("add", None, {ENTERPRISE: {"department": "R"}})],
        {ENTERPRISE: {"department": "R"}},
    ),
    "a path with the core schema": (
        USER,
        [_op("replace", "urn:ietf:params:scim:schemas:core:2.0:User:userName", "b")],
        {"userName": "b"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_operations_make_of_a_resource(case: str) -> None:
    before, operations, expected = CASES[case]
    body: dict[str, Any] = {"Operations": operations}
    after = patched(before, body)

    assert {key: after.get(key) for key in expected} == expected
    assert {key: value for key, value in after.items() if key not in expected} == {
        key: value for key, value in before.items() if key not in expected
    }


def test_the_resource_before_stays_as_it_was() -> None:
    before: dict[str, Any] = {**USER, "emails": [dict(WORK), dict(HOME)], "name": dict(USER["name"])}
    patched(
        before, {"Operations": [_op("replace", 'emails[type eq "work"].value', "x"), _op("remove", "name.givenName")]}
    )
    assert before == USER


REFUSED: dict[str, tuple[list[Any], str]] = {
    "nothing": ([], "invalidSyntax"),
    "no object": (["x"], "invalidSyntax"),
    "another verb": ([_op("move", "active", True)], "invalidSyntax"),
    "a number for the verb": ([{"op": 5}], "invalidSyntax"),
    "remove without a path": ([_op("remove")], "noTarget"),
    "replace where nothing matches": ([_op("replace", 'emails[type eq "other"].value', "x")], "noTarget"),
    "the id": ([_op("replace", "id", "x")], "mutability"),
    "no value": ([_op("replace", "active")], "invalidValue"),
    "no object without a path": ([_op("add", None, "x")], "invalidValue"),
    "a path that is none": ([_op("replace", "a b", "x")], "invalidPath"),
    "a number for the path": ([{"op": "add", "path": 5, "value": 1}], "invalidPath"),
    "an open filter": ([_op("remove", 'emails[type eq "work"')], "invalidPath"),
    "half a filter": ([_op("remove", "emails[type eq]")], "invalidFilter"),
    "a text among addresses": ([_op("add", "emails", [5])], "invalidValue"),
    "too many": ([_op("remove", "title")] * 1001, "invalidSyntax"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_operations_that_make_no_sense_are_refused(case: str) -> None:
    operations, kind = REFUSED[case]
    with pytest.raises(ScimError) as caught:
        patched(USER, {"Operations": operations})
    assert (caught.value.status, caught.value.kind) == (400, kind)


CROWD: dict[str, Any] = {"displayName": "G", "members": [{"value": str(number)} for number in range(10_000)]}
MANY_WORDS = " or ".join(["display pr"] * 200)
HEAVY: dict[str, tuple[dict[str, Any], list[Any]]] = {
    "a list beyond what a group has": (GROUP, [_op("add", "members", [{"value": str(n)} for n in range(10_001)])]),
    "lists that are too long together": (CROWD, [_op("add", "members", {"value": "new"})]),
    "one more by filter than a group has": (CROWD, [_op("add", 'members[value eq "new"]', {"display": "x"})]),
    "addresses beyond any person": (USER, [_op("replace", "emails", [{"value": str(n)} for n in range(10_001)])]),
    "a long list at each of many operations": (GROUP, [_op("replace", "members", CROWD["members"])] * 200),
    "many operations on a long list": (CROWD, [_op("add", "members.display", "x")] * 1000),
    "long filters on a long list": (CROWD, [_op("remove", f"members[{MANY_WORDS}]")] * 20),
    "an operation with many attributes": (USER, [_op("add", None, {f"a{n}": 1 for n in range(10_000)})]),
    "many attributes bit by bit": (USER, [_op("add", f"name.a{n}", 1) for n in range(1000)]),
    "an unknown list of large objects": (
        USER,
        [_op("add", "unknown", [{f"a{n}": 1 for n in range(10_000)}]), *[_op("remove", "unknown[x pr].y")] * 900],
    ),
}


@pytest.mark.parametrize("case", HEAVY)
def test_operations_that_would_keep_the_process_busy_are_refused(case: str) -> None:
    before, operations = HEAVY[case]
    began = time.process_time()
    with pytest.raises(ScimError) as caught:
        patched(before, {"Operations": operations})
    assert caught.value.kind in {"invalidValue", "invalidSyntax"}
    assert time.process_time() - began < 5


def test_everybody_leaves_a_large_group_at_once() -> None:
    began = time.process_time()
    assert patched(CROWD, {"Operations": [_op("remove", "members[value pr]")]})["members"] == []
    assert time.process_time() - began < 1


def test_a_large_group_changes_person_by_person() -> None:
    operations = [_op("remove", f'members[value eq "{number}"]') for number in range(15)]
    assert len(patched(CROWD, {"Operations": operations})["members"]) == 9_985  # type: ignore[arg-type]
