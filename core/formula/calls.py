"""A function's call: which overload the arguments fit, and the arguments as its parameters want them."""

from collections.abc import Mapping, Sequence
from functools import cache

from core.formula.coerce import coerced, common, common_kind, cost, wanted
from core.formula.errors import FormulaError, Span
from core.formula.functions.base import Accept, Form, Function, Overload, Param, Result
from core.formula.typed import Applied, Constant, Typed
from core.formula.types import FormulaType, Kind

Placed = list[tuple[Param, list[Typed]]]

_MANY_FORMS = (Form.REST, Form.EACH, Form.PAIRS)


def applied(function: Function, given: Sequence[Typed], span: Span) -> Applied:
    """Raises FormulaError."""
    fitting: list[tuple[int, Overload, Placed]] = []
    placeable = 0
    for overload in function.overloads:
        placed = _placed(overload, given)
        if placed is None:
            continue
        placeable += 1
        total = _cost(placed)
        if total is not None:
            fitting.append((total, overload, placed))
    if not placeable:
        raise _wrong_count(function, len(given), span)
    if not fitting:
        # The fullest overload says what is missing.
        overload = next(item for item in reversed(function.overloads) if _placed(item, given) is not None)
        fitting.append((0, overload, _placed(overload, given) or []))
    _, overload, placed = min(fitting, key=lambda item: item[0])
    types = _generic(placed)
    arguments = {param.name: _coerced(function, param, values, types) for param, values in placed if values}
    return Applied(function, overload, arguments, _result(overload, types), span)


def _placed(overload: Overload, given: Sequence[Typed]) -> Placed | None:
    """The arguments by parameter; None when there are too few or too many."""
    placed: Placed = []
    rest = list(given)
    for param in overload.params:
        if param.form in _MANY_FORMS:
            if len(rest) < param.least and not (param.optional and not rest):
                return None
            placed.append((param, rest))
            rest = []
        elif rest:
            placed.append((param, [rest.pop(0)]))
        elif param.optional:
            placed.append((param, []))
        else:
            return None
    return None if rest else placed


def _cost(placed: Placed) -> int | None:
    total = 0
    for param, values in placed:
        for value in values:
            one = cost(value.type, param)
            if one is None or (param.literal and (not _is_text(value) or _problem("", param, value) is not None)):
                return None
            total += one
    return total


def _generic(placed: Placed) -> Mapping[Accept, FormulaType]:
    """What SAME and KEY stand for in this call."""
    seen: dict[Accept, list[FormulaType]] = {Accept.SAME: [], Accept.KEY: []}
    lists = False
    for param, values in placed:
        for at, value in enumerate(values):
            accept = _accept(param, at, len(values))
            if accept in seen:
                seen[accept].append(value.type)
                lists = lists or param.form in (Form.MANY, Form.REST)
    same = common_kind(seen[Accept.SAME]) if lists else common(seen[Accept.SAME])
    # Keys are compared, so they are single values.
    return {Accept.SAME: same, Accept.KEY: common_kind(seen[Accept.KEY])}


def _accept(param: Param, at: int, count: int) -> Accept:
    if param.form is not Form.PAIRS:
        return param.accept
    return Accept.KEY if at % 2 == 0 and at < count - 1 else Accept.SAME


def _coerced(
    function: Function, param: Param, values: Sequence[Typed], types: Mapping[Accept, FormulaType]
) -> tuple[Typed, ...]:
    needs = f"{function.name}'s {param.name}"
    made: list[Typed] = []
    for at, value in enumerate(values):
        accept = _accept(param, at, len(values))
        target = types.get(accept) or wanted(accept)
        keep = param.keep_blank or accept not in (Accept.TEXT, Accept.NUMBER, Accept.BOOLEAN)
        if accept is Accept.ANY or target is None:
            target = value.type
        if param.form is Form.MANY:
            target, keep = target.list, True
        elif param.form is Form.REST:
            target, keep = (target.list if value.type.many else target.one), True
        problem = _problem(needs, param, value)
        if problem is not None:
            raise FormulaError.one("unknown_choice", problem, value.span)
        made.append(coerced(value, target, keep_blank=keep, needs=needs))
    return tuple(made)


def _problem(needs: str, param: Param, value: Typed) -> str | None:
    """What is wrong with a literal."""
    if not isinstance(value, Constant) or not isinstance(value.value, str):
        return None
    text = value.value.strip()
    if param.choices and text not in param.choices and (len(text) < 2 or text.lower() not in _lowered(param.choices)):
        return f"{needs} is one of {', '.join(param.choices)}, not {text[:40]!r}."
    return param.check(value.value) if param.check else None


def _is_text(value: Typed) -> bool:
    return isinstance(value, Constant) and isinstance(value.value, str)


@cache
def _lowered(choices: tuple[str, ...]) -> frozenset[str]:
    return frozenset(choice.lower() for choice in choices)


def _result(overload: Overload, types: Mapping[Accept, FormulaType]) -> FormulaType:
    same = types[Accept.SAME]
    match overload.result:
        case Result.SAME:
            return same
        case Result.SAME_LIST:
            return same.list if same.kind is not Kind.BLANK else FormulaType(Kind.TEXT, many=True)
        case Result.SAME_ONE:
            return same.one
        case _:
            return overload.result


def _wrong_count(function: Function, given: int, span: Span) -> FormulaError:
    counted = "no arguments" if given == 0 else "one argument" if given == 1 else f"{given} arguments"
    message = f"{function.signature} cannot take {counted}."
    return FormulaError.one("wrong_argument_count", message, span)
