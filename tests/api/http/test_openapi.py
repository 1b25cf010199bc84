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
