"""The system's indexes over HTTP."""

from typing import Annotated

from fastapi import APIRouter

from api.http.deps import Provided, SignedIn
from api.indexes.schemas import IndexesAnswer
from api.indexes.service import Indexes

router = APIRouter(tags=["tables"])


@router.get("/tables/{table_id}/indexes")
async def list_table_indexes(
    table_id: str, user: SignedIn, indexes: Annotated[Indexes, Provided(Indexes)]
) -> IndexesAnswer:
    """The indexes that DataOS has made of a large table, or is about to make, and why. For creators."""
    return await indexes.list(user, table_id)
