"""Fixtures every test may ask for; none of them starts anything by itself."""

import pytest

from tests.support.furnished import furnished
from tests.support.postgres import blank_database_url, cluster, database_url
from tests.support.temporal import temporal_server, time_skipping

__all__ = [
    "anyio_backend",
    "blank_database_url",
    "cluster",
    "database_url",
    "furnished",
    "temporal_server",
    "time_skipping",
]


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """asyncio only: psycopg, uvicorn and temporalio run on nothing else."""
    return "asyncio"
