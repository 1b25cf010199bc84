"""Server settings of the embedded PostgreSQL: production values scaled to the machine, and values for tests."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_MEBIBYTE = 1024 * 1024
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - the system's shared memory mount, not a place for temporary files

# Interactive queries stay under their timeout only when the planner trusts the SSD and index-only scans.
_ALWAYS: Mapping[str, str] = MappingProxyType(
    {
        "jit": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "password_encryption": "scram-sha-256",
        "random_page_cost": "1.1",
        "effective_io_concurrency": "64",
        "max_parallel_workers_per_gather": "2",
        # Acts over links may meet in a circle; whoever loses begins again, and should soon.
        "deadlock_timeout": "200ms",
        "log_line_prefix": "%m [%p] %a ",
        "log_checkpoints": "off",
    }
)

TEST_SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        **_ALWAYS,
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "shared_buffers": "128MB",
        "work_mem": "32MB",
        "max_connections": "200",
        "max_wal_size": "1GB",
        "autovacuum_naptime": "10min",
    }
)


def production_settings(memory_bytes: int | None = None) -> dict[str, str]:
    """Settings for a server that shares the machine with the API, the worker and Temporal.

    `memory_bytes` is the machine's memory, or the container's limit when that is lower.
    """
    memory = (memory_bytes or machine_memory()) // _MEBIBYTE
    settings = {
        **_ALWAYS,
        "max_connections": "100",
        "shared_buffers": f"{_between(memory // 8, 64, 2048)}MB",
        "effective_cache_size": f"{max(memory // 2, 128)}MB",
        "work_mem": f"{_between(memory // 256, 4, 64)}MB",
        "maintenance_work_mem": f"{_between(memory // 32, 32, 512)}MB",
        "max_wal_size": "4GB",
        "checkpoint_timeout": "15min",
        "wal_compression": "pglz",
    }
    # Containers often get 64 MB of /dev/shm, too little for one parallel hash join.
    if not _SHARED_MEMORY.exists() or shutil.disk_usage(_SHARED_MEMORY).total < 512 * _MEBIBYTE:
        settings["dynamic_shared_memory_type"] = "mmap"
    return settings


def machine_memory() -> int:
    """Bytes of memory this process may use: physical memory capped by the control group."""
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for limit in (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes")):
        try:
            text = limit.read_text().strip()
        except OSError:
            continue
        if text.isdigit():
            return min(physical, int(text))
    return physical


def _between(value: int, low: int, high: int) -> int:
    return max(low, min(value, high))
