"""Case tables hold huge and unprintable values; test ids stay short all the same."""


def pytest_make_parametrize_id(config: object, val: object, argname: str) -> str | None:
    match val:
        case int() if val.bit_length() > 100:
            return f"{val.bit_length()} bits"
        case str() if len(val) > 60 or not val.isprintable():
            return f"{val[:40]!r} of {len(val)}"
        case list() | dict() | tuple():
            return f"{type(val).__name__} of {len(val)}" if len(val) > 4 else ascii(val)[:60]
        case _:
            return None
