"""Every rule of this repository."""

from ops.lint.rules import background_work, clock, empty_init, file_size, locks, third_party, vocabulary, write_path
from ops.lint.source import Rule

RULES: tuple[Rule, ...] = (
    file_size.RULE,
    third_party.RULE,
    write_path.RULE,
    background_work.RULE,
    clock.RULE,
    empty_init.RULE,
    vocabulary.RULE,
    locks.RULE,
)
