"""Limits that the contract states; those an operator may change are settings."""

MAX_FIELDS_PER_TABLE = 500
MAX_TABLES_PER_BASE = 1000
MAX_VIEWS_PER_TABLE = 200
MAX_MEMBERS_LISTED = 1000
MAX_BASES_LISTED = 1000
MAX_WORKSPACES_LISTED = 1000
