"""Formulas of fields that are being made or changed: from what a person wrote to what is stored, and back.

Stored, an expression names its fields by id. What a person wrote names them as it likes; the rest of the text, spaces
and comments included, is kept. Results are worked out from the formulas that others use to those that use them, so a
change goes through all that depend on it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import Fault, Invalid
from core.fields.formula import FormulaConfig, FormulaResult
from core.formula.ast import Node, references
from core.formula.bind import Formulas, by_link, result_type
from core.formula.check import check
from core.formula.errors import FormulaError
from core.formula.parser import parse, parse_stored
from core.formula.printer import renamed
from core.formula.typed import Typed
from core.text import fold

if TYPE_CHECKING:
    from core.schema import FieldDef
    from core.values import JsonValue

Find = Callable[[str], "FieldDef | None"]


def finder(fields: "Sequence[FieldDef]") -> Find:
    """By id, by exact name, and by name without regard to capitals, which are unique within a table."""
    found: dict[str, FieldDef] = {fold(field.name): field for field in fields}
    found |= {field.name: field for field in fields}
    found |= {field.id: field for field in fields}
    return lambda key: found.get(key) or found.get(fold(key))


def settled(
    fields: "Sequence[FieldDef]",
    written: Collection[str],
    paths: Mapping[str, str],
    visible: "Sequence[FieldDef]",
    titles: "Sequence[FieldDef]" = (),
) -> "tuple[FieldDef, ...]":
    """``fields`` with their formulas as they are to be stored. ``titles`` are the hidden fields beside them.

    ``written`` are the ids of those whose expression a person has just written, with the fields among ``visible``; all
    others are stored ones, which follow what they use. ``paths`` say where a written expression stood. Raises Invalid
    with every fault; a stored formula that does not fit any more is left as it is, and is invalid from then on.
    """
    faults: list[Fault] = []
    current: dict[str, FieldDef] = {field.id: field for field in fields}
    find, names = finder(visible), [field.name for field in visible]
    texts = {key: _config(current[key]).expression for key in written}
    links = by_link(titles)
    for key in written:
        try:
            current[key] = _by_id(current[key], find, names, links)
        except FormulaError as error:
            faults.extend(_faults(error, paths[key]))
    if faults:
        raise Invalid(faults, "invalid_formula")

    def now(said: str) -> "FieldDef | None":
        found = find(said)
        return None if found is None else current.get(found.id)

    shown = {field.id for field in visible}
    for key in _in_order(current, written, paths, shown):
        field = current[key]
        try:
            # As it was written, so that positions are those of that text.
            if key in texts:
                typed = check(parse(texts[key]), now, names, titles=links)
            else:
                typed = _checked(field, current, links)
        except FormulaError as error:
            if key in texts:
                faults.extend(_faults(error, paths[key]))
            continue
        current[key] = _with_result(field, typed, current)
    if faults:
        raise Invalid(faults, "invalid_formula")
    final = tuple(current[field.id] for field in fields)
    formulas = Formulas(final, titles)
    reasons = ((key, formulas.invalid(current[key])) for key in written)
    faults.extend(Fault(paths[key], "invalid_formula", reason) for key, reason in reasons if reason is not None)
    if faults:
        raise Invalid(faults, "invalid_formula")
    return final


def shown_expression(field: "FieldDef", fields: "Mapping[str, FieldDef]") -> str:
    """The expression with the fields' present names; of a deleted field the last one."""
    config = _config(field)
    known = config.known

    def name(key: str) -> str | None:
        present = fields.get(key)
        return present.name if present is not None else known.get(key)

    return renamed(config.expression, parse_stored(config.expression), name)


def shown_config(field: "FieldDef", fields: "Mapping[str, FieldDef]") -> "Mapping[str, JsonValue]":
    """A field's config as people see it; ``fields`` are the table's by id."""
    config = field.config
    if not isinstance(config, FormulaConfig):
        return config.shown()
    shown = {key: value for key, value in config.wire().items() if key != "names"}
    reason = field.formulas.invalid(field) if field.formulas is not None else None
    shown |= {"expression": shown_expression(field, fields)}
    return shown if reason is None else shown | {"invalid": reason}


