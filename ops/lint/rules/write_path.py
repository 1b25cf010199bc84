"""Records and the change feed have one writer.

Every channel gets validation, access, recomputation and history because `api/records/write.py`, and `writing` behind
it, is the only code that changes a record. A statement that writes a user table or `dataos.changes` anywhere else skips
all of that; so does whoever runs the path's own statements.
"""

import ast
import re
from collections.abc import Iterator

from ops.lint.source import Fault, Rule, Source, imported

_OURS = ("core", "api", "workflows", "activities", "search", "ops")

WRITERS = (
    "api/records/sql/**",
    "api/tables/acts.py",
    "api/fields/convert/columns.py",
    "api/fields/convert/linked.py",
    "api/fields/stamps.py",
    "api/encryption/cells.py",
    "api/db/rebuild.py",
    "api/transfer/load.py",
    "api/transfer/leftovers.py",
    "ops/bench/**",
    "api/db/migrations/**",
)

# Who may run the statements that create, change and remove records.
RUNNERS = ("api/records/writing/**", "api/records/sql/**")
_STATEMENTS = tuple(f"api.records.sql.{name}." for name in ("create", "update", "remove"))

_VERB = r"(?:insert\s+into|update(?:\s+only)?|delete\s+from(?:\s+only)?|truncate(?:\s+table)?|copy|merge\s+into)\s+"
_TARGETS = (
    (re.compile(_VERB + r'"?dataos"?\."?changes', re.IGNORECASE), "dataos.changes"),
    (re.compile(_VERB + r'"?ws_', re.IGNORECASE), "a table of a workspace"),
    (re.compile(_VERB + r"\{", re.IGNORECASE), "a table named at run time"),
)


def _check(source: Source) -> Iterator[Fault]:
    if source.suffix != ".py" or not source.under(*_OURS):
        return
    if not source.matches(*RUNNERS):
        for line, name in imported(source.tree):
            if f"{name}.".startswith(_STATEMENTS):
                yield Fault(source.path, line, f"{name} is for api/records/writing; call api/records/write.py")
    if source.matches(*WRITERS):
        return
    for line, text in _strings(source.tree):
        for pattern, what in _TARGETS:
            if pattern.search(text):
                yield Fault(source.path, line, f"writes {what}; only api/records/write.py and its SQL write records")
                break


def _strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, text) of each string; the holes of an f-string read `{}`, docstrings are left out."""
    inner: set[int] = set()
    for node in ast.walk(tree):
        if id(node) in inner:
            continue
        match node:
            case (
                ast.Module(body=body)
                | ast.FunctionDef(body=body)
                | ast.AsyncFunctionDef(body=body)
                | ast.ClassDef(body=body)
            ):
                if body and isinstance(body[0], ast.Expr):
                    inner.add(id(body[0].value))
            case ast.JoinedStr(values=values):
                inner.update(id(value) for value in values)
                parts = [v.value if isinstance(v, ast.Constant) and isinstance(v.value, str) else "{}" for v in values]
                yield node.lineno, "".join(parts)
            case ast.Constant(value=str(text)):
                yield node.lineno, text
            case _:
                continue


RULE = Rule("write-path", _check)
