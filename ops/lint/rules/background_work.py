"""No fire-and-forget in the application: work that must happen goes through the change feed or a workflow."""

import ast
from collections.abc import Iterator

from ops.lint.source import Fault, Rule, Source, called

# The lifespan owns its tasks for as long as it lives, and those of the store: what they make is only a copy.
OWNERS = ("api/app.py", "api/records/snapshots/store.py")
_CALLS = ("create_task", "ensure_future", "run_in_executor")


def _check(source: Source) -> Iterator[Fault]:
    if source.suffix != ".py" or not source.under("api") or source.matches(*OWNERS):
        return
    for node in ast.walk(source.tree):
        match node:
            case ast.Call() if (name := called(node)) and name.rsplit(".", 1)[-1] in _CALLS and not _grouped(name):
                yield Fault(
                    source.path, node.lineno, f"{name} outlives the request: write a change or start a workflow"
                )
            case ast.Name(id="BackgroundTasks") | ast.alias(name="BackgroundTasks"):
                yield Fault(source.path, node.lineno, "BackgroundTasks are lost when the process ends")
            case _:
                continue


def _grouped(name: str) -> bool:
    """`group.create_task` of an asyncio.TaskGroup ends with its block."""
    return name.split(".", 1)[0] in {"group", "tasks"}


RULE = Rule("background-work", _check)
