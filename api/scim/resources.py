"""Users and groups as SCIM writes them: what is kept of what a directory sends, and how it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from pydantic import TypeAdapter, ValidationError

from api.auth.identity import Email
from api.scim.faults import bad_value
from core.values import JsonValue

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
MAX_MEMBERS = 10_000
_MAX_BYTES = 64_000
_MAX_TEXT = 500
_EMAIL: TypeAdapter[str] = TypeAdapter(Email)
# A password is never kept, whatever a directory sends.
_KEPT = {name.lower(): name for name in (
    "name", "displayName", "nickName", "profileUrl", "title", "userType", "preferredLanguage", "locale", "timezone",
    "emails", "phoneNumbers", "addresses", "roles", ENTERPRISE,
)}  # fmt: skip
_TRUTHS = {"true": True, "false": False}
Json = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class UserResource:
    """``kept`` is everything else that is shown again as it came."""

    user_name: str
    external_id: str | None
    active: bool
    kept: dict[str, JsonValue]

    @property
    def email(self) -> str:
        """The primary address, or the first, or the user name. Raises ScimError ``invalidValue``."""
        emails = self.kept.get("emails")
        given = [item for item in emails if isinstance(item, dict)] if isinstance(emails, list) else []
        given.sort(key=lambda item: item.get("primary") not in (True, "true", "True"))
        for text in (*(str(item.get("value", "")) for item in given), self.user_name):
            if text:
                try:
                    return _EMAIL.validate_python(text)
                except ValidationError:
                    raise bad_value(f"{text[:100]!r} is no e-mail address that can be used.") from None
        raise bad_value("A user has an e-mail address: in emails, or as userName.")

    @property
    def name(self) -> str:
        name = self.kept.get("name")
        parts = name if isinstance(name, dict) else {}
        whole = " ".join(str(parts[key]) for key in ("givenName", "familyName") if parts.get(key))
        shown = self.kept.get("displayName") or parts.get("formatted") or whole or self.user_name
        return str(shown)

    def document(self) -> dict[str, JsonValue]:
        """What a PATCH works on."""
        shown: dict[str, JsonValue] = {"userName": self.user_name, "active": self.active, **self.kept}
        return shown if self.external_id is None else {"externalId": self.external_id, **shown}


@dataclass(frozen=True, slots=True)
class GroupResource:
    display_name: str
    external_id: str | None
    members: tuple[str, ...]

    def document(self) -> dict[str, JsonValue]:
        shown: dict[str, JsonValue] = {
            "displayName": self.display_name,
            "members": [{"value": member} for member in self.members],
        }
        return shown if self.external_id is None else {"externalId": self.external_id, **shown}


def read_user(body: Json) -> UserResource:
    """Raises ScimError ``invalidValue``."""
    given = {key.lower(): value for key, value in body.items()}
    kept: dict[str, JsonValue] = {
        _KEPT[key]: value for key, value in given.items() if key in _KEPT and value not in (None, [], {}, "")
    }
    if len(orjson.dumps(kept)) > _MAX_BYTES or "\\u0000" in orjson.dumps(kept).decode():
        raise bad_value(f"What is kept of a user has at most {_MAX_BYTES:,} bytes and no NUL characters.")
    for name, kind in (("name", dict), ("emails", list), (ENTERPRISE, dict)):
        if name in kept and not isinstance(kept[name], kind):
            raise bad_value(f"{name} is {'a list' if kind is list else 'an object'}.")
    return UserResource(
        user_name=_text(given.get("username"), "userName"),
        external_id=_optional(given.get("externalid"), "externalId"),
        active=_truth(given.get("active", True), "active"),
        kept=kept,
    )


def read_group(body: Json) -> GroupResource:
    """Raises ScimError ``invalidValue``."""
    given = {key.lower(): value for key, value in body.items()}
    members = given.get("members") or []
    if not isinstance(members, list) or len(members) > MAX_MEMBERS:
        raise bad_value(f"members is a list of at most {MAX_MEMBERS:,} elements.")
    ids: list[str] = []
    for member in members:
        value = member.get("value") if isinstance(member, dict) else None
        ids.append(_text(value, "members.value"))
    return GroupResource(
        display_name=_text(given.get("displayname"), "displayName", most=200),
        external_id=_optional(given.get("externalid"), "externalId"),
        members=tuple(dict.fromkeys(ids)),
    )


def meta(kind: str, created: datetime, changed: datetime, location: str) -> dict[str, JsonValue]:
    return {
        "resourceType": kind,
        "created": created.isoformat(),
        "lastModified": changed.isoformat(),
        "location": location,
    }


def page(items: Sequence[JsonValue], *, total: int, start: int) -> dict[str, JsonValue]:
    return {
        "schemas": [LIST],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": len(items),
        "Resources": list(items),
    }


def _text(value: JsonValue, name: str, most: int = _MAX_TEXT) -> str:
    if not isinstance(value, str) or not 0 < len(value.strip()) <= most or not value.isprintable():
        raise bad_value(f"{name} is text of 1 to {most} characters.")
    return value.strip()


def _optional(value: JsonValue, name: str) -> str | None:
    return None if value in (None, "") else _text(value, name)


def _truth(value: JsonValue, name: str) -> bool:
    """Some directories write booleans as words."""
    found = _TRUTHS.get(value.lower()) if isinstance(value, str) else value
    if not isinstance(found, bool):
        raise bad_value(f"{name} is true or false.")
    return found
