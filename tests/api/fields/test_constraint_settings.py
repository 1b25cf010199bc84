"""Settings of what values are held to, that make no sense."""

from typing import Any

import pytest

from tests.support.app import World
from tests.support.problems import paths


@pytest.mark.parametrize(
    ("type", "config", "path"),
    [
        ("number", {"min": 5, "max": 4}, "config.max"),
        ("number", {"max": 5, "default": 6}, "config.default"),
        ("number", {"min": "5"}, "config.min"),
        ("text", {"minLength": 5, "maxLength": 4}, "config.maxLength"),
        ("text", {"pattern": "(a+)+\\1"}, "config.pattern"),
        ("text", {"maxLength": 2, "default": "abc"}, "config.default"),
        ("email", {"default": "nobody"}, "config.default"),
        ("date", {"min": "22/11/2026"}, "config.min"),
        ("date", {"min": "2026-11-22", "max": "2026-11-21"}, "config.max"),
        ("singleSelect", {"options": [{"name": "a"}], "default": "b"}, "config.default"),
        ("rating", {"max": 3, "default": 4}, "config.default"),
        ("singleSelect", {"dependsOn": {"field": "Nothing", "allow": {}}}, "config.dependsOn.field"),
        ("singleSelect", {"dependsOn": {"field": "Name", "allow": {}}}, "config.dependsOn.field"),
        ("singleSelect", {"dependsOn": {"field": "Status", "allow": {"Lost": []}}}, "config.dependsOn.allow.Lost"),
        (
            "singleSelect",
            {"dependsOn": {"field": "Status", "allow": {"Open": ["x"]}}},
            "config.dependsOn.allow.Open[0]",
        ),
    ],
)
async def test_settings_that_make_no_sense_are_refused(
    world: World, type: str, config: dict[str, Any], path: str
) -> None:
    body = {"name": "New", "type": type, "config": config}
    answer = await world.creator.http.post(f"/tables/{world.table_id}/fields", json=body)
    assert answer.status_code == 422, answer.text
    assert paths(answer)[0].startswith(path)