def before_deletion(gone: "FieldDef", fields: "Sequence[FieldDef]") -> "tuple[FieldDef, ...]":
    """The formulas that use a field, with the name it has now, so that they can say what is missing."""
    found: list[FieldDef] = []
    for field in fields:
        config = field.config
        if isinstance(config, FormulaConfig) and gone.id in config.known:
            names = tuple(sorted({**config.known, gone.id: gone.name}.items()))
            found.append(replace(field, config=config.model_copy(update={"names": names})))
    return tuple(found)


def _by_id(field: "FieldDef", find: Find, names: Sequence[str], links: "Mapping[str, FieldDef]") -> "FieldDef":
    """Raises FormulaError where a name finds no field."""
    config = _config(field)
    node = parse(config.expression)

    def key(said: str) -> str | None:
        found = find(said)
        return found.id if found is not None else None

    if any(find(item.key) is None for item in references(node)):
        _refuse_unknown(node, find, names, links)
    update: dict[str, object] = {
        "expression": renamed(config.expression, node, key),
        "names": (),
        "result": FormulaResult(),
    }
    return replace(field, config=config.model_copy(update=update))


def _refuse_unknown(node: Node, find: Find, names: Sequence[str], links: "Mapping[str, FieldDef]") -> None:
    """Types are told when all fields are known, and with them what the formulas among them are."""
    try:
        check(node, find, names, titles=links)
    except FormulaError as error:
        raise FormulaError([item for item in error.problems if item.code == "unknown_field"]) from None


def _checked(field: "FieldDef", current: "Mapping[str, FieldDef]", links: "Mapping[str, FieldDef]") -> Typed:
    config = _config(field)
    return check(parse_stored(config.expression), current.get, (), config.known, links)


def _with_result(field: "FieldDef", typed: Typed, current: "Mapping[str, FieldDef]") -> "FieldDef":
    config = _config(field)
    result = result_type(typed.type)
    used = {item.key for item in references(parse_stored(config.expression))}
    update = {
        "result": FormulaResult.model_validate({"kind": result.kind.value, "many": result.many}),
        "names": tuple((key, current[key].name) for key in sorted(used)),
    }
    return replace(field, config=config.model_copy(update=update))


def _in_order(
    fields: "Mapping[str, FieldDef]", written: Collection[str], paths: Mapping[str, str], shown: Collection[str]
) -> "Sequence[str]":
    """The formulas' ids, each after those that it uses. Raises Invalid for a circle, with the way round it as far as it
    is ``shown``."""
    uses: dict[str, list[str]] = {
        field.id: [ref.key for ref in references(parse_stored(field.config.expression)) if ref.key in fields]
        for field in fields.values()
        if isinstance(field.config, FormulaConfig)
    }
    done: dict[str, None] = {}
    for start, first in uses.items():
        way: list[tuple[str, list[str]]] = [(start, list(first))]
        while way:
            here, left = way[-1]
            if not left or here in done:
                done.setdefault(here)
                way.pop()
                continue
            following = left.pop()
            names = [key for key, _ in way]
            if following in names:
                _refuse_circle([*names[names.index(following) :], following], fields, written, paths, shown)
            if following in uses and following not in done:
                way.append((following, list(uses[following])))
    return list(done)


def _refuse_circle(
    circle: Sequence[str],
    fields: "Mapping[str, FieldDef]",
    written: Collection[str],
    paths: Mapping[str, str],
    shown: Collection[str],
) -> None:
    first = next((key for key in circle if key in written), circle[0])
    turn = circle.index(first)
    way = [*circle[turn:-1], *circle[:turn], first]
    named = way_round(fields[key].name if key in shown else None for key in way)
    message = f"This formula would use itself: {named}. Leave out one of these fields."
    raise Invalid.one(paths.get(first, "config.expression"), "circular_formula", message)


def way_round(names: Iterable[str | None]) -> str:
    """The steps of a circle; those without a name, which the reader may not know of, are left out together."""
    steps: list[str] = []
    for name in names:
        if name is not None:
            steps.append(name)
        elif steps[-1:] != ["…"]:
            steps.append("…")
    return " → ".join(steps)


def _faults(error: FormulaError, path: str) -> list[Fault]:
    return [Fault(path, problem.code, problem.told) for problem in error.problems]


def _config(field: "FieldDef") -> FormulaConfig:
    if not isinstance(field.config, FormulaConfig):
        raise TypeError(f"{field.name} is no formula")
    return field.config
