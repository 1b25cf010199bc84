from tests.api.records.fixtures import world

__all__ = ["world"]
