"""Fields that a change of another one would make invalid, or that would lose one of their settings by it."""

from collections.abc import Iterator, Mapping

from api.fields.breaks.turn import Broken, Turn
from api.tables.grid import clean_filter
from core.access.policy import Policy
from core.computed.validity import reason_invalid
from core.fields.button import PLACEHOLDER, ButtonConfig, OpenUrl
from core.fields.limited import changeable, named
from core.fields.link import LinkConfig
from core.fields.options import SelectConfig
from core.schema import FieldDef


def broken_fields(turn: Turn, policies: Mapping[str, Policy]) -> Iterator[Broken]:
    for key in sorted(turn.gone - {turn.field.id}):
        table = next((table for table in turn.before.values() if key in table.by_id), None)
        if table is not None:
            reason = f"It is the other end of {turn.field.name}, and goes to the trash with it."
            yield Broken("link", key, table.by_id[key].name, table, reason)
    for table, was, now in turn.pairs():
        reason = _invalid(was, now) or _loses(turn, now, policies)
        if reason is not None:
            yield Broken(now.type.name, now.id, now.name, table, reason)


def _invalid(was: FieldDef, now: FieldDef) -> str | None:
    reason = reason_invalid(now)
    return None if reason is None or reason_invalid(was) is not None else reason


def _loses(turn: Turn, field: FieldDef, policies: Mapping[str, Policy]) -> str | None:
    """A setting that would count no more."""
    name = turn.field.name
    match field.config:
        case LinkConfig() as config if config.choices is not None and config.choices.filter is not None:
            policy = policies.get(config.table_id)
            before, after = turn.before.get(config.table_id), turn.after.get(config.table_id)
            if policy is None or before is None or after is None:
                return None
            raw = dict(config.choices.filter)
            if clean_filter(raw, before, policy) != clean_filter(raw, after, policy):
                return f"Its picker offers more records: a condition on {name} is left out."
        case SelectConfig(depends_on=rule) if rule is not None and rule.field == turn.field.id:
            if turn.target is None or not isinstance(turn.target.config, SelectConfig):
                return f"Its options no longer depend on {name}."
        case ButtonConfig(action=OpenUrl(url=url)) if turn.target is None:
            if turn.field.id in PLACEHOLDER.findall(url):
                return f"The value of {name} is missing from its address."
        case _ if turn.field.id in named(field.config):
            if turn.target is None or not changeable(turn.target):
                return f"It no longer tells of changes of {name}."
        case _:
            return None
    return None
