"""Every library the product imports is a pinned direct requirement, not luck of somebody else's dependency."""

import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from ops.lint.lock import pins
from ops.lint.source import imported, sources

ROOT = Path(__file__).parents[2]
OURS = {"core", "api", "workflows", "activities", "search", "ops", "tests"}


def test_product_imports_only_what_it_requires() -> None:
    folder = ROOT / "requirements"
    declared = pins(folder / "runtime.in").keys() | pins(folder / "embedded.in").keys()
    distributions = packages_distributions()
    undeclared: set[str] = set()
    for source in sources(ROOT):
        if source.suffix != ".py" or not source.under(*(OURS - {"tests"})):
            continue
        for _, name in imported(source.tree):
            top = name.split(".")[0]
            if top in OURS or top in sys.stdlib_module_names:
                continue
            providers = {provider.lower().replace("_", "-") for provider in distributions.get(top, [top])}
            if not providers & declared:
                undeclared.add(f"{source.path} imports {top}")
    assert undeclared == set()
