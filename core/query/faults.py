"""Collects what is wrong with an input, so that the caller hears of everything at once."""

from core.errors import Fault, Invalid

MAX_FAULTS = 100
"""More would only make a hostile request's answer long."""


class Faults:
    def __init__(self) -> None:
        self._found: list[Fault] = []

    def add(self, path: str, code: str, message: str) -> None:
        self.put(Fault(path, code, message))

    def put(self, fault: Fault) -> None:
        if len(self._found) < MAX_FAULTS:
            self._found.append(fault)

    def raise_if_any(self) -> None:
        """Raises Invalid with all of them; its code is the first fault's."""
        if self._found:
            raise Invalid(self._found, self._found[0].code)
