"""Which passwords are too easy to guess. Decided here, without a network: by zxcvbn's estimate of how many guesses it
takes somebody who knows common passwords, words, names, keyboard rows, dates, and this person's name and address.
"""

import asyncio
import re
from collections.abc import Iterable

from zxcvbn import zxcvbn

from core.errors import Invalid
from core.text import fold

MIN_PASSWORD = 10
MAX_PASSWORD = 1000
_JUDGED = 72
"""Its time grows with the square of the length; a beginning that is hard to guess is enough."""
_LEAST_SCORE = 3
_SHORTEST_WORD = 4
_EASY = "This password is easy to guess."
_ADVICE = "Take a few words that do not belong together, or have a password manager make one."


async def check_password(password: str, *, email: str, name: str, path: str = "password") -> None:
    """Raises Invalid ``weak_password`` at ``path``."""
    told = words_about(email, name)
    folded = fold(password)
    for word in words_about(email.partition("@")[0], name):
        if len(word) >= _SHORTEST_WORD and word in folded:
            raise Invalid.one(path, "weak_password", f"This password has your name or address in it. {_ADVICE}")
    # Off the event loop: tens of milliseconds.
    found = await asyncio.to_thread(zxcvbn, password[:_JUDGED], user_inputs=told)
    if found["score"] < _LEAST_SCORE:
        warning = found["feedback"]["warning"]
        why = f"{_EASY} {warning.rstrip('.')}." if warning else _EASY
        raise Invalid.one(path, "weak_password", f"{why} {_ADVICE}")


def words_about(email: str, name: str) -> list[str]:
    """What a guesser who knows the person tries first.

    >>> words_about("ada.lovelace@example.org", "Ada King")
    ['ada.lovelace@example.org', 'ada', 'lovelace', 'example', 'org', 'king']
    """
    return list(dict.fromkeys(_words((email, *re.split(r"[\W_]+", email), *re.split(r"[\W_]+", name)))))


def _words(texts: Iterable[str]) -> Iterable[str]:
    return (fold(text) for text in texts if text)
