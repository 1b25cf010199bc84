"""A valid body for every operation that takes one, by operation id."""

from typing import Any

BODIES: dict[str, Any] = {
    "register": {"email": "new@example.org", "password": "long enough", "name": "New"},
    "login": {"email": "olga@example.org", "password": "long enough"},
    "refresh": {},
    "create_workspace": {"name": "W"},
    "update_workspace": {"name": "W"},
    "add_member": {"email": "stan@example.org", "role": "member"},
    "update_member": {"role": "admin"},
    "create_base": {"name": "B"},
    "update_base": {"name": "B"},
    "set_base_member": {"email": "vera@example.org", "role": "editor"},
    "create_table": {"name": "T"},
    "update_table": {"name": "T"},
    "create_field": {"name": "F", "type": "text"},
    "update_field": {"name": "F"},
    "create_view": {"name": "V"},
    "update_view": {"name": "V"},
}
