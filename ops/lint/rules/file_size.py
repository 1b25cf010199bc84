"""A file over 300 lines is warned about, over 400 refused: variants live one per file."""

from collections.abc import Iterator

from ops.lint.source import Fault, Rule, Source

_WARN, _FAIL = 300, 400
_CODE = {".py", ".ts", ".tsx", ".css", ".sql", ".mjs"}

# Generated code, tables of cases, and migrations (never edited after merge).
EXEMPT = (
    "web/src/api/*.gen.ts",
    "web/src/api/generated/**",
    "tests/**/cases*.py",
    "tests/**/cases/**/*.py",
    "tests/**/*_cases.py",
    "api/db/schema.sql",
    "api/db/migrations/**",
)


def _check(source: Source) -> Iterator[Fault]:
    if source.suffix not in _CODE or source.matches(*EXEMPT):
        return
    count = len(source.lines)
    if count > _WARN:
        limit = _FAIL if count > _FAIL else _WARN
        yield Fault(source.path, count, f"{count} lines, more than {limit}: split it by idea", warning=count <= _FAIL)


RULE = Rule("file-size", _check)
