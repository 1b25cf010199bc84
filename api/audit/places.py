"""Which workspace, base and table an id belongs to, as SQL: part of the statement that writes an entry."""

_TABLES = "dataos.tables t JOIN dataos.bases b ON b.id = t.base_id"
_TABLE = "b.workspace_id, b.id AS base_id, t.id AS table_id"
_OF_TABLE = f"SELECT {_TABLE} FROM dataos.{{relation}} x JOIN {_TABLES} ON t.id = x.table_id WHERE x.id = %(key)s"
_OF_BASE = (
    "SELECT b.workspace_id, b.id AS base_id, NULL::text AS table_id FROM dataos.{relation} x"
    " JOIN dataos.bases b ON b.id = x.base_id WHERE x.id = %(key)s"
)
_OF_WORKSPACE = (
    "SELECT x.workspace_id, NULL::text AS base_id, NULL::text AS table_id FROM dataos.{relation} x WHERE x.id = %(key)s"
)

PLACES = {
    "base": "SELECT b.workspace_id, b.id AS base_id, NULL::text AS table_id FROM dataos.bases b WHERE b.id = %(key)s",
    "table": f"SELECT {_TABLE} FROM {_TABLES} WHERE t.id = %(key)s",
    "field": _OF_TABLE.format(relation="fields"),
    "view": _OF_TABLE.format(relation="views"),
    "automation": _OF_TABLE.format(relation="automations"),
    "rule": _OF_TABLE.format(relation="row_rules"),
    "job": _OF_TABLE.format(relation="jobs"),
    "run": (
        f"SELECT {_TABLE} FROM dataos.runs r JOIN dataos.automations a ON a.id = r.automation_id"
        f" JOIN {_TABLES} ON t.id = a.table_id WHERE r.id = %(key)s"
    ),
    "attachment": _OF_BASE.format(relation="attachments"),
    "upload": _OF_BASE.format(relation="uploads"),
    "link": (
        f"SELECT {_TABLE} FROM dataos.shared_links l JOIN dataos.views v ON v.id = l.view_id"
        f" JOIN {_TABLES} ON t.id = v.table_id WHERE l.id = %(key)s"
    ),
    "provider": _OF_WORKSPACE.format(relation="identity_providers"),
    "team": _OF_WORKSPACE.format(relation="teams"),
}
"""By the noun that a path names. An entry about any other noun belongs to the workspace that its path or its service
names, else to the installation."""
BY_NUMBER = f"SELECT {_TABLE} FROM {_TABLES} WHERE t.number = %(number)s"
NOWHERE = "SELECT NULL::text AS workspace_id, NULL::text AS base_id, NULL::text AS table_id"
