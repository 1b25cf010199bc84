"""What is written to somebody who is invited."""

import re

_NAMED = 60
_ADDRESS = re.compile(r"[/:@]|www\.|\w[.\u3002\uff0e\uff61]\w{2,}", re.IGNORECASE)
"""Mail programs make links of names of hosts too; the other stops are read as dots in them."""


def invitation(link: str, *, workspace: str, inviter_name: str, inviter_email: str, days: int) -> tuple[str, str]:
    """Subject and body. Names are chosen by whoever invites: what looks like an address on the web is left out."""
    where = f"the workspace {_plain(workspace)}" if _plain(workspace) else "a workspace"
    name = _plain(inviter_name)
    who = f"{name} ({inviter_email})" if name else inviter_email
    body = (
        f"{who} invites you to {where} in DataOS. Open this link to join; it works once, for {days} days:\n\n{link}\n\n"
        f"If you do not know {inviter_email}, do nothing: without the link nobody joins in your name.\n"
    )
    return f"Invitation to {where}", body


def _plain(name: str) -> str:
    """Empty for a name that could pass for a link."""
    shown = name if len(name) <= _NAMED else f"{name[:_NAMED]}…"
    return "" if _ADDRESS.search(name) else shown
