"""`__init__.py` is always empty: importing a module loads only what that module asks for."""

from collections.abc import Iterator

from ops.lint.source import Fault, Rule, Source


def _check(source: Source) -> Iterator[Fault]:
    if source.path.endswith("__init__.py") and source.text.strip():
        yield Fault(source.path, 1, "an __init__.py stays empty; import from the module that defines the name")


RULE = Rule("empty-init", _check)
