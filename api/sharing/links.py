"""Links to views: what they are, apart from any request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.errors import NotFound
from core.ids import BaseId, TableId, ViewId, WorkspaceId
from core.values import JsonValue

MAX_PER_VIEW = 50


class LinkKind(StrEnum):
    """``view``: its records are read. ``form``: records are made in its table, and none is read."""

    VIEW = "view"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Link:
    """``password`` is a hash. ``opened`` are ids of linked tables whose titles show; ``embed`` are origins."""

    id: str
    view_id: ViewId
    kind: LinkKind
    slug: str
    password: str | None
    expires_at: datetime | None
    download: bool
    allow_copy: bool
    opened: frozenset[str]
    embed: tuple[str, ...]
    form: Mapping[str, JsonValue]
    submissions: int
    created_at: datetime
    created_by: str | None = None


def told(link: Link) -> dict[str, object]:
    """For the audit log: never the slug, which opens it."""
    return {
        "kind": link.kind.value,
        "viewId": link.view_id,
        "protected": link.password is not None,
        "expires": link.expires_at,
        "download": link.download,
        "allowCopy": link.allow_copy,
        "linkedTitles": sorted(link.opened),
        "embed": list(link.embed),
        "form": link.form,
    }


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A link that has not expired, with what it leads to as it is now."""

    link: Link
    view_name: str
    config: Mapping[str, JsonValue]
    table_id: TableId
    table_number: int
    base_id: BaseId
    workspace_id: WorkspaceId
    policy_version: int


class NoSuchLink(NotFound):
    """Unknown, expired and revoked links, and those of another kind, are told alike."""

    def __init__(self) -> None:
        super().__init__("shared link", "")
        self.detail = "There is nothing at this address. The link may have expired, or its owner has closed it."


@dataclass(frozen=True, slots=True)
class FormSettings:
    """``fields`` are ids, in order; empty for all that the view shows. ``prefill`` are values by field id that the
    visitor neither sees nor changes."""

    title: str = ""
    description: str = ""
    thanks: str = ""
    fields: tuple[str, ...] = ()
    required: frozenset[str] = frozenset()
    prefill: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    max_submissions: int | None = None


def form_of(stored: Mapping[str, JsonValue]) -> FormSettings:
    """From what the database keeps, which our own code has written."""
    fields, required, prefill, most = (stored.get(key) for key in ("fields", "required", "prefill", "maxSubmissions"))
    return FormSettings(
        str(stored.get("title") or ""),
        str(stored.get("description") or ""),
        str(stored.get("thanks") or ""),
        tuple(map(str, fields)) if isinstance(fields, list) else (),
        frozenset(map(str, required)) if isinstance(required, list) else frozenset(),
        prefill if isinstance(prefill, dict) else {},
        most if isinstance(most, int) else None,
    )
