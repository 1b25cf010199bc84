"""Whether a browser says that a request was made by a page of somebody else.

A second line beside the CSRF token: browsers send these headers by themselves, and no page can forge them. Programs
send neither, and are not refused for that.
"""

from urllib.parse import urlsplit

from starlette.types import Scope

from api.http.header import header_of

_OWN = frozenset({"same-origin", "none"})


def comes_from_elsewhere(scope: Scope) -> bool:
    site = header_of(scope, "Sec-Fetch-Site")
    if site is not None:
        return site not in _OWN
    origin = header_of(scope, "Origin")
    if origin is None:
        return False
    # "null" (a sandboxed frame, a file) has no host, and is nobody's.
    host = urlsplit(origin).netloc.lower() if origin.isprintable() else ""
    return not host or host not in {
        (header_of(scope, name) or "").partition(",")[0].strip().lower() for name in ("Host", "X-Forwarded-Host")
    }
