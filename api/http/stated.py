"""What requests may be at most, said to clients that go by it: some of it is the operator's choice."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter

from api.http import limits
from api.http.body import Answer
from api.http.deps import Provided, SignedIn

router = APIRouter(tags=["limits"])


@dataclass(frozen=True, slots=True)
class StatedLimits:
    """Those that are settings."""

    body_bytes: int
    page_size: int
    file_bytes: int
    small_file_bytes: int


class LimitsAnswer(Answer):
    """``bodyBytes`` is of a request, ``pageSize`` records in one answer. ``fileBytes`` is of an attached file; one of
    more than ``smallFileBytes`` goes in parts (POST /bases/{baseId}/uploads). ``sharedExportRecords`` are those in a
    download by a link: a file that leaves some out says so in its last line."""

    body_bytes: int
    page_size: int
    file_bytes: int
    small_file_bytes: int
    fields_per_table: int
    tables_per_base: int
    views_per_table: int
    shared_export_records: int


@router.get("/limits")
async def get_limits(_user: SignedIn, stated: Annotated[StatedLimits, Provided(StatedLimits)]) -> LimitsAnswer:
    """What requests may be at most, here."""
    return LimitsAnswer(
        body_bytes=stated.body_bytes,
        page_size=stated.page_size,
        file_bytes=stated.file_bytes,
        small_file_bytes=stated.small_file_bytes,
        fields_per_table=limits.MAX_FIELDS_PER_TABLE,
        tables_per_base=limits.MAX_TABLES_PER_BASE,
        views_per_table=limits.MAX_VIEWS_PER_TABLE,
        shared_export_records=limits.MAX_SHARED_EXPORT,
    )
