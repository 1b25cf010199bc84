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
# Where a body names something that exists, its id stands for it like in a path.
BODIES: dict[str, Any] = {
    "register": {"email": "new@example.org", "password": "quiet otter paints fences", "name": "New"},
    "login": {"email": "olga@example.org", "password": "long enough"},
    "refresh": {},
    "finish_login": {"challenge": "usr_01jd0000000000000000000000.1.x", "code": "123456"},
    "update_profile": {"name": "Olga"},
    "change_password": {"currentPassword": "wrong wrong", "newPassword": "quiet otter paints fences"},
    "forgot_password": {"email": "nobody@example.org"},
    "reset_password": {"token": "nothing", "password": "quiet otter paints fences"},
    "change_email": {"email": "olga.new@example.org", "password": "wrong wrong"},
    "confirm_email": {"token": "nothing"},
    "begin_two_factors": {"password": "wrong wrong"},
    "confirm_two_factors": {"code": "123456"},
    "renew_recovery_codes": {"code": "123456"},
    "end_two_factors": {"password": "wrong wrong", "code": "123456"},
    "connect_account": {"password": "wrong wrong"},
    "create_token": {"name": "T", "scopes": ["data:read"], "expiresTime": "2099-01-01T00:00:00Z"},
    "update_token": {"name": "T"},
    "create_service_account": {"name": "Robot", "role": "member"},
    "update_service_account": {"name": "Robot", "disabled": False},
    "create_service_account_token": {"name": "T", "scopes": ["data:read"]},
    "set_two_factor_rule": {"required": False},
    "create_workspace": {"name": "W"},
    "update_workspace": {"name": "W", "defaultBaseRole": "editor"},
    "add_member": {"email": "stan@example.org", "role": "member"},
    "update_member": {"role": "admin"},
    "transfer_workspace": {"userId": "{userId}"},
    "create_team": {"name": "T", "description": "D"},
    "update_team": {"name": "T", "description": "D"},
    "set_team_members": {"userIds": ["{userId}"]},
    "add_team_member": {"userId": "{userId}"},
    "create_invitation": {"email": "nora@example.org", "role": "member", "bases": [], "teamIds": [], "days": 7},
    "join_by_invitation": {"email": "nils@example.org", "password": "long enough", "name": "Nils"},
    "create_identity_provider": {
        "name": "Acme",
        "oidc": {
            "issuer": "https://idp.example",
            "clientId": "dataos",
            "clientSecret": "s",
            "scopes": ["openid"],
            "emailClaim": "email",
            "nameClaim": "name",
            "groupsClaim": "groups",
            "trustsEmail": False,
        },
        "domains": ["acme.example"],
        "role": "member",
        "createMembers": True,
        "groups": [],
        "enabled": True,
        "only": False,
    },
    "update_identity_provider": {"name": "Acme", "domains": ["acme.example"], "enabled": True},
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
    "set_table_grants": {"grants": [{"subject": {"type": "user", "email": "vera@example.org"}, "level": "read"}]},
    "set_field_grants": {"grants": [{"subject": {"type": "role", "role": "editor"}, "level": "read"}]},
    "set_view_grants": {"grants": [{"subject": {"type": "role", "role": "commenter"}, "level": "read"}]},
    "set_row_rules": {
        "rules": [{"subject": {"type": "role", "role": "commenter"}, "access": "read", "filter": GRID["filter"]}]
    },
    "set_member_attributes": {"attributes": {"region": "EU", "floors": [1, 2]}},
    "share_view": {"download": True},
    "create_shared_link": {"slug": "open-deals", "password": "open sesame", "embed": ["https://example.org"]},
    "update_shared_link": {"download": False},
    "unlock_shared": {"password": "open sesame"},
    "query_shared_records": {"limit": 10, "count": True},
    "submit_shared_form": {"fields": {"Name": "A"}},
    "create_view": {"name": "V", "type": "grid", "config": GRID},
    # A view that is shared keeps no search, and some tests share the view before they change it.
    "update_view": {"name": "V", "config": {key: part for key, part in GRID.items() if key != "search"}},
}
