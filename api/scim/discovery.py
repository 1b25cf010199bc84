"""What this service provider can do, as SCIM describes it (RFC 7643 §5 to §7)."""

from api.scim.calls import MAX_PAGE
from api.scim.faults import missing
from api.scim.resources import ENTERPRISE, GROUP, USER, page
from core.values import JsonValue

_CONFIG = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
_TYPE = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Schema"


def config(base: str) -> dict[str, JsonValue]:
    off: JsonValue = {"supported": False}
    return {
        "schemas": [_CONFIG],
        "patch": {"supported": True},
        "bulk": {"supported": False, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": MAX_PAGE},
        "changePassword": off,
        "sort": off,
        "etag": off,
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken",
                "name": "Bearer token",
                "description": "The token that the identity provider's settings show once.",
                "primary": True,
            }
        ],
        "meta": {"resourceType": "ServiceProviderConfig", "location": f"{base}/ServiceProviderConfig"},
    }


def types(base: str) -> list[dict[str, JsonValue]]:
    return [
        {
            "schemas": [_TYPE],
            "id": name,
            "name": name,
            "endpoint": f"/{name}s",
            "description": description,
            "schema": schema,
            "schemaExtensions": [{"schema": ENTERPRISE, "required": False}] if name == "User" else [],
            "meta": {"resourceType": "ResourceType", "location": f"{base}/ResourceTypes/{name}"},
        }
        for name, schema, description in (
            ("User", USER, "People of the workspace."),
            ("Group", GROUP, "Teams of the workspace."),
        )
    ]


def schemas(base: str) -> list[dict[str, JsonValue]]:
    enterprise: list[JsonValue] = [_attribute(name) for name in ("department", "employeeNumber", "division")]
    return [
        {
            "schemas": [_SCHEMA],
            "id": schema,
            "name": name,
            "description": name,
            "attributes": attributes,
            "meta": {"resourceType": "Schema", "location": f"{base}/Schemas/{schema}"},
        }
        for schema, name, attributes in (
            (USER, "User", _user()),
            (GROUP, "Group", _group()),
            (ENTERPRISE, "EnterpriseUser", enterprise),
        )
    ]


def whole(items: list[dict[str, JsonValue]]) -> dict[str, JsonValue]:
    return page([*items], total=len(items), start=1)


def one(items: list[dict[str, JsonValue]], key: str, noun: str) -> dict[str, JsonValue]:
    """Raises ScimError 404."""
    found = next((item for item in items if str(item["id"]).lower() == key.lower()), None)
    if found is None:
        raise missing(noun, key)
    return found


def _user() -> list[JsonValue]:
    multi = [_attribute(part) for part in ("value", "type")] + [_attribute("primary", "boolean")]
    return [
        _attribute("userName", required=True, uniqueness="server"),
        _attribute("displayName"),
        _attribute("active", "boolean"),
        _attribute("title"),
        {
            **_attribute("name", "complex"),
            "subAttributes": [_attribute(part) for part in ("givenName", "familyName", "formatted")],
        },
        {**_attribute("emails", "complex", many=True), "subAttributes": [*multi]},
        {**_attribute("phoneNumbers", "complex", many=True), "subAttributes": [*multi]},
    ]


def _group() -> list[JsonValue]:
    return [
        _attribute("displayName", required=True),
        {
            **_attribute("members", "complex", many=True),
            "subAttributes": [_attribute("value"), _attribute("display")],
        },
    ]


def _attribute(
    name: str, kind: str = "string", *, many: bool = False, required: bool = False, uniqueness: str = "none"
) -> dict[str, JsonValue]:
    return {
        "name": name,
        "type": kind,
        "multiValued": many,
        "description": name,
        "required": required,
        "caseExact": False,
        "mutability": "readWrite",
        "returned": "default",
        "uniqueness": uniqueness,
    }
