"""`python -m ops.lint`: every rule over the whole repository; exit code 1 when one is broken."""

import sys
from pathlib import Path

from ops.lint.catalogue import RULES
from ops.lint.lock import stale
from ops.lint.source import sources


def main(root: Path) -> int:
    failed = 0
    for source in sources(root):
        for rule in RULES:
            for fault in rule.faults(source):
                kind = "warning" if fault.warning else "error"
                sys.stdout.write(f"{fault.path}:{fault.line}: {kind} [{rule.name}] {fault.message}\n")
                failed += not fault.warning
    for message in stale(root):
        sys.stdout.write(f"{message}\n")
        failed += 1
    sys.stdout.write(f"{failed} faults\n" if failed else "rules: no faults\n")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
