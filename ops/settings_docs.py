"""Writes `ops/settings.md` and `.env.example` from the settings tree; a test fails when they differ from it."""

from enum import StrEnum
from pathlib import Path

from pydantic.fields import FieldInfo

from api.kit.setting_group import Group
from api.settings import GROUPS

_HEAD = """# Settings

Environment variables, or lines of a `.env` file in the working folder. `dataos up` needs none of them; production needs
those marked *required*. An unusable value stops the start with its name and the remedy.
"""


def table() -> str:
    parts = [_HEAD]
    for group in GROUPS:
        parts.append(f"\n## {_title(group)}\n\n| variable | default | meaning |\n| --- | --- | --- |\n")
        for field in group.model_fields.values():
            default = _default(field)
            shown = "*required*" if default is None else f"`{default}`" if default else ""
            parts.append(f"| `{field.validation_alias}` | {shown} | {_meaning(field)} |\n")
    return "".join(parts)


def example() -> str:
    parts = ["# Copy to .env and change what you need; every line is optional for `dataos up`.\n"]
    for group in GROUPS:
        parts.append(f"\n# {_title(group)}\n")
        parts.extend(
            f"# {_meaning(field)}\n# {field.validation_alias}={_default(field) or _sample(field)}\n"
            for field in group.model_fields.values()
        )
    return "".join(parts)


def _title(group: type[Group]) -> str:
    return group.__name__.removesuffix("Settings")


def _meaning(field: FieldInfo) -> str:
    choices = field.annotation
    listed = f" One of: {', '.join(choices)}." if isinstance(choices, type) and issubclass(choices, StrEnum) else ""
    return f"{field.description}{listed}"


def _default(field: FieldInfo) -> str | None:
    """The default as written in the environment, "" for none, None when the setting is required."""
    if field.is_required():
        return None
    match field.default:
        case None:
            return ""
        case bool(flag):
            return str(flag).lower()
        case other:
            return str(other)


def _sample(field: FieldInfo) -> str:
    return str(field.examples[0]) if field.examples else ""


def main(root: Path) -> None:
    (root / "ops" / "settings.md").write_text(table())
    (root / ".env.example").write_text(example())


if __name__ == "__main__":
    main(Path.cwd())
