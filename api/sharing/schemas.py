"""Wire models of links to views, and of what strangers see."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, AwareDatetime, Field, JsonValue, StringConstraints

from api.http.body import Answer, Body, Prose
from api.sharing.links import FormSettings, Link, LinkKind, form_of
from api.tables.grid import GridConfig
from api.tables.schemas import FieldAnswer

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?")


def _origin(text: str) -> str:
    """Raises ValueError for anything that a content policy could read as something else."""
    wrong = ValueError("give an origin like https://www.example.org: scheme and host, a port if it needs one")
    try:
        parts = urlsplit(text.lower())
        port = parts.port
    except ValueError:
        raise wrong from None
    host = parts.hostname or ""
    plain = f"{parts.scheme}://{host}" + ("" if port is None else f":{port}")
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or plain != text.lower().rstrip("/"):
        raise wrong
    return plain


Slug = Annotated[str, StringConstraints(pattern="^[a-z0-9-]{3,60}$")]
Password = Annotated[str, StringConstraints(min_length=6, max_length=200)]
Origin = Annotated[str, StringConstraints(max_length=300), AfterValidator(_origin)]
Origins = Annotated[list[Origin], Field(max_length=20)]
Expiry = Annotated[AwareDatetime, Field(strict=False)]
_Key = Annotated[str, Field(max_length=100)]


class FormBody(Body):
    """``fields`` by name or id, in order; without it, all that the view shows and that can be filled in. ``prefill``
    are values that are set without the visitor seeing them."""

    title: Annotated[Prose, Field(max_length=200)] = ""
    description: Annotated[Prose, Field(max_length=5_000)] = ""
    thanks: Annotated[Prose, Field(max_length=2_000)] = ""
    fields: Annotated[list[_Key], Field(max_length=200)] = Field(default_factory=list[str])
    required: Annotated[list[_Key], Field(max_length=200)] = Field(default_factory=list[str])
    prefill: Annotated[dict[_Key, JsonValue], Field(max_length=200)] = Field(default_factory=dict[str, JsonValue])
    max_submissions: Annotated[int, Field(ge=1, le=1_000_000)] | None = None


class NewLinkBody(Body):
    """Without a ``slug`` the address is one that nobody can guess. ``linkedTitles``: whether links to other tables show
    the titles of the records there; else such fields are not shown. ``embed``: origins whose pages may frame it."""

    kind: Literal["view", "form"] = "view"
    slug: Slug | None = None
    password: Password | None = None
    expires_time: Expiry | None = None
    download: bool = False
    allow_copy: bool = True
    linked_titles: bool = False
    embed: Origins = Field(default_factory=list[str])
    form: FormBody | None = None


class LinkPatch(Body):
    """What is absent stays. ``password`` null: none is asked for any more; ``expiresTime`` null: it does not expire;
    ``slug`` null: a new address that nobody can guess."""

    slug: Slug | None = None
    password: Password | None = None
    expires_time: Expiry | None = None
    download: bool | None = None
    allow_copy: bool | None = None
    linked_titles: bool | None = None
    embed: Origins | None = None
    form: FormBody | None = None


class FormAnswer(Answer):
    """``fields``, ``required`` and ``prefill`` are by id."""

    title: str
    description: str
    thanks: str
    fields: Sequence[str]
    required: Sequence[str]
    prefill: Mapping[str, JsonValue]
    max_submissions: int | None


class LinkAnswer(Answer):
    """``path`` is that of the page, ``createdBy`` the name of whoever made the link."""

    id: str
    view_id: str
    kind: Literal["view", "form"]
    slug: str
    path: str
    has_password: bool
    expires_time: datetime | None
    download: bool
    allow_copy: bool
    linked_titles: bool
    embed: list[str]
    form: FormAnswer | None
    submissions: int
    created_by: str | None
    created_time: datetime


class LinkList(Answer):
    items: Sequence[LinkAnswer]


class UnlockBody(Body):
    password: Annotated[str, Field(max_length=200)]


class TicketAnswer(Answer):
    """Sent back in the header X-Share-Ticket."""

    ticket: str
    expires_in: int


class SharedAnswer(Answer):
    """What a link shows. While ``locked``, it is not told what: first the password is asked for."""

    kind: Literal["view", "form"]
    locked: bool
    name: str | None = None
    fields: Sequence[FieldAnswer] | None = None
    config: GridConfig | None = None
    download: bool = False
    allow_copy: bool = False


class SharedFormAnswer(Answer):
    """``closed``: it has been filled in as often as it may be."""

    title: str
    description: str
    fields: Sequence[FieldAnswer]
    closed: bool


class SubmissionBody(Body):
    """``fields`` by name or id. ``submissionKey`` makes sending it again harmless. ``website`` stays empty: people do
    not see it."""

    fields: Annotated[dict[_Key, JsonValue], Field(max_length=500)]
    submission_key: Annotated[str, Field(max_length=36)] | None = None
    website: Annotated[str, Field(max_length=2_000)] = ""


class ThanksAnswer(Answer):
    thanks: str


def _form_answer(form: FormSettings) -> FormAnswer:
    return FormAnswer(
        title=form.title,
        description=form.description,
        thanks=form.thanks,
        fields=form.fields,
        required=sorted(form.required),
        prefill=form.prefill,
        max_submissions=form.max_submissions,
    )


def link_answer(link: Link) -> LinkAnswer:
    return LinkAnswer(
        id=link.id,
        view_id=link.view_id,
        kind=link.kind.value,
        slug=link.slug,
        path=f"/shared/{link.slug}",
        has_password=link.password is not None,
        expires_time=link.expires_at,
        download=link.download,
        allow_copy=link.allow_copy,
        linked_titles=bool(link.opened),
        embed=list(link.embed),
        form=_form_answer(form_of(link.form)) if link.kind is LinkKind.FORM else None,
        submissions=link.submissions,
        created_by=link.created_by,
        created_time=link.created_at,
    )
