"""Why a sign-in at a provider came to nothing. The sign-in page has words for each code."""

from core.errors import Forbidden


class Refused(Forbidden):
    """``code`` goes to the browser; ``detail``, which may quote the provider, only to the log."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail, f"sso_{code}")
        self.short = code


def began_elsewhere() -> Refused:
    return Refused("state", "The sign-in was begun in another browser, or more than ten minutes ago.")


def not_understood(reason: str) -> Refused:
    return Refused("answer", f"The provider's answer cannot be accepted: {reason}")


def away(reason: str) -> Refused:
    return Refused("unavailable", f"The provider cannot be reached: {reason}")
