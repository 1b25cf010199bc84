"""A valid body for every operation that takes one, by operation id."""

from typing import Any

_FORM = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello\r\n--b--\r\n'
_FORM_TYPE = {"Content-Type": "multipart/form-data; boundary=b"}
SENT: dict[str, tuple[bytes, dict[str, str]]] = {
    "upload_attachment": (_FORM, _FORM_TYPE),
    "add_attachment_version": (_FORM, _FORM_TYPE),
    "begin_upload": (b"", {"Upload-Length": "5"}),
}
"""What operations take that is no JSON: a body, and headers."""

GRID: dict[str, Any] = {
    "filter": {"conjunction": "and", "filters": [{"field": "Amount", "operator": "greaterThan", "value": 1}]},
    "sorts": [{"field": "Name", "direction": "desc"}],
    "columns": [{"field": "Name", "width": 200, "hidden": False}],
    "rowHeight": "tall",
    "search": "x",
}
AUTOMATION: dict[str, Any] = {
    "name": "Stamp",
    "trigger": {"type": "field_changed", "config": {"field": "Status"}},
    "conditions": GRID["filter"],
    "steps": [
        {"id": "set", "type": "update_record", "config": {"record": "{{trigger.record.id}}", "fields": {"Name": "x"}}}
    ],
}
BODIES: dict[str, Any] = {
    "register": {"email": "new@example.org", "password": "long enough", "name": "New"},
    "login": {"email": "olga@example.org", "password": "long enough"},
    "refresh": {},
    "create_workspace": {"name": "W"},
    "update_workspace": {"name": "W"},
    "add_member": {"email": "stan@example.org", "role": "member"},
    "update_member": {"role": "admin"},
    "create_base": {"name": "B", "description": "D", "icon": "i", "color": "c"},
    "update_base": {"name": "B"},
    "set_base_member": {"email": "vera@example.org", "role": "editor"},
    "create_table": {
        "name": "T",
        "description": "D",
        "fields": [{"name": "F", "type": "number", "config": {"precision": 2}}],
    },
    "update_table": {"name": "T"},
    "create_field": {
        "name": "F",
        "type": "singleSelect",
        "config": {"options": [{"name": "A", "color": "red"}]},
        "description": "D",
        "required": False,
        "unique": False,
    },
    "rotate_keys": {"dataKeys": True},
    "convert_field": {"type": "longText", "config": {}, "dryRun": True},
    "update_field": {"name": "F", "config": {"precision": 3}, "description": "D", "required": True},
    "check_formula": {"expression": "1 + 1"},
    "create_records": {"records": [{"fields": {"Name": "A", "Status": "Open", "Amount": 1.5}}], "typecast": False},
    "change_records": {"records": [], "typecast": False},
    "query_records": {
        "filter": GRID["filter"],
        "sorts": GRID["sorts"],
        "fields": ["Name"],
        "search": "x",
        "limit": 10,
        "offset": 0,
        "count": True,
    },
    "change_record": {"fields": {"Name": "B"}},
    "create_automation": AUTOMATION,
    "update_automation": AUTOMATION,
    "run_automation": {},
    "read_notifications": {"all": True},
    "undo": {},
    "share_view": {"download": True},
    "create_shared_link": {"slug": "open-deals", "password": "open sesame", "embed": ["https://example.org"]},
    "update_shared_link": {"download": False},
    "unlock_shared": {"password": "open sesame"},
    "query_shared_records": {"limit": 10, "count": True},
    "submit_shared_form": {"fields": {"Name": "A"}},
    "create_view": {"name": "V", "type": "grid", "config": GRID},
    "update_view": {"name": "V", "config": GRID},
}
