"""The document that the web client and the SDKs are generated from."""

import re
from typing import Any

import httpx2


async def _document(client: httpx2.AsyncClient) -> dict[str, Any]:
    return (await client.get("/openapi.json")).json()


def _operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for path in document["paths"].values() for operation in path.values()]


async def test_operation_ids_are_unique_plain_names(anonymous: httpx2.AsyncClient) -> None:
    names = [operation["operationId"] for operation in _operations(await _document(anonymous))]

    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z][a-z_]*", name) for name in names)


async def test_every_operation_describes_its_problems_once(anonymous: httpx2.AsyncClient) -> None:
    document = await _document(anonymous)

    for operation in _operations(document):
        problem = operation["responses"]["default"]["content"]["application/problem+json"]
        assert problem["schema"] == {"$ref": "#/components/schemas/Problem"}
        assert "422" not in operation["responses"]
    assert "HTTPValidationError" not in document["components"]["schemas"]


async def test_every_reference_in_the_document_leads_somewhere(anonymous: httpx2.AsyncClient) -> None:
    answer = await anonymous.get("/openapi.json")

    wanted = set(re.findall(r'"#/components/schemas/([^"]+)"', answer.text))
    assert wanted <= set(answer.json()["components"]["schemas"])


async def test_the_page_lists_every_path_without_scripts(anonymous: httpx2.AsyncClient) -> None:
    document, page = await _document(anonymous), await anonymous.get("/docs")

    assert page.headers["content-type"].startswith("text/html")
    assert all(path in page.text for path in document["paths"])
    assert "<script" not in page.text


def _parameters(document: dict[str, Any], operation: str, place: str) -> set[str]:
    found = next(item for item in _operations(document) if item["operationId"] == operation)
    names = [parameter["name"] for parameter in found.get("parameters", ()) if parameter["in"] == place]
    assert len(names) == len(set(names)), operation
    return set(names)


async def test_the_query_string_of_records_is_described(anonymous: httpx2.AsyncClient) -> None:
    document = await _document(anonymous)

    assert _parameters(document, "list_records", "query") == {
        "view",
        "filter",
        "sort",
        "fields",
        "search",
        "searchFields",
        "limit",
        "cursor",
        "offset",
        "count",
        "ids",
        "exclude",
        "fieldKey",
    }
    assert _parameters(document, "list_records", "header") == {"X-Time-Zone", "X-Week-Start"}


async def test_headers_of_record_writes_are_described(anonymous: httpx2.AsyncClient) -> None:
    document = await _document(anonymous)

    usual = {"Idempotency-Key", "X-Client-Tab"}
    for name in ("change_record", "delete_record"):
        assert _parameters(document, name, "header") == {*usual, "If-Match"}, name
    # New records have default values, such as today.
    for name in ("create_records", "change_records"):
        assert _parameters(document, name, "header") == {*usual, "X-Time-Zone"}, name
    for name in ("delete_records", "restore_record"):
        assert _parameters(document, name, "header") == usual, name
    for name in ("undo", "redo"):
        assert _parameters(document, name, "header") == usual, name


async def test_every_write_that_can_be_undone_says_that_it_names_its_change_set(anonymous: httpx2.AsyncClient) -> None:
    naming = {
        operation["operationId"]
        for operation in _operations(await _document(anonymous))
        for answer in operation["responses"].values()
        if "X-Change-Set" in answer.get("headers", {})
    }

    records = ["create_records", "change_records", "delete_records", "change_record", "delete_record", "restore_record"]
    schemas = {
        f"{verb}_{noun}" for verb in ("create", "update", "delete", "restore") for noun in ("table", "field", "view")
    }
    assert naming == {*records, *schemas, "convert_field"}


async def test_every_write_but_those_of_sessions_says_that_it_may_be_repeated(anonymous: httpx2.AsyncClient) -> None:
    document = await _document(anonymous)
    without = {
        operation["operationId"]
        for path, verbs in document["paths"].items()
        for verb, operation in verbs.items()
        if verb != "get"
        and not path.startswith(("/api/v1/auth/", "/api/v1/shared/"))
        and "Idempotency-Key" not in _parameters(document, operation["operationId"], "header")
    }

    reading = {"query_records", "check_formula", "check_identity_provider"}
    secrets = {"create_token", "create_service_account_token", "create_scim_token"}
    sessions = {"join_by_invitation"}
    assert without == {*reading, *secrets, *sessions, "append_to_upload"}
