"""`core` and `workflows` never read the clock: time is an argument, so rules can be tested and workflows replayed."""

import ast
from collections.abc import Iterator

from ops.lint.source import Fault, Rule, Source, called

_READS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "datetime.datetime.now",
    "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today",
    "time.time", "time.time_ns", "time.monotonic", "time.perf_counter",
}  # fmt: skip
_NAMES = {("time", "time"), ("time", "time_ns"), ("time", "monotonic"), ("time", "perf_counter")}

# Code that runs beside the workflows, not in them.
_OUTSIDE = ("workflows/temporal/**",)


def _check(source: Source) -> Iterator[Fault]:
    if source.suffix != ".py" or not source.under("core", "workflows") or source.matches(*_OUTSIDE):
        return
    for node in ast.walk(source.tree):
        match node:
            case ast.Call() if called(node) in _READS:
                yield Fault(source.path, node.lineno, f"{called(node)}() reads the clock: take the time as an argument")
            case ast.ImportFrom(module=str(module), names=names):
                for name in names:
                    if (module, name.name) in _NAMES:
                        yield Fault(source.path, node.lineno, f"{module}.{name.name} reads the clock")
            case _:
                continue


RULE = Rule("clock", _check)
