"""Select options over a change of config: which keep their id, which are new, which go."""

from collections.abc import Sequence

from core.errors import Fault, Invalid
from core.fields.options import SelectConfig, SelectOption
from core.text import fold


def keep_ids(current: SelectConfig, wanted: SelectConfig) -> SelectConfig:
    """``wanted`` with the ids of ``current``: an option sent without id is the existing one of that name, if any.

    Raises Invalid for an id that the field does not have.
    """
    faults = [
        Fault(f"config.options[{at}].id", "unknown_option", f"The field has no option {option.id!r}.")
        for at, option in enumerate(wanted.options)
        if option.id is not None and option.id not in current.names
    ]
    if faults:
        raise Invalid(faults)
    said = {option.id for option in wanted.options if option.id is not None}
    free = {fold(name): key for key, name in current.names.items() if key not in said}
    options = [
        option if option.id else option.model_copy(update={"id": free.get(fold(option.name))})
        for option in wanted.options
    ]
    return wanted.having(options)


def removed(current: SelectConfig, wanted: SelectConfig) -> tuple[str, ...]:
    """Ids that ``wanted`` no longer has."""
    return tuple(key for key in current.names if key not in wanted.names)


def extended(current: SelectConfig, names: Sequence[str]) -> SelectConfig:
    """The config with an option for every name that it does not have yet; ids are still to be given."""
    known = {fold(option.name) for option in current.options}
    fresh: dict[str, SelectOption] = {}
    for name in names:
        if fold(name) not in known:
            fresh.setdefault(fold(name), SelectOption(name=name))
    return current.having((*current.options, *fresh.values()))
